#include "flows/conversation.hpp"
#include "flows/steps/runner.hpp"
#include "io/api/resources.hpp"
#include "io/api/show.hpp"

namespace charla::api {

namespace {

/// What a timer is for, in a word.
std::string_view kind_of(const ports::timer_row& t) {
  if (t.key == flows::override_timer) return "hand_back";
  if (t.key.starts_with(flows::scheduled_timer)) return "message";
  if (t.key.starts_with(flows::steps::silence_prefix)) return "trigger";
  return t.body == flows::steps::expiry ? "expiry" : "wait";
}

void write_timer(json::writer& w, const ports::timer_row& t) {
  w.begin_object().member("conversation_id", flows::to_string(t.conversation.value())).member("key", t.key);
  w.member("due", show_time(t.due)).member("kind", kind_of(t)).end_object();
}

answer list(call& c) {
  const auto limit = limit_of(c.request);
  if (!limit) return refuse(limit.error());
  const auto page = c.store().timers(c.who.tenant, std::string{c.request.query_value("after").value_or("")}, *limit);
  if (!page) return refuse(store_failed(page.error()));
  return list_response(page->items, page->next, write_timer);
}

} // namespace

endpoints timer_endpoints() {
  endpoint all{"GET",    "/api/v1/timers", right::conversations_read, "What is armed, the next due first", "",
               "timers", quick(list)};
  all.query = {{"limit", "integer", "1 to 100"}, {"after", "string", "`next` of the page before"}};
  return {all};
}

} // namespace charla::api
