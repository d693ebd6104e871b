#include "actors/announce.hpp"
#include "actors/conversation.hpp"
#include "actors/effects.hpp"
#include "flows/peer.hpp"

/// One turn of a conversation: from the causes in hand to what the store says of them.
namespace charla::actors {

namespace {

constexpr std::chrono::milliseconds retry_first{200};
constexpr std::int32_t conflicts_max = 20;

} // namespace

void conversation::be_born(const flows::cause& first) {
  if (!state_->peer.primary().empty()) return;
  if (const auto* peer = flows::peer_in(first.body); peer != nullptr && !peer->primary().empty()) {
    state_->peer = *peer;
    state_->contact = ports::contact_of(with_.crypto, birth_.tenant, *peer);
  }
}

void conversation::take_turn() {
  ++grouping_generation_;
  if (!ticket_.held()) {
    auto [ticket, now] = who_.gate.enter(birth_.tenant, caf::actor_cast<caf::actor>(this), causes_.any_awaited());
    ticket_ = std::move(ticket);
    if (!now) return enter(phase::queued);
  }
  causes_.take(step_.begun() ? 1 : flows::limits::causes_per_turn_max);
  hand_since_ms_ = first_waiting_ms_;
  first_waiting_ms_ = with_.clock.boot_ms();
  failures_ = 0;
  decide_and_commit();
}

void conversation::decide_and_commit() {
  enter(phase::committing);
  for (const auto& c : causes_.in_hand())
    be_born(c);
  const auto directory = who_.directory.get();
  const auto* tenant = directory->find(birth_.tenant);
  static const directory::tenant nobody;
  if (tenant == nullptr) tenant = &nobody;
  const auto now = with_.clock.now();
  try {
    auto rules = tenant->rules;
    const auto* channel = directory->find(birth_.channel);
    if (channel != nullptr) {
      rules.channel = channel->access.key;
      rules.opt_out_words = channel->opt_out_words;
      rules.opt_in_words = channel->opt_in_words;
    }
    auto d = flows::decide(*state_, causes_.in_hand(), tenant->flows, rules, now);
    if (!d) return fail_turn(d.error().code, d.error().what, with_.codec.encode(d.error().trace));
    decided_ = std::make_unique<flows::decision>(std::move(*d));
    turn_ = std::make_shared<ports::turn_write>(write_turn(
        *state_, *decided_, causes_.in_hand(), rules, tenant->flows.live_versions(), now, with_.codec, with_.crypto));
    if (channel != nullptr && channel->speaks != nullptr && !channel->speaks->traits().service_window)
      for (auto& s : turn_->sends)
        s.needs_window = false;
    turn_->announce = announcer{*directory, with_.codec, with_.crypto}.of_turn(*decided_, *turn_, causes_.in_hand());
  } catch (const std::exception& e) {
    // Exceptions are for what nobody foresaw; a second try tells a passing trouble from a poison message.
    if (++failures_ >= with_.config.cause_attempts_max) return fail_turn("exception", e.what());
    with_.log.error(
        "conversation.turn_failed",
        {{"conversation", to_string(birth_.id.value())}, {"attempt", std::to_string(failures_)}, {"error", e.what()}});
    tell_me_later(retry_first * failures_, try_again{++token_});
    return;
  }
  who_.lane_of(birth_.id).tell(commit_turn{turn_, ++token_, caf::actor_cast<caf::actor>(this)});
}

void conversation::committed(ports::verdict how) {
  with_.metrics.count("charla_turns_total", {{"verdict", ports::name_of(how)}});
  with_.metrics.observe("charla_turn_seconds", static_cast<double>(with_.clock.boot_ms() - phase_since_ms_) / 1000.0);
  switch (how) {
  case ports::verdict::ok: {
    conflicts_ = 0;
    ticket_.give_back();
    *state_ = std::move(decided_->next);
    state_->memory.shrink_to_fit(); // most conversations now rest for hours
    causes_.consumed();
    const auto decided = std::exchange(decided_, nullptr);
    for (const auto& line : decided->trace)
      if (line.what == "stale")
        with_.metrics.count("charla_stale_total", {{"what", line.detail == "call" ? "call" : "timer"}});
    const auto turn = std::exchange(turn_, nullptr);
    unread_ = turn->summary.unread_added < 0 ? 0 : unread_ + turn->summary.unread_added;
    // Only now: whatever leaves the process must be of a committed turn (I5).
    let_effects_out(who_, *state_, *decided, *turn, unread_, hand_since_ms_, with_.clock.now());
    show_read(*turn, !decided->calls.empty());
    step_.end({true, "turn_committed"});
    enter(phase::idle);
    consider();
    return;
  }
  case ports::verdict::fenced:
    quit(caf::make_error(caf::sec::runtime_error, "fenced: another owner has this shard"));
    return;
  case ports::verdict::data: return fail_turn("store_data", "the store refuses the rows of this turn");
  case ports::verdict::version:
  case ports::verdict::ctl:
  case ports::verdict::cause:
    if (++conflicts_ > conflicts_max)
      throw std::runtime_error("turn refused " + std::to_string(conflicts_)
                               + " times in a row, last: " + std::string{ports::name_of(how)});
    return start_over();
  }
}

/// Blue ticks for what was just decided, and that an answer is being made when it takes a while.
void conversation::show_read(const ports::turn_write& turn, bool thinking) {
  const auto directory = who_.directory.get();
  const auto* channel = directory->find(birth_.channel);
  if (channel == nullptr || (!channel->access.settings.mark_read && !channel->access.settings.typing)) return;
  const auto newest = std::find_if(turn.messages.rbegin(), turn.messages.rend(), [](const ports::message_row& m) {
    return m.dir == flows::direction::inbound && !m.provider_id.empty();
  });
  if (newest == turn.messages.rend() || flows::bot_is_silent(*state_, with_.clock.now())) return;
  if (const auto sender = who_.senders.find(birth_.channel))
    sender->tell(
        read_receipt{birth_.id, state_->peer, newest->provider_id, channel->access.settings.typing && thinking});
}

void conversation::fail_turn(const std::string& code, const std::string& what, std::string trace) {
  with_.log.error("conversation.turn_abandoned",
                  {{"conversation", to_string(birth_.id.value())}, {"reason", code}, {"error", what}});
  bury(code, what, std::move(trace));
}

void conversation::bury(const std::string& reason, const std::string& error, std::string trace) {
  enter(phase::burying);
  ticket_.give_back();
  auto letter = letter_of(*state_, causes_.in_hand(), reason, error, std::move(trace), with_.clock.now());
  with_.metrics.count("charla_dead_letters_total", {{"reason", reason}});
  who_.feed.tell(publish{news_of(letter)});
  who_.lane_of(birth_.id).tell(write_dead_letter{std::move(letter), ++token_, caf::actor_cast<caf::actor>(this)});
}

} // namespace charla::actors
