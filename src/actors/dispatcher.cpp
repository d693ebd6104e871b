#include "actors/dispatcher.hpp"

#include "flows/policy/delivery_retry.hpp"

#include <algorithm>

namespace charla::actors {

namespace {

constexpr std::size_t calls_max = 64;
constexpr std::size_t calls_per_subscription_max = 4;
/// One tenant's slow subscribers leave three quarters of the calls to the others (protocol §5).
constexpr std::size_t calls_per_tenant_max = calls_max / 4;
/// Five failures in a row and nothing is tried for a minute, then one probe; up to half an hour.
constexpr flows::policy::breaker_rules breaker_rules{5, std::chrono::minutes{1}, std::chrono::minutes{30}};
/// A subscription that nothing could be delivered to for so long is switched off.
constexpr std::chrono::hours failing_most{24 * 5};
/// As long as providers repeat a status: the same event must be found, or it would be told twice.
constexpr std::chrono::hours delivered_kept{24 * 10};
constexpr std::chrono::hours all_kept{24 * 30};
constexpr std::chrono::hours forgotten_after{1};
constexpr std::size_t answer_kept = 1024;
/// A page that has not come by then was lost with the reader that was asked for it.
constexpr std::int64_t page_lost_after_ms = 10'000;

} // namespace

dispatcher::dispatcher(caf::actor_config& cfg, const services& with, wiring& who)
    : actor_base(cfg, {"dispatcher"}), with_(with), who_(who) {}

caf::behavior dispatcher::make_behavior() {
  now_is("idle");
  send(this, sweep_now{});
  return {
      [this](deliveries_wait) { look(); },
      [this](const due_read& page) { take_page(page); },
      [this](const subscriber_answered_ptr& a) { answered(*a); },
      [this](const delivery_noted& n) { noted(n); },
      [this](sweep_now) {
        sweep();
        tell_me_later(with_.config.sweep_every, sweep_now{});
      },
      [this](const drain& d) {
        drained_ = d.done;
        finish_draining();
      },
  };
}

void dispatcher::sweep() {
  const auto now = with_.clock.now();
  const auto today = flows::to_unix_ms(now) / 86'400'000;
  if (std::exchange(day_, today) != today)
    who_.lanes.front().tell(forget_deliveries{now - delivered_kept, now - all_kept});
  std::erase_if(lines_, [&](const auto& l) {
    const auto& quiet = l.second;
    const auto idle = quiet.calls == 0 && quiet.noting == 0 && quiet.waiting.empty() && quiet.rest_until <= now;
    // An open breaker is forgotten too when nothing came for it long after its pause: it was deleted, or switched off.
    return idle
           && (quiet.breaker.now_is(now) == flows::policy::breaker::state::closed
               || quiet.rest_until + forgotten_after <= now);
  });
  look();
}

void dispatcher::look() {
  if (drained_ || who_.directory.get()->webhooks.empty()) return;
  const auto boot = with_.clock.boot_ms();
  if (asked_ && boot - asked_at_ms_ < page_lost_after_ms) {
    look_again_ = true;
    return;
  }
  asked_ = true;
  asked_at_ms_ = boot;
  look_again_ = false;
  noted_of_late_.clear();
  who_.reader.tell(read_due{cursor_, with_.clock.now(), ++page_token_, caf::actor_cast<caf::actor>(this)});
}

void dispatcher::take_page(const due_read& page) {
  if (page.token != page_token_) return;
  asked_ = false;
  if (page.failed) return; // the sweep asks again
  for (const auto& due : page.page)
    take(due);
  // The cursor goes on and wraps: nobody's backlog hides another's.
  const auto whole = page.page.size() == due_subscriptions_max;
  cursor_ = whole ? page.page.back().to.id : ports::webhook_id{};
  if (whole || look_again_) look();
  pump();
}

void dispatcher::take(const ports::due_deliveries& due) {
  auto& l = lines_[due.to.id];
  l.to = due.to;
  if (const auto now = with_.clock.now(); now < l.rest_until || !l.breaker.allows(now)) return;
  l.more = due.rows.size() == due_each_max;
  for (const auto& row : due.rows) {
    const delivery_key key{row.webhook, row.id};
    if (l.waiting.size() >= due_each_max || noted_of_late_.contains(key)) continue;
    if (in_hand_.insert(key).second) l.waiting.push_back(row);
  }
}

// One of each subscription in turn, so that a busy one does not keep the calls for itself.
void dispatcher::pump() {
  if (drained_) return;
  const auto now = with_.clock.now();
  auto idle = std::size_t{0};
  auto at = lines_.upper_bound(served_last_);
  while (calls_.size() < calls_max && idle < lines_.size()) {
    if (at == lines_.end()) at = lines_.begin();
    idle = start_one(at->second, now) ? 0 : idle + 1;
    served_last_ = at->first;
    ++at;
  }
  now_is(calls_.empty() ? "idle" : "delivering");
}

bool dispatcher::start_one(line& l, timestamp now) {
  if (l.waiting.empty() || l.calls >= calls_per_subscription_max) return false;
  if (now < l.rest_until || !l.breaker.allows(now)) return false;
  auto& of_tenant = calls_of_tenant_[l.to.tenant];
  if (of_tenant >= calls_per_tenant_max) return false;
  ++of_tenant;
  const auto what = std::move(l.waiting.front());
  l.waiting.pop_front();
  ++l.calls;
  l.breaker.sent(breaker_rules, now);
  const auto number = ++last_call_;
  calls_[{what.webhook, what.id}] = {what, number};
  with_.http.send(
      request_for(l.to, what, now, with_.config.webhooks_anywhere, with_.crypto),
      [self = who_.dispatcher, webhook = what.webhook, id = what.id, number](ports::client_response r) {
        self.tell(std::make_shared<const subscriber_answered>(subscriber_answered{webhook, id, number, std::move(r)}));
      });
  return true;
}

void dispatcher::answered(const subscriber_answered& a) {
  const auto found = calls_.find({a.webhook, a.id});
  if (found == calls_.end() || found->second.number != a.call) return; // of an incarnation before us: told again
  const auto what = std::move(found->second.what);
  calls_.erase(found);
  auto& l = lines_[a.webhook];
  --l.calls;
  if (--calls_of_tenant_[l.to.tenant] == 0) calls_of_tenant_.erase(l.to.tenant);
  const auto now = with_.clock.now();
  with_.metrics.observe("charla_webhook_delivery_seconds", static_cast<double>(a.response.took.count()) / 1000.0);
  const auto v = read_answer(a.response, now);
  auto fact = fact_of(l, what, v);
  fact.status = a.response.status;
  fact.answer = a.response.body.substr(0, answer_kept);
  fact.took_ms = static_cast<std::int32_t>(a.response.took.count());
  auto event = switch_off(l, v, fact);
  note(l, std::move(fact), std::move(event));
  pump();
}

ports::delivery_fact dispatcher::fact_of(line& l, const ports::delivery_row& what, const call_verdict& v) {
  const auto now = with_.clock.now();
  ports::delivery_fact f;
  f.webhook = what.webhook;
  f.id = what.id;
  f.attempt = what.attempts + 1;
  f.at = now;
  f.not_before = now;
  f.error = v.error;
  if (v.delivered) {
    l.breaker.succeeded();
    l.to.failing_since.reset();
    return f;
  }
  if (!l.to.failing_since) l.to.failing_since = now;
  const auto wait = flows::policy::delivery_delay(f.attempt, spread_of(what, with_.crypto));
  f.now = wait && !v.gone ? ports::delivery_state::pending : ports::delivery_state::dead;
  f.not_before = now + wait.value_or(flows::milliseconds{0});
  l.breaker.failed(breaker_rules, now);
  if (v.pause) rest(l, now + *v.pause, f);
  if (!l.breaker.allows(now)) rest(l, l.breaker.allows_at(now), f);
  return f;
}

/// Nothing goes to the whole subscription before `until`; what waits for it here is read again then, as it will be.
void dispatcher::rest(line& l, timestamp until, ports::delivery_fact& f) {
  l.rest_until = std::max(l.rest_until, until);
  f.rest_until = l.rest_until;
  f.not_before = std::max(f.not_before, f.now == ports::delivery_state::pending ? l.rest_until : f.not_before);
  for (const auto& row : l.waiting)
    in_hand_.erase({row.webhook, row.id});
  l.waiting.clear();
  l.more = false;
}

std::optional<ports::system_event> dispatcher::switch_off(line& l, const call_verdict& v, ports::delivery_fact& f) {
  if (v.delivered) return std::nullopt;
  if (v.gone)
    f.disable = "it answered 410 Gone";
  else if (f.at - *l.to.failing_since >= failing_most)
    f.disable = "nothing could be delivered for five days; last: " + v.error;
  else
    return std::nullopt;
  rest(l, f.at + with_.config.sweep_every, f); // until the store knows
  const auto name = flows::to_string(l.to.id.value());
  with_.log.warn("dispatcher.switched_off", {{"webhook", name}, {"reason", f.disable}});
  with_.metrics.count("charla_webhook_switched_off_total");
  return ports::system_event{l.to.tenant,
                             f.at,
                             "warn",
                             "webhook_disabled",
                             "An outgoing webhook was switched off: " + f.disable,
                             R"({"webhook":")" + name + R"("})"};
}

// A try is over when the store knows: only then the delivery may be read again.
void dispatcher::note(line& l, ports::delivery_fact fact, std::optional<ports::system_event> event) {
  const auto* outcome = fact.now == ports::delivery_state::delivered ? "delivered"
                        : fact.now == ports::delivery_state::dead    ? "dead"
                                                                     : "again";
  with_.metrics.count("charla_webhook_deliveries_total", {{"outcome", outcome}});
  if (fact.now != ports::delivery_state::delivered)
    with_.log.warn("dispatcher.not_delivered", {{"webhook", flows::to_string(fact.webhook.value())},
                                                {"event", ports::event_name(fact.id)},
                                                {"attempt", std::to_string(fact.attempt)},
                                                {"outcome", outcome},
                                                {"error", fact.error}});
  ++l.noting;
  who_.lanes.front().tell(note_delivery{std::move(fact), std::move(event), caf::actor_cast<caf::actor>(this)});
}

void dispatcher::noted(const delivery_noted& n) {
  const delivery_key key{n.webhook, n.id};
  in_hand_.erase(key);
  noted_of_late_.insert(key);
  if (const auto found = lines_.find(n.webhook); found != lines_.end()) {
    auto& l = found->second;
    --l.noting;
    if (l.more && l.waiting.empty()) look();
  }
  if (drained_) finish_draining();
}

void dispatcher::finish_draining() {
  const auto noting = std::any_of(lines_.begin(), lines_.end(), [](const auto& l) { return l.second.noting > 0; });
  if (!drained_ || !calls_.empty() || noting) return;
  if (auto tell = std::exchange(drained_, [] {})) tell();
}

} // namespace charla::actors
