#include "actors/conversation.hpp"

#include "actors/announce.hpp"
#include "actors/effects.hpp"
#include "flows/policy/burst.hpp"

#include <algorithm>

namespace charla::actors {

namespace {

/// Longer than any commit or read may take: then the answer is lost and the store is asked again.
constexpr std::int64_t answer_lost_ms = 15'000;
constexpr std::chrono::milliseconds retry_first{200};
constexpr std::int32_t conflicts_max = 20;
/// How often one looks whether the store is well enough again to think.
constexpr std::chrono::milliseconds store_recheck{1000};

const char* word_for(std::uint8_t phase) {
  constexpr const char* words[] = {"fresh", "loading", "idle", "grouping", "committing", "burying"};
  return words[phase];
}

flows::timestamp moment(std::int64_t boot_ms) { return flows::timestamp{flows::milliseconds{boot_ms}}; }

} // namespace

conversation::conversation(caf::actor_config& cfg, const services& with, wiring& who, conversation_birth birth)
    : actor_base(cfg, {"conversation", -1, birth.id.value()}), with_(with), who_(who), birth_(std::move(birth)),
      held_(birth_.held) {}

void conversation::on_exit() {
  birth_.shard = nullptr;
  state_.reset();
  actor_base::on_exit();
}

caf::behavior conversation::make_behavior() {
  enter(phase::fresh);
  return {
      [this](const deliver& d) {
        ++seen_;
        take_in(d.cause);
        consider();
      },
      [this](const wake&) {
        ++seen_;
        causes_.more_in_store();
        consider();
      },
      [this](const conversation_loaded_ptr& l) {
        if (phase_ == phase::loading && l->token == token_) loaded(*l);
      },
      [this](const grouping_over& g) {
        if (phase_ == phase::grouping && g.generation == grouping_generation_) take_turn();
      },
      [this](const turn_committed& t) {
        if (phase_ == phase::committing && t.token == token_) committed(t.how);
      },
      [this](const dead_letter_written& w) {
        if (phase_ == phase::burying && w.token == token_) start_over();
      },
      [this](const try_again& t) {
        if (t.generation != token_) return;
        if (phase_ == phase::committing)
          decide_and_commit();
        else if (phase_ == phase::loading)
          load();
      },
      [this](are_you_idle) {
        if (phase_ == phase::idle && causes_.empty()) send(birth_.shard, i_am_idle{birth_.id, seen_});
      },
      [this](stuck_check) {
        const auto waits_for_answer =
            phase_ == phase::loading || phase_ == phase::committing || phase_ == phase::burying;
        if (waits_for_answer && with_.clock.boot_ms() - phase_since_ms_ > answer_lost_ms) start_over();
      },
      [this](store_may_be_well) {
        rechecking_ = false;
        consider();
      },
      [this](const hold& h) {
        held_ = h.on;
        enter(phase_);
        consider();
      },
      [this](const look_inside& l) { l.done(detail()); },
      [this](passivate) { quit(); },
  };
}

void conversation::enter(phase p) {
  phase_ = p;
  phase_since_ms_ = with_.clock.boot_ms();
  now_is(held_ ? "paused by an operator" : word_for(static_cast<std::uint8_t>(p)));
}

void conversation::take_in(std::shared_ptr<const flows::cause> cause) {
  if (causes_.empty()) first_waiting_ms_ = with_.clock.boot_ms();
  causes_.add(std::move(cause));
}

void conversation::consider() {
  if (held_ || (phase_ != phase::fresh && phase_ != phase::idle && phase_ != phase::grouping)) return;
  if (phase_ == phase::fresh || (causes_.empty() && causes_.any_in_store())) return load();
  if (causes_.empty()) return;
  if (must_wait_for_store()) return recheck_store();
  const auto quiet = quiet_time();
  if (quiet.count() == 0) return take_turn();
  group(quiet);
}

// A store in trouble takes what people do and what customers write; the bot thinks later (protocol §5).
bool conversation::must_wait_for_store() const {
  return who_.door.present(with_.clock.boot_ms()) >= admission::level::red && !causes_.any_of_person();
}

void conversation::recheck_store() {
  if (std::exchange(rechecking_, true)) return;
  tell_me_later(store_recheck, store_may_be_well{});
}

// People who write three short lines get one answer (R117). Everything that is not a customer's line is told at once.
flows::milliseconds conversation::quiet_time() const {
  const auto directory = who_.directory.get();
  const auto* channel = directory->find(birth_.channel);
  if (!causes_.only_inbound() || channel == nullptr || flows::bot_is_silent(*state_, with_.clock.now()))
    return flows::milliseconds{0};
  const auto now = moment(with_.clock.boot_ms());
  const auto start =
      flows::policy::turn_start(moment(first_waiting_ms_), now, {channel->group_quiet, channel->group_max});
  return std::max(flows::milliseconds{0}, start - now);
}

void conversation::group(flows::milliseconds quiet) {
  enter(phase::grouping);
  tell_me_later(quiet, grouping_over{++grouping_generation_});
}

void conversation::load() {
  enter(phase::loading);
  causes_.loading();
  const auto directory = who_.directory.get();
  const auto* tenant = directory->find(birth_.tenant);
  who_.reader.tell(load_conversation{birth_.id,
                                     tenant != nullptr ? tenant->rules.memory : flows::limits::memory_default, ++token_,
                                     caf::actor_cast<caf::actor>(this)});
}

void conversation::loaded(const conversation_loaded& l) {
  if (l.failed) {
    with_.log.warn("conversation.load_failed", {{"conversation", to_string(birth_.id.value())}, {"error", l.error}});
    tell_me_later(retry_first, try_again{token_});
    return;
  }
  auto revived = revive(l, with_.codec);
  // A state that cannot be read is a fault of the engine, never of the customer: crash, and let supervision call a
  // person.
  if (!revived)
    throw std::runtime_error("state of " + to_string(birth_.id.value()) + " cannot be read: " + revived.error().what);
  state_ = std::make_unique<flows::conversation>(std::move(*revived));
  state_->tenant = birth_.tenant;
  state_->channel = birth_.channel;
  state_->id = birth_.id;
  unread_ = l.row ? l.row->unread : 0;
  enter(phase::idle);
  take_in_stored(l);
  if (std::exchange(birth_.bury_first, false) && !causes_.empty()) {
    causes_.take();
    return bury("crash", birth_.bury_error);
  }
  resume_effects(who_, *state_, l.outbox);
  consider();
}

void conversation::take_in_stored(const conversation_loaded& l) {
  for (const auto& p : l.pending) {
    auto body = with_.codec.decode_cause(p.body);
    if (!body)
      throw std::runtime_error("cause " + std::to_string(p.row.value()) + " cannot be read: " + body.error().what);
    take_in(std::make_shared<flows::cause>(flows::cause{p.row, p.provider_time, p.correlation_id, std::move(*body)}));
  }
  if (l.pending.size() >= pending_causes::waiting_max) causes_.read_up_to(l.pending.back().row);
  const auto now = with_.clock.now();
  for (const auto& t : l.timers)
    if (t.due <= now)
      take_in(
          std::make_shared<flows::cause>(flows::cause{{}, t.due, {}, flows::timer_fired{t.key, t.generation, t.body}}));
}

void conversation::be_born(const flows::cause& first) {
  if (!state_->peer.primary().empty()) return;
  if (const auto* peer = peer_in(first.body)) {
    state_->peer = *peer;
    state_->contact = ports::contact_of(with_.crypto, birth_.tenant, *peer);
  }
}

void conversation::take_turn() {
  ++grouping_generation_;
  causes_.take();
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
    auto d = flows::decide(*state_, causes_.in_hand(), tenant->flows, tenant->rules, now);
    if (!d) return fail_turn(d.error().code, d.error().what);
    decided_ = std::make_unique<flows::decision>(std::move(*d));
    turn_ = std::make_shared<ports::turn_write>(write_turn(*state_, *decided_, causes_.in_hand(), tenant->rules,
                                                           tenant->flows.active(), now, with_.codec, with_.crypto));
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
    *state_ = std::move(decided_->next);
    state_->memory.shrink_to_fit(); // most conversations now rest for hours
    causes_.consumed();
    const auto decided = std::exchange(decided_, nullptr);
    const auto turn = std::exchange(turn_, nullptr);
    unread_ = turn->summary.unread_added < 0 ? 0 : unread_ + turn->summary.unread_added;
    // Only now: whatever leaves the process must be of a committed turn (I5).
    let_effects_out(who_, *state_, *decided, *turn, unread_, hand_since_ms_, with_.clock.now());
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

void conversation::fail_turn(const std::string& code, const std::string& what) {
  with_.log.error("conversation.turn_abandoned",
                  {{"conversation", to_string(birth_.id.value())}, {"reason", code}, {"error", what}});
  bury(code, what);
}

void conversation::bury(const std::string& reason, const std::string& error) {
  enter(phase::burying);
  auto letter = letter_of(*state_, causes_.in_hand(), reason, error, with_.clock.now());
  with_.metrics.count("charla_dead_letters_total", {{"reason", reason}});
  who_.feed.tell(publish{news_of(letter)});
  who_.lane_of(birth_.id).tell(write_dead_letter{std::move(letter), ++token_, caf::actor_cast<caf::actor>(this)});
}

// The store is the truth: drop what was believed, read again. Causes with a row are all there; due timers too.
void conversation::start_over() {
  causes_.forget();
  decided_.reset();
  turn_.reset();
  load();
}

ports::conversation_detail conversation::detail() const {
  ports::conversation_detail d;
  d.resident = true;
  d.actor = describe(vitals(), with_.clock.boot_ms());
  if (state_) d.state = *state_;
  d.pending = causes_.kinds();
  return d;
}

} // namespace charla::actors
