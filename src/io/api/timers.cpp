#include "flows/conversation.hpp"
#include "flows/steps/runner.hpp"
#include "io/api/addressee.hpp"
#include "io/api/resources.hpp"
#include "io/api/show.hpp"

namespace charla::api {

namespace {

/// What a timer is for, in a word.
std::string_view kind_of(const ports::timer_row& t) {
  if (t.key == flows::override_timer) return "hand_back";
  if (t.key == flows::snooze_timer) return "snooze";
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

/// The timer that `{id}` and `{key}` name.
tl::expected<ports::timer_row, problem> find_timer(const call& c, const flows::conversation_id& id) {
  const auto reader = c.house.readers.take();
  if (!reader) return refuse(unavailable("The store cannot be reached; try again in a few seconds."));
  const auto armed = reader->timers_of(id);
  if (!armed) return refuse(store_failed(armed.error()));
  const auto key = c.request.param("key");
  for (const auto& t : *armed)
    if (t.key == key) return t;
  return refuse(not_found("timer"));
}

void change(call& c, const ports::responder_ptr& done, flows::run_request::act what) {
  const auto to = find_addressee(c);
  if (!to) return (*done)(to_response(to.error(), c.request.correlation_id));
  const auto timer = find_timer(c, to->row.id);
  if (!timer) return (*done)(to_response(timer.error(), c.request.correlation_id));
  const bool cancels = what == flows::run_request::act::cancel_timer;
  note_audit(c, cancels ? "timer.cancel" : "timer.run", flows::to_string(to->row.id.value()) + ' ' + timer->key);
  const auto say = [](json::writer& w, const ports::command_result&) { w.member("ok", true); };
  if (timer->key == flows::override_timer) {
    // Without its timer a person would have the conversation for ever: that is a decision of its own.
    if (cancels)
      return (*done)(
          to_response(conflict("Take the conversation over anew, or give it back."), c.request.correlation_id));
    return command(c, done, to->channel, to->row.summary.peer, ports::hand_back{}, say);
  }
  ports::change_run wish;
  wish.request.what = what;
  wish.request.node = timer->key;
  wish.request.event = timer->body;
  command(c, done, to->channel, to->row.summary.peer, std::move(wish), say);
}

} // namespace

endpoints timer_endpoints() {
  endpoint all{"GET",    "/api/v1/timers", right::conversations_read, "What is armed, the next due first", "",
               "timers", quick(list)};
  all.query = {{"limit", "integer", "1 to 100"}, {"after", "string", "`next` of the page before"}};
  return {all,
          {"DELETE", "/api/v1/timers/{id}/{key}", right::conversations_write,
           "It never fires; a run that waits for it is over", "", "ok",
           [](call& c, const ports::responder_ptr& done) { change(c, done, flows::run_request::act::cancel_timer); }},
          {"POST", "/api/v1/timers/{id}/{key}/run", right::conversations_write, "It fires now, once", "", "ok",
           [](call& c, const ports::responder_ptr& done) { change(c, done, flows::run_request::act::fire_timer); }}};
}

} // namespace charla::api
