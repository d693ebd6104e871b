#include "io/api/resources.hpp"
#include "io/api/show.hpp"

namespace charla::api {

namespace {

void write_exchange(json::writer& w, const directory& known, const ports::exchange_row& row) {
  const auto& e = row.what;
  const auto* channel = known.find(e.channel);
  w.begin_object().member("id", row.id).member("at", show_time(e.at)).member("kind", ports::name_of(e.kind));
  w.member("channel", channel == nullptr ? "" : channel->row.key).key("conversation_id");
  if (e.conversation)
    w.text(flows::to_string(e.conversation->value()));
  else
    w.null();
  w.key("message");
  if (e.out)
    w.text(flows::to_string(*e.out));
  else
    w.null();
  w.member("provider_id", e.provider_id).member("method", e.method).member("url", e.url).member("status", e.status);
  w.member("took_ms", e.took_ms).member("failed", e.failed).member("request", e.request);
  w.member("response", e.response).member("note", e.note).end_object();
}

/// The filters of the query, over those of the path.
tl::expected<ports::exchange_filter, problem> read_filter(const call& c, ports::exchange_filter f) {
  std::vector<field_error> errors;
  if (const auto kind = c.request.query_value("kind"); kind && !kind->empty()) {
    f.kind = ports::parse_exchange_kind(*kind);
    if (!f.kind) errors.push_back({"kind", "not_one_of", "One of: webhook, send, media, manage, mark_read."});
  }
  if (const auto id = c.request.query_value("conversation_id"); id && !id->empty()) {
    const auto uuid = flows::parse_uuid(*id);
    if (uuid)
      f.conversation = flows::conversation_id{*uuid};
    else
      errors.push_back({"conversation_id", "format", "The id of a conversation."});
  }
  if (const auto out = c.request.query_value("message"); out && !out->empty()) {
    f.out = flows::parse_out_id(*out);
    if (!f.out) errors.push_back({"message", "format", "CONVERSATION:VERSION:INDEX, as the log shows it."});
  }
  const auto failed = c.request.query_value("failed").value_or("");
  if (!failed.empty() && failed != "true" && failed != "false")
    errors.push_back({"failed", "not_one_of", "true or false."});
  f.failed_only = failed == "true";
  f.provider_id = c.request.query_value("provider_id").value_or("").substr(0, 256);
  if (!errors.empty()) return refuse(invalid(std::move(errors)));
  return f;
}

answer show_log(const call& c, const directory& known, ports::exchange_filter by_path) {
  const auto limit = limit_of(c.request);
  if (!limit) return refuse(limit.error());
  const auto filter = read_filter(c, std::move(by_path));
  if (!filter) return refuse(filter.error());
  const auto page =
      c.store().exchanges(c.who.tenant, *filter, std::string{c.request.query_value("after").value_or("")}, *limit);
  if (!page) return refuse(store_failed(page.error()));
  return list_response(page->items, page->next,
                       [&](json::writer& w, const ports::exchange_row& row) { write_exchange(w, known, row); });
}

answer of_channel(call& c) {
  const auto known = c.house.channels.get();
  const auto* channel = known ? known->find(c.who.tenant, c.request.param("key")) : nullptr;
  if (channel == nullptr) return refuse(not_found("channel"));
  ports::exchange_filter f;
  f.channel = channel->row.id;
  return show_log(c, *known, std::move(f));
}

answer of_conversation(call& c) {
  const auto id = flows::parse_uuid(c.request.param("id"));
  if (!id) return refuse(not_found("conversation"));
  const auto row = c.store().conversation(c.who.tenant, flows::conversation_id{*id});
  if (!row) return refuse(store_failed(row.error()));
  if (!*row) return refuse(not_found("conversation"));
  const auto known = c.house.channels.get();
  ports::exchange_filter f;
  f.conversation = flows::conversation_id{*id};
  const directory none;
  return show_log(c, known ? *known : none, std::move(f));
}

std::vector<parameter> filters(bool with_conversation) {
  std::vector<parameter> out{{"kind", "string", "webhook, send, media, manage or mark_read"},
                             {"failed", "boolean", "only what failed"},
                             {"provider_id", "string", "of one message, as the provider names it"},
                             {"message", "string", "of one bubble: CONVERSATION:VERSION:INDEX"},
                             {"limit", "integer", "1 to 100"},
                             {"after", "string", "`next` of the page before"}};
  if (with_conversation) out.push_back({"conversation_id", "string", "of one conversation"});
  return out;
}

} // namespace

endpoints exchange_endpoints() {
  endpoint channel{"GET",
                   "/api/v1/channels/{key}/log",
                   right::channels_log,
                   "What was said between us and the provider, redacted, newest first",
                   "",
                   "exchanges",
                   quick(of_channel)};
  channel.query = filters(true);
  endpoint conversation{"GET",
                        "/api/v1/conversations/{id}/log",
                        right::channels_log,
                        "The same for one conversation",
                        "",
                        "exchanges",
                        quick(of_conversation)};
  conversation.query = filters(false);
  return {channel, conversation};
}

} // namespace charla::api
