#include "io/api/body.hpp"
#include "io/api/resources.hpp"
#include "io/api/show.hpp"

#include <algorithm>

namespace charla::api {

namespace {

constexpr std::size_t canned_max = 1000;
constexpr std::size_t shortcut_max = 40;
constexpr std::size_t text_max = 4096;

void write_canned(json::writer& w, const ports::canned_row& r) {
  w.begin_object().member("id", r.id).member("shortcut", r.shortcut).member("text", r.text);
  w.member("created_by", r.created_by).member("updated_at", show_time(r.updated_at)).end_object();
}

answer show_one(const ports::canned_row& r) {
  json::writer w;
  write_canned(w, r);
  return json_response(w.take());
}

template <class Items, class Write>
answer all_of(const Items& items, Write write) {
  return object_response([&](json::writer& w) {
    w.key("items").begin_array();
    for (const auto& item : items)
      write(w, item);
    w.end_array();
  });
}

answer list(call& c) {
  const auto all = c.store().canned(c.who.tenant);
  if (!all) return refuse(store_failed(all.error()));
  return all_of(*all, write_canned);
}

bool is_shortcut(const std::string& s) {
  return std::all_of(s.begin(), s.end(), [](char ch) {
    return (ch >= 'a' && ch <= 'z') || (ch >= '0' && ch <= '9') || ch == '_' || ch == '-';
  });
}

void check_shortcut(body& b, const std::string& shortcut) {
  if (!is_shortcut(shortcut)) b.wrong("shortcut", "format", "1 to 40 of a-z, 0-9, _ and -.");
}

tl::expected<ports::canned_row, problem> find(const call& c) {
  const auto id = number_of(c.request.param("id"));
  const auto all = c.store().canned(c.who.tenant);
  if (!all) return refuse(store_failed(all.error()));
  for (const auto& r : *all)
    if (id && r.id == *id) return r;
  return refuse(not_found("canned answer"));
}

answer save(const call& c, ports::canned_row row, std::string_view action) {
  row.updated_at = c.house.with.clock.now();
  const auto kept = c.store().put_canned(row);
  if (!kept) return refuse(store_failed(kept.error()));
  if (!*kept) return refuse(conflict("Another answer has the shortcut `" + row.shortcut + "`: choose a new one."));
  note_audit(c, action, (*kept)->shortcut);
  return show_one(**kept);
}

answer add(call& c) {
  auto b = body::of(c.request);
  if (!b) return refuse(b.error());
  ports::canned_row row;
  row.tenant = c.who.tenant;
  row.shortcut = b->text("shortcut", shortcut_max);
  check_shortcut(*b, row.shortcut);
  row.text = b->text("text", text_max);
  row.created_by = c.who.name;
  b->refuse_unknown();
  if (!b->good()) return refuse(b->take_problem());
  const auto all = c.store().canned(c.who.tenant);
  if (!all) return refuse(store_failed(all.error()));
  if (all->size() >= canned_max) return refuse(conflict("There are 1000 answers; delete one that nobody uses."));
  return save(c, std::move(row), "canned.add");
}

answer change(call& c) {
  auto row = find(c);
  if (!row) return refuse(row.error());
  auto b = body::of(c.request);
  if (!b) return refuse(b.error());
  if (b->has("shortcut")) row->shortcut = b->text("shortcut", shortcut_max);
  check_shortcut(*b, row->shortcut);
  if (b->has("text")) row->text = b->text("text", text_max);
  b->refuse_unknown();
  if (!b->good()) return refuse(b->take_problem());
  return save(c, *std::move(row), "canned.change");
}

answer remove(call& c) {
  const auto row = find(c);
  if (!row) return refuse(row.error());
  const auto gone = c.store().delete_canned(c.who.tenant, row->id);
  if (!gone) return refuse(store_failed(gone.error()));
  if (!*gone) return refuse(not_found("canned answer"));
  note_audit(c, "canned.delete", row->shortcut);
  return ok_response();
}

answer colleagues(call& c) {
  auto all = c.store().users(c.who.tenant);
  if (!all) return refuse(store_failed(all.error()));
  std::erase_if(*all, [](const auto& u) { return u.status != "active"; });
  return all_of(*all, [](json::writer& w, const auto& u) {
    w.begin_object().member("id", u.id.value()).member("name", u.name).member("email", u.email);
    w.member("role", ports::name_of(u.what)).end_object();
  });
}

} // namespace

endpoints canned_endpoints() {
  return {
      {"GET", "/api/v1/canned", right::conversations_read, "Answers that people keep ready, by shortcut", "",
       "canned_answers", quick(list)},
      {"POST", "/api/v1/canned", right::conversations_write, "Keeps an answer ready; 409 when its shortcut is taken",
       "canned_new", "canned_answer", quick(add)},
      {"PATCH", "/api/v1/canned/{id}", right::conversations_write, "Changes one", "canned_change", "canned_answer",
       quick(change)},
      {"DELETE", "/api/v1/canned/{id}", right::conversations_write, "Forgets one", "", "ok", quick(remove)},
      {"GET", "/api/v1/colleagues", right::conversations_read, "Who may be given conversations: the active users", "",
       "colleagues", quick(colleagues)},
  };
}

} // namespace charla::api
