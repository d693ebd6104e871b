#include "io/api/authenticate.hpp"
#include "io/api/live/session.hpp"

// What a session sends: snapshots, deltas, and the goodbye.
namespace charla::api::live {

namespace {

constexpr std::uint16_t not_signed_in = 4401;
constexpr std::uint16_t too_slow = 4408;
constexpr std::size_t given_up_bytes = 6u << 20; ///< below the server's own bound, so that the goodbye still fits

} // namespace

void session::say(const std::string& frame) {
  // What did not fit is lost: whoever still reads is told everything anew.
  if (channel_->send(frame)) return;
  for (auto& [id, s] : subscriptions_)
    s.stale = true;
  house_->with.metrics.count("charla_feed_dropped_total");
}

void session::leave(std::string_view code, std::uint16_t close_code) {
  left_ = true;
  house_->people.leave(socket_);
  subscriptions_.clear();
  channel_->send(bye_frame(code, code == "auth" ? 0 : 2000));
  channel_->close(close_code, std::string{code});
}

/// A session that has ended, or an account whose rights have changed, does not go on listening.
bool session::still_welcome() {
  if (channel_->queued_bytes() > given_up_bytes) return leave("slow_consumer", too_slow), false;
  const auto now = house_->with.clock.boot_ms();
  if (now - checked_ms_ < recheck_every.count()) return true;
  auto rows = house_->admins.take();
  if (!rows) return true; // asked again next time
  const auto who = authenticate(*house_, *rows, upgrade_);
  const bool refused = !who && who.error().status != 503;
  if (refused || (who && (who->what != who_.what || who->scopes != who_.scopes || who->tenant != who_.tenant)))
    return leave("auth", not_signed_in), false;
  if (who) checked_ms_ = now;
  return true;
}

tl::expected<snapshot, problem> session::read(topic& what) {
  const auto known = house_->channels.get();
  const auto admin = house_->admins.take();
  const auto reader = house_->readers.take();
  if (!known || !admin || !reader) return refuse(unavailable("The store cannot be reached."));
  const view shown{*known, house_->with.codec, who_.may(right::contacts_phone)};
  return what.read({*admin, *reader, house_->with.engine, who_, shown, *house_, house_->with.clock.now(),
                    house_->with.clock.boot_ms()});
}

void session::take_snapshot(const std::string& id, subscription& s, std::string_view reset) {
  // What changes while it is read comes again as a delta: each op says the whole truth about its key.
  const auto next = s.what->is_polled() ? ports::feed_position{epoch_, s.at.seq + 1} : stream_;
  auto table = read(*s.what);
  if (!table) {
    const auto& p = table.error();
    const bool gone = p.status == 404;
    say(error_frame(id, gone ? "forbidden" : "internal", p.detail, gone));
    s.over = gone;
    s.stale = !gone;
    return;
  }
  s.at = next;
  s.stale = false;
  s.waiting.clear();
  if (s.what->is_polled()) {
    s.known.clear();
    (void)difference(s.known, *table);
    s.due_ms = house_->with.clock.boot_ms() + s.what->poll_every().count();
  }
  say(snap_frame(id, s.at, *table, reset));
}

void session::follow(const queues& q) {
  const auto known = house_->channels.get();
  if (!known) return;
  const view shown{*known, house_->with.codec, who_.may(right::contacts_phone)};
  for (auto& [id, s] : subscriptions_) {
    if (s.what->is_polled() || s.over) continue;
    if (q.overrun) s.stale = true;
    for (const auto& change : q.changes)
      if (change->seq > s.at.seq && !s.stale) s.what->follow(*change, shown, s.waiting);
    if (s.waiting.size() > ops_waiting_max) {
      s.waiting.clear();
      s.stale = true;
    }
    if (s.stale && (q.overrun || !q.changes.empty())) house_->with.metrics.count("charla_feed_dropped_total");
  }
  if (!q.changes.empty()) stream_.seq = q.changes.back()->seq;
}

void session::flush(const std::string& id, subscription& s) {
  if (s.over || is_slow()) return;
  if (s.stale) return take_snapshot(id, s, "too_old");
  if (s.waiting.empty()) return;
  const auto frame = delta_frame(id, s.at.seq, stream_.seq, s.waiting);
  s.waiting.clear();
  s.at.seq = stream_.seq;
  say(frame);
}

void session::poll(const std::string& id, subscription& s) {
  if (s.over || is_slow()) return;
  if (s.stale) return take_snapshot(id, s, "too_old");
  const auto now = house_->with.clock.boot_ms();
  if (now < s.due_ms) return;
  s.due_ms = now + s.what->poll_every().count();
  const auto table = read(*s.what);
  if (!table) return; // the last truth stays; the next round asks again
  const auto changed = difference(s.known, *table);
  if (changed.empty()) return;
  const auto prev = s.at.seq++;
  say(delta_frame(id, prev, s.at.seq, changed));
}

} // namespace charla::api::live
