#include "actors/recovery.hpp"

namespace charla::actors {

namespace {

/// Deaths with the cause pending after which it is not told again, and after which it is told alone.
constexpr std::int32_t deaths_quarantine = 3;
constexpr std::int32_t deaths_suspect = 2;
/// A suspect is given this long before the next one is told: a cause that kills does it at once.
constexpr std::chrono::milliseconds suspect_alone{1000};
/// Longer than reading a page may take.
constexpr std::chrono::seconds page_lost_after{15};
/// Dedup keys are kept longer than any provider retries: Meta does for 7 days (X2).
constexpr std::chrono::hours dedup_kept{24 * 10};

} // namespace

recovery::recovery(caf::actor_config& cfg,
                   const services& with,
                   wiring& who,
                   bool unclean,
                   std::function<void()> recovered,
                   std::function<std::optional<double>()> free_space)
    : actor_base(cfg, {"recovery"}), with_(with), who_(who), unclean_(unclean), recovered_(std::move(recovered)),
      free_space_(std::move(free_space)) {}

caf::behavior recovery::make_behavior() {
  now_is("recovering");
  ask_inbox(page_of::recovery, unclean_);
  tell_me_later(page_lost_after, stuck_check{});
  return {
      [this](const inbox_page& p) {
        if (p.what == page_of::recovery)
          recovered_page(p);
        else
          swept(p);
      },
      [this](const outbox_page& p) {
        outbox_cursor_ = p.rows.empty() ? std::nullopt : std::optional{p.rows.back().out};
        for (const auto& row : p.rows)
          if (const auto channel = who_.senders.find(row.channel)) channel->tell(send_ready{{row}});
      },
      [this](const try_again&) { next_suspect(); },
      [this](stuck_check) { ask_again_if_lost(); },
      [this](sweep_now) {
        sweep();
        tell_me_later(with_.config.sweep_every, sweep_now{});
      },
  };
}

// The door opens only when the past is known: a page that got lost with the actor that read it must not keep it shut.
// Perhaps it was counted already, so it is not counted again.
void recovery::ask_again_if_lost() {
  if (done_) return;
  if (with_.clock.now() - asked_at_ >= page_lost_after) ask_inbox(page_of::recovery, false);
  tell_me_later(page_lost_after, stuck_check{});
}

void recovery::ask_inbox(page_of what, bool count_attempt) {
  asked_at_ = with_.clock.now();
  const auto after = what == page_of::recovery ? recovery_cursor_ : sweep_cursor_;
  who_.lanes.front().tell(read_inbox_page{what, after, with_.clock.now() - with_.config.sweep_older_than, count_attempt,
                                          caf::actor_cast<caf::actor>(this)});
}

void recovery::recovered_page(const inbox_page& p) {
  if (p.failed) {
    // Nothing can be served before the past is known: the supervisor tries again with back-off.
    quit(caf::make_error(caf::sec::runtime_error, "the pending causes cannot be read"));
    return;
  }
  found_ += p.rows.size();
  for (const auto& row : p.rows) {
    if (!who_.backlog_counted) who_.backlog.add(row.tenant, 1);
    if (row.attempts >= deaths_quarantine)
      quarantine(row);
    else if (row.attempts >= deaths_suspect)
      suspects_.push_back(row);
    else
      hint(row);
  }
  if (!p.rows.empty()) {
    recovery_cursor_ = p.rows.back().row;
    return ask_inbox(page_of::recovery, unclean_);
  }
  done_ = true;
  who_.backlog_counted = true;
  with_.log.info("recovery.done", {{"pending", std::to_string(found_)},
                                   {"suspects", std::to_string(suspects_.size())},
                                   {"unclean", unclean_ ? "true" : "false"}});
  recovered_();
  next_suspect();
  tell_me_later(with_.config.sweep_every, sweep_now{});
}

void recovery::next_suspect() {
  if (suspects_.empty()) {
    now_is("sweeping");
    return;
  }
  now_is("telling suspects alone");
  hint(suspects_.front());
  suspects_.pop_front();
  tell_me_later(suspect_alone, try_again{});
}

void recovery::hint(const ports::pending_cause& p) {
  auto body = with_.codec.decode_cause(p.body);
  if (!body) return quarantine(p);
  auto cause = std::make_shared<flows::cause>(flows::cause{p.row, p.provider_time, p.correlation_id, std::move(*body)});
  who_.shard_of(p.conversation).tell(deliver{p.tenant, p.channel, p.conversation, std::move(cause)});
}

void recovery::quarantine(const ports::pending_cause& p) {
  with_.log.error("recovery.quarantined", {{"conversation", to_string(p.conversation.value())},
                                           {"cause", std::to_string(p.row.value())},
                                           {"deaths", std::to_string(p.attempts)}});
  with_.metrics.count("charla_dead_letters_total", {{"reason", "quarantine"}});
  ports::dead_letter_write letter;
  letter.tenant = p.tenant;
  letter.conversation = p.conversation;
  letter.causes.push_back(p.row);
  letter.reason = "quarantine";
  letter.error =
      "the process died " + std::to_string(p.attempts) + " times while this cause was pending, or it cannot be read";
  letter.at = with_.clock.now();
  who_.lane_of(p.conversation).tell(write_dead_letter{std::move(letter), 0, caf::actor{}});
}

void recovery::swept(const inbox_page& p) {
  if (p.failed) return;
  for (const auto& row : p.rows)
    hint(row);
  // The cursor goes on and wraps: a fixed limit would show the same busy rows for ever.
  sweep_cursor_ = p.rows.empty() ? flows::inbox_id{} : p.rows.back().row;
}

void recovery::sweep() {
  if (!done_) return;
  if (const auto free = free_space_()) who_.door.disk(*free, with_.clock.boot_ms());
  ask_inbox(page_of::sweep, false);
  who_.lanes.front().tell(
      read_outbox_page{page_of::sweep, outbox_cursor_, with_.clock.now(), caf::actor_cast<caf::actor>(this)});
  const auto today = flows::to_unix_ms(with_.clock.now()) / 86'400'000;
  if (std::exchange(day_, today) == today) return;
  const auto now = with_.clock.now();
  who_.lanes.front().tell(forget_seen{now - dedup_kept});
  forget_old old;
  old.exchanges = now - std::chrono::hours{24} * with_.config.channel_log_days;
  old.submissions = now - std::chrono::hours{24} * with_.config.tasks_kept_days;
  if (with_.media.keep_days > 0) old.assets = now - std::chrono::hours{24} * with_.media.keep_days;
  who_.lanes.front().tell(old);
}

} // namespace charla::actors
