#include "io/api/body.hpp"
#include "io/api/letter.hpp"
#include "io/api/resources.hpp"
#include "io/api/show.hpp"

namespace charla::api {

namespace {

/// @param may_read what the cause holds: what a customer wrote, and their number.
void write_letter(json::writer& w, const ports::dead_letter_row& l, bool whole, bool may_read) {
  w.begin_object().member("id", l.id).key("conversation_id");
  if (l.conversation)
    w.text(flows::to_string(l.conversation->value()));
  else
    w.null();
  w.member("kind", l.kind).member("reason", l.reason).member("error", l.error);
  w.member("at", show_time(l.at)).member("state", l.state);
  if (whole) {
    write_raw(w, "trace", l.trace);
    if (may_read)
      write_raw(w, "body", l.body);
    else
      w.key("body").null();
  }
  w.end_object();
}

answer list(call& c) {
  const auto limit = limit_of(c.request);
  if (!limit) return refuse(limit.error());
  const std::string state{c.request.query_value("state").value_or("open")};
  if (state != "open" && state != "redriven" && state != "discarded" && state != "all")
    return refuse(invalid("state", "not_one_of", "One of: open, redriven, discarded, all."));
  const auto page = c.store().dead_letters(c.who.tenant, state == "all" ? "" : state,
                                           std::string{c.request.query_value("after").value_or("")}, *limit);
  if (!page) return refuse(store_failed(page.error()));
  return list_response(page->items, page->next,
                       [](json::writer& w, const auto& l) { write_letter(w, l, false, false); });
}

answer one(call& c) {
  const auto l = find_letter(c);
  if (!l) return refuse(l.error());
  json::writer w;
  write_letter(w, *l, true, c.who.may(right::contacts_phone));
  return json_response(w.take());
}

answer redrive(call& c) {
  const auto l = find_letter(c);
  if (!l) return refuse(l.error());
  auto b = body::of(c.request);
  if (!b) return refuse(b.error());
  const auto edited = read_edited(c, *b, *l);
  b->refuse_unknown();
  if (!b->good()) return refuse(b->take_problem());
  if (!edited) return refuse(edited.error());
  const auto done = c.store().redrive(c.who.tenant, l->id, c.house.with.clock.now(), *edited);
  if (!done) return refuse(store_failed(done.error()));
  if (!*done) return refuse(conflict("It is not open any more, or is a bubble: send that again as a new message."));
  note_audit(c, "dead_letter.redrive", std::to_string(l->id), *edited ? R"({"edited":true})" : "{}");
  return ok_response();
}

answer discard(call& c) {
  const auto l = find_letter(c);
  if (!l) return refuse(l.error());
  auto b = body::of(c.request);
  if (!b) return refuse(b.error());
  const auto reason = b->text("reason", 500);
  b->refuse_unknown();
  if (!b->good()) return refuse(b->take_problem());
  const auto done = c.store().discard(c.who.tenant, l->id, reason);
  if (!done) return refuse(store_failed(done.error()));
  if (!*done) return refuse(conflict("It is not open any more."));
  note_audit(c, "dead_letter.discard", std::to_string(l->id));
  return ok_response();
}

} // namespace

endpoints letter_endpoints() {
  endpoint all{"GET", "/api/v1/dead-letters", right::letters_read, "What was given up, the latest first",
               "",    "dead_letters",         quick(list)};
  all.query = {{"state", "string", "open (default), redriven, discarded or all"},
               {"limit", "integer", "1 to 100"},
               {"after", "string", "`next` of the page before"}};
  return {all,
          {"GET", "/api/v1/dead-letters/{id}", right::letters_read, "One dead letter with its content", "",
           "dead_letter", quick(one)},
          {"POST", "/api/v1/dead-letters/{id}/redrive", right::letters_write,
           "Tries it again as if it had just come, as it was or corrected", "dead_letter_redrive", "ok",
           quick(redrive)},
          {"POST", "/api/v1/dead-letters/{id}/discard", right::letters_write, "Closes it with a reason",
           "dead_letter_discard", "ok", quick(discard)}};
}

} // namespace charla::api
