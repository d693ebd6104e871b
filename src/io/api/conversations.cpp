#include "io/api/addressee.hpp"
#include "io/api/flow/tenant_flows.hpp"
#include "io/api/resources.hpp"
#include "io/api/show.hpp"

namespace charla::api {

namespace {

template <class Enum>
std::optional<Enum> parse_one(std::string_view text, std::initializer_list<Enum> all) {
  for (const auto one : all)
    if (flows::name_of(one) == text) return one;
  return std::nullopt;
}

tl::expected<ports::conversation_filter, problem> read_filter(const call& c, const directory& known) {
  using s = flows::conversation_status;
  using m = flows::control_mode;
  ports::conversation_filter f;
  std::vector<field_error> errors;
  const auto& q = c.request;
  if (const auto key = q.query_value("channel"); key && !key->empty()) {
    const auto* channel = known.find(c.who.tenant, *key);
    if (channel == nullptr)
      errors.push_back({"channel", "unknown", "The key of a channel of this tenant."});
    else
      f.channel = channel->row.id;
  }
  if (const auto text = q.query_value("status"); text && !text->empty()) {
    f.status = parse_one(*text, {s::open, s::pending, s::snoozed, s::resolved});
    if (!f.status) errors.push_back({"status", "not_one_of", "One of: open, pending, snoozed, resolved."});
  }
  if (const auto text = q.query_value("mode"); text && !text->empty()) {
    f.mode = parse_one(*text, {m::bot, m::human, m::paused});
    if (!f.mode) errors.push_back({"mode", "not_one_of", "One of: bot, human, paused."});
  }
  const auto unread = q.query_value("unread").value_or("");
  if (!unread.empty() && unread != "true" && unread != "false")
    errors.push_back({"unread", "not_one_of", "true or false."});
  f.unread_only = unread == "true";
  f.search = q.query_value("q").value_or("").substr(0, 100);
  if (!errors.empty()) return refuse(invalid(std::move(errors)));
  return f;
}

answer list(call& c) {
  const auto known = c.house.channels.get();
  if (!known) return refuse(unavailable("The channels have not been read yet."));
  const auto filter = read_filter(c, *known);
  if (!filter) return refuse(filter.error());
  const auto limit = limit_of(c.request);
  if (!limit) return refuse(limit.error());
  const auto page =
      c.store().conversations(c.who.tenant, *filter, std::string{c.request.query_value("after").value_or("")}, *limit);
  if (!page) return refuse(store_failed(page.error()));
  const auto v = view_for(c, *known);
  return list_response(page->items, page->next,
                       [&](json::writer& w, const auto& row) { write_conversation(w, v, row); });
}

answer one(call& c) {
  const auto to = find_addressee(c);
  if (!to) return refuse(to.error());
  const auto known = c.house.channels.get();
  json::writer w;
  write_conversation(w, view_for(c, *known), to->row);
  return json_response(w.take());
}

/// Newest first when read page by page; each page itself is in the order of the conversation.
answer thread(call& c) {
  const auto to = find_addressee(c);
  if (!to) return refuse(to.error());
  const auto limit = limit_of(c.request);
  if (!limit) return refuse(limit.error());
  const auto before = number_of(c.request.query_value("before").value_or("0"));
  if (!before || *before < 0) return refuse(invalid("before", "range", "The seq of a message; 0 for the newest page."));
  const auto reader = c.house.readers.take();
  if (!reader) return refuse(unavailable("The store cannot be reached; try again in a few seconds."));
  const auto lines = reader->history(to->row.id, *before, *limit);
  if (!lines) return refuse(store_failed(lines.error()));
  const auto known = c.house.channels.get();
  const auto v = view_for(c, *known);
  const bool more = lines->size() == *limit && !lines->empty() && lines->front().row.seq > 1;
  const auto next = more ? std::to_string(lines->front().row.seq) : std::string{};
  return list_response(*lines, next, [&](json::writer& w, const auto& m) { write_message(w, v, m); });
}

void write_turn(json::writer& w, const ports::codec& codec, const ports::turn_row& t) {
  w.begin_object()
      .member("turn", flows::to_string(t.turn.value()))
      .member("version", t.version)
      .member("at", show_time(t.at));
  const auto record = codec.decode_turn(t.record);
  w.key("causes").begin_array();
  if (record)
    for (const auto& cause : record->causes)
      w.begin_object()
          .member("kind", flows::kind_name(cause.body))
          .member("at", show_time(cause.at))
          .member("correlation_id", cause.correlation_id)
          .end_object();
  w.end_array();
  write_trace(w, record ? record->trace : std::vector<flows::trace_line>{});
  w.end_object();
}

/// Why the bot said what it said.
answer turns(call& c) {
  const auto to = find_addressee(c);
  if (!to) return refuse(to.error());
  const auto limit = limit_of(c.request);
  if (!limit) return refuse(limit.error());
  const auto from = number_of(c.request.query_value("from").value_or("1"));
  if (!from || *from < 0) return refuse(invalid("from", "range", "The version of a turn, from 1."));
  const auto rows = c.store().turns(c.who.tenant, to->row.id, *from, *limit);
  if (!rows) return refuse(store_failed(rows.error()));
  const auto next = rows->size() == *limit ? std::to_string(rows->back().version + 1) : std::string{};
  return list_response(*rows, next, [&](json::writer& w, const auto& t) { write_turn(w, c.house.with.codec, t); });
}

} // namespace

endpoints conversation_endpoints() {
  endpoint all{"GET",
               "/api/v1/conversations",
               right::conversations_read,
               "Conversations, the latest first",
               "",
               "conversations",
               quick(list)};
  all.query = {
      {"channel", "string", "key of a channel"},       {"status", "string", "open, pending, snoozed or resolved"},
      {"mode", "string", "bot, human or paused"},      {"unread", "boolean", "only with unread messages"},
      {"q", "string", "in name, number or last line"}, {"limit", "integer", "1 to 100"},
      {"after", "string", "`next` of the page before"}};
  endpoint lines{"GET",
                 "/api/v1/conversations/{id}/messages",
                 right::conversations_read,
                 "The thread, page by page from its end",
                 "",
                 "messages",
                 quick(thread)};
  lines.query = {{"before", "integer", "`next` of the page before"}, {"limit", "integer", "1 to 100"}};
  endpoint why{"GET",
               "/api/v1/conversations/{id}/turns",
               right::conversations_read,
               "Why the bot said what it said: each turn's causes and trace",
               "",
               "turns",
               quick(turns)};
  why.query = {{"from", "integer", "version to begin with"}, {"limit", "integer", "1 to 100"}};
  return {all,
          {"GET", "/api/v1/conversations/{id}", right::conversations_read, "One conversation", "", "conversation",
           quick(one)},
          lines,
          why};
}

} // namespace charla::api
