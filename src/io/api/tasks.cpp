#include "io/api/moment.hpp"
#include "io/api/phone.hpp"
#include "io/api/resources.hpp"
#include "io/api/show.hpp"
#include "io/api/task.hpp"

#include <algorithm>

namespace charla::api {

namespace {

constexpr std::chrono::hours counted_by_default{24};
constexpr std::chrono::minutes just_now{1};

void write_error(json::writer& w, const ports::task_row& t) {
  w.key("error");
  if (t.error_code == 0 && t.error_text.empty()) {
    w.null();
    return;
  }
  w.begin_object().member("code", t.error_code).member("text", t.error_text).end_object();
}

void write_task(json::writer& w, const call& c, const ports::task_row& t) {
  w.begin_object().member("task_id", t.asked.client_id).member("status", ports::name_of(t.state));
  w.member("to", shown_number(c, t)).member("channel", t.asked.channel_key);
  w.member("conversation_id", flows::to_string(t.conversation.value()));
  w.member("at", show_time(t.at));
  write_time(w, "send_at", t.asked.send_at);
  w.member("attempts", t.attempts);
  write_time(w, "next_try_at", t.not_before);
  w.key("message_id");
  if (t.out)
    w.text(message_key(t.out->version, t.out->index, 0));
  else
    w.null();
  w.member("delivery", flows::name_of(t.delivery)).member("provider_id", t.provider_id);
  write_error(w, t);
  w.end_object();
}

answer one(call& c) {
  const auto task = find_task(c);
  if (!task) return refuse(task.error());
  json::writer w;
  write_task(w, c, *task);
  return json_response(w.take());
}

answer list(call& c) {
  const auto limit = limit_of(c.request);
  if (!limit) return refuse(limit.error());
  std::optional<ports::task_state> state;
  if (const auto given = c.request.query_value("state"); given && !given->empty()) {
    state = ports::parse_task_state(*given);
    if (!state) return refuse(invalid("state", "not_one_of", "One of: PENDING, STARTED, RETRY, SUCCESS, FAILURE."));
  }
  const std::string after{c.request.query_value("after").value_or("")};
  const auto page = c.store().tasks(c.who.tenant, state, after, *limit);
  if (!page) return refuse(store_failed(page.error()));
  return list_response(page->items, page->next,
                       [&](json::writer& w, const ports::task_row& t) { write_task(w, c, t); });
}

void write_counts(json::writer& w, const ports::task_counts& counts) {
  using enum ports::task_state;
  w.begin_object();
  for (const auto s : {pending, started, retry, success, failure})
    w.member(ports::name_of(s), counts.by_state.at(static_cast<std::size_t>(s)));
  w.end_object();
}

/// The senders of the tenant's channels, and what their numbers may do.
void write_senders(json::writer& w, const call& c, const std::vector<ports::number_row>& numbers) {
  const auto known = c.house.channels.get();
  const auto tree = c.house.with.engine.actors(0);
  w.key("senders").begin_array();
  for (const auto& ch : known ? known->channels : std::vector<known_channel>{}) {
    if (ch.row.tenant != c.who.tenant) continue;
    w.begin_object().member("channel", ch.row.key).member("status", ch.row.status);
    const auto actor = std::find_if(tree.actors.begin(), tree.actors.end(), [&](const auto& a) {
      return a.type == "sender" && a.name == "sender/" + std::to_string(ch.row.id.value());
    });
    w.key("actor");
    if (actor == tree.actors.end())
      w.null(); // it has sent nothing since the start
    else
      write_actor(w, *actor);
    const auto number =
        std::find_if(numbers.begin(), numbers.end(), [&](const auto& n) { return n.channel == ch.row.id; });
    const auto told = number == numbers.end() ? std::nullopt : number->rate;
    w.key("rate_per_second")
        .number(ch.access.settings.number_rate ? *ch.access.settings.number_rate
                                               : told.value_or(c.house.with.config.channel.number_rate));
    w.end_object();
  }
  w.end_array();
}

} // namespace

answer task_stats(call& c) {
  const auto now = c.house.with.clock.now();
  std::optional<flows::timestamp> since = now - counted_by_default;
  if (const auto given = c.request.query_value("since")) since = parse_time(std::string{*given});
  if (!since) return refuse(invalid("since", "format", "RFC 3339: 2026-11-21T09:00:00-03:00."));
  const auto counts = c.store().count_tasks(c.who.tenant, *since);
  if (!counts) return refuse(store_failed(counts.error()));
  const auto minute = c.store().count_tasks(c.who.tenant, now - just_now);
  if (!minute) return refuse(store_failed(minute.error()));
  const auto numbers = c.store().numbers();
  if (!numbers) return refuse(store_failed(numbers.error()));
  return object_response([&](json::writer& w) {
    w.member("since", show_time(*since)).key("counts");
    write_counts(w, *counts);
    w.key("last_minute");
    write_counts(w, *minute);
    write_senders(w, c, *numbers);
    write_performance(w, c.house.with.metrics.scrape());
  });
}

std::string shown_number(const call& c, const ports::task_row& t) {
  if (is_own(c, t) || c.who.may(right::contacts_phone)) return t.asked.to;
  return mask_phone(read_phone(t.asked.to).value_or(""));
}

bool is_own(const call& c, const ports::task_row& t) {
  return c.who.by == identity::means::key && c.who.key == t.asked.api_key;
}

tl::expected<ports::task_row, problem> find_task(const call& c) {
  const auto task = c.store().task(c.who.tenant, std::string{c.request.param("id")});
  if (!task) return refuse(store_failed(task.error()));
  if (!*task) return refuse(not_found("task"));
  return **task;
}

endpoints task_endpoints() {
  endpoint all{"GET", "/api/v1/tasks", right::messages_read, "What became of sends, newest first",
               "",    "tasks",         quick(list)};
  all.query = {{"state", "string", "PENDING, STARTED, RETRY, SUCCESS or FAILURE"},
               {"after", "string", "`next` of the page before"},
               {"limit", "integer", "1 to 100; 50 when absent"}};
  endpoint counts{
      "GET", "/api/v1/tasks/stats", right::messages_read, "How many are in which state, and how the senders are",
      "",    "task_stats",          quick(task_stats)};
  counts.query = {{"since", "string", "RFC 3339; the last 24 hours when absent"}};
  return {all,
          counts,
          {"GET", "/api/v1/tasks/{id}", right::messages_read, "What became of one send, by its task_id", "", "task",
           quick(one)}};
}

} // namespace charla::api
