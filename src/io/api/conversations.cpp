#include "io/api/addressee.hpp"
#include "io/api/flow/tenant_flows.hpp"
#include "io/api/inbox/wish.hpp"
#include "io/api/resources.hpp"
#include "io/api/show.hpp"

namespace charla::api {

namespace {

answer list(call& c) {
  const auto known = c.house.channels.get();
  if (!known) return refuse(unavailable("The channels have not been read yet."));
  const auto said = [&](std::string_view name) -> std::optional<std::string> {
    const auto value = c.request.query_value(name);
    return value ? std::optional{std::string{*value}} : std::nullopt;
  };
  const auto wish = read_inbox_wish(said, "", *known, c.who);
  if (!wish) return refuse(invalid(wish.error()));
  const auto limit = limit_of(c.request);
  if (!limit) return refuse(limit.error());
  const auto page = c.store().conversations(c.who.tenant, wish->at(c.house.with.clock.now()),
                                            std::string{c.request.query_value("after").value_or("")}, *limit);
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
               "Conversations, the latest first; with `sort` who waits longest first",
               "",
               "conversations",
               quick(list)};
  all.query = {{"view", "string",
                "all, mine, unassigned, waiting, person, bot (none resolved or snoozed), paused, unread, snoozed, "
                "closed; absent: everything"},
               {"channel", "string", "key of a channel"},
               {"status", "string", "open, pending, snoozed or resolved"},
               {"mode", "string", "bot, human or paused"},
               {"assignee", "string", "who has it"},
               {"label", "string", "one of its labels"},
               {"unread", "boolean", "only with unread messages"},
               {"older_than", "integer", "seconds that the customer has waited for an answer, at least"},
               {"q", "string", "in name, number or last line"},
               {"sort", "string", "activity or waiting"},
               {"limit", "integer", "1 to 100"},
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
