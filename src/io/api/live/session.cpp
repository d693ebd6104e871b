#include "io/api/live/session.hpp"

#include <algorithm>

namespace charla::api::live {

namespace {

using std::chrono::milliseconds;

constexpr std::uint16_t too_many_frames = 1008;

} // namespace

session::session(context_ptr house, identity who, ports::http_request upgrade)
    : house_(std::move(house)), who_(std::move(who)), upgrade_(std::move(upgrade)),
      epoch_(flows::to_unix_ms(house_->with.clock.now())), socket_(house_->people.enter()),
      checked_ms_(house_->with.clock.boot_ms()) {}

session::~session() { house_->people.leave(socket_); }

void session::on_open(ports::text_channel_ptr channel) {
  const std::lock_guard lock{work_mutex_};
  channel_ = std::move(channel);
  stream_ = house_->with.engine.watch(who_.tenant, weak_from_this(), std::nullopt).at;
  house_->count_feed_clients(+1);
  say(hello_frame(house_->with.clock.now(), who_.name, house_->with.build));
  wake_later(recheck_every);
}

void session::on_text(std::string_view frame) {
  {
    const std::lock_guard lock{queues_mutex_};
    if (in_.frames.size() >= frames_waiting_max)
      in_.flooded = true;
    else
      in_.frames.emplace_back(frame);
  }
  wake(milliseconds{0});
}

void session::on_close() {
  {
    const std::lock_guard lock{queues_mutex_};
    if (in_.closed) return;
    in_.closed = true;
    in_.frames.clear();
    in_.changes.clear();
  }
  house_->people.leave(socket_);
  house_->count_feed_clients(-1);
}

void session::on_change(const ports::feed_change_ptr& change) {
  {
    const std::lock_guard lock{queues_mutex_};
    if (in_.closed) return;
    if (in_.changes.size() >= changes_waiting_max) {
      in_.changes.clear();
      in_.overrun = true;
    }
    in_.changes.push_back(change);
    if (std::exchange(awake_soon_, true)) return;
  }
  // After a quiet while at once, for somebody may be waiting for it; then no oftener than each `flush_every`.
  const auto rest = changes_taken_ms_.load() + flush_every.count() - house_->with.clock.boot_ms();
  wake(std::clamp(milliseconds{rest}, gather, flush_every));
}

void session::wake(milliseconds wait) {
  house_->later(wait, [weak = weak_from_this()] {
    if (const auto alive = weak.lock()) alive->work();
  });
}

/// Many things ask for the next round; the earliest counts.
void session::wake_later(milliseconds wait) {
  const auto at = house_->with.clock.boot_ms() + wait.count();
  if (wake_at_ms_ != 0 && wake_at_ms_ <= at) return;
  wake_at_ms_ = at;
  wake(wait);
}

session::queues session::take_queues() {
  const std::lock_guard lock{queues_mutex_};
  awake_soon_ = false;
  if (!in_.changes.empty()) changes_taken_ms_ = house_->with.clock.boot_ms();
  auto taken = std::exchange(in_, queues{});
  in_.closed = taken.closed;
  return taken;
}

void session::work() {
  const std::lock_guard lock{work_mutex_};
  const auto q = take_queues();
  if (q.closed || left_ || !channel_) return;
  if (wake_at_ms_ <= house_->with.clock.boot_ms()) wake_at_ms_ = 0;
  if (q.flooded) return leave("too_many_frames", too_many_frames);
  if (!still_welcome()) return;
  follow(q);
  for (const auto& frame : q.frames)
    obey(frame);
  auto next = recheck_every;
  if (const auto wait = pass_on_presence(); wait.count() > 0) next = std::min(next, wait);
  for (auto& [id, s] : subscriptions_) {
    if (s.what->is_polled()) {
      poll(id, s);
      next = std::min(next, s.what->poll_every());
    } else {
      flush(id, s);
      if (s.stale || !s.waiting.empty()) next = std::min(next, flush_every);
    }
  }
  std::erase_if(subscriptions_, [](const auto& entry) { return entry.second.over; });
  wake_later(next);
}

void session::obey(const std::string& text) {
  const auto f = read_frame(text);
  if (!f) return say(error_frame(f.error().id, f.error().code, f.error().words));
  switch (f->what) {
  case client_frame::kind::ping: return say(pong_frame(f->n));
  case client_frame::kind::unsub: subscriptions_.erase(f->id); return;
  case client_frame::kind::sub: return subscribe(*f);
  case client_frame::kind::here: here_ = *f; return;
  case client_frame::kind::other: return; // a newer client: what we do not know is passed over
  }
}

void session::subscribe(const client_frame& f) {
  if (subscriptions_.size() >= subscriptions_max && subscriptions_.count(f.id) == 0)
    return say(error_frame(f.id, "too_many_subs", "At most 32 subscriptions on one socket."));
  const auto known = house_->channels.get();
  if (!known) return say(error_frame(f.id, "internal", "The channels have not been read yet."));
  auto made = make_topic(f.topic, f.filter, who_, *known);
  if (!made) return say(error_frame(f.id, made.error().code, made.error().words));
  auto& s = subscriptions_[f.id] = subscription{std::move(*made), {}, {}, false, false, {}, 0};
  const bool followed = !s.what->is_polled();
  if (f.since && followed && resume(f.id, s, *f.since)) return;
  take_snapshot(f.id, s, f.since ? (followed && f.since->epoch == stream_.epoch ? "too_old" : "epoch") : "");
}

milliseconds session::pass_on_presence() {
  if (!here_) return milliseconds{0};
  const auto now = house_->with.clock.boot_ms();
  if (now < here_due_ms_) return milliseconds{here_due_ms_ - now};
  here_due_ms_ = now + here_every.count();
  const auto said = std::exchange(here_, std::nullopt);
  // A program has no place at the desk.
  if (who_.user)
    house_->people.here(socket_, who_.tenant, {*who_.user, who_.name, who_.email, said->conversation, said->typing},
                        now);
  return milliseconds{0};
}

bool session::resume(const std::string& id, subscription& s, const ports::feed_position& since) {
  const auto start = house_->with.engine.watch(who_.tenant, {}, since);
  const auto known = house_->channels.get();
  if (!start.resumed || !known) return false;
  const view shown{*known, house_->with.codec, who_.may(right::contacts_phone)};
  s.at = since;
  say(resumed_frame(id, since));
  for (const auto& change : start.missed)
    s.what->follow(*change, shown, s.waiting);
  if (!s.waiting.empty()) {
    say(delta_frame(id, since.seq, start.at.seq, s.waiting));
    s.waiting.clear();
    s.at.seq = start.at.seq;
  }
  return true;
}

} // namespace charla::api::live
