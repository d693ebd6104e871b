#include "actors/conversation.hpp"

#include "actors/effects.hpp"
#include "flows/policy/burst.hpp"

#include <algorithm>

namespace charla::actors {

namespace {

/// Longer than any commit or read may take: then the answer is lost and the store is asked again.
constexpr std::int64_t answer_lost_ms = 15'000;
constexpr std::chrono::milliseconds retry_first{200};
/// How often one looks whether the store is well enough again to think.
constexpr std::chrono::milliseconds store_recheck{1000};

const char* word_for(std::uint8_t phase) {
  constexpr const char* words[] = {"fresh", "loading", "idle", "grouping", "queued", "committing", "burying"};
  return words[phase];
}

flows::timestamp moment(std::int64_t boot_ms) { return flows::timestamp{flows::milliseconds{boot_ms}}; }

} // namespace

conversation::conversation(caf::actor_config& cfg, const services& with, wiring& who, conversation_birth birth)
    : actor_base(cfg, {"conversation", -1, birth.id.value()}), with_(with), who_(who), birth_(std::move(birth)),
      held_(birth_.held) {}

void conversation::on_exit() {
  birth_.shard = nullptr;
  ticket_.give_back();
  step_.end({false, "gone"});
  state_.reset();
  actor_base::on_exit();
}

caf::behavior conversation::make_behavior() {
  enter(phase::fresh);
  return {
      [this](const deliver& d) {
        ++seen_;
        take_in(d.cause);
        start_over_if_answer_is_lost();
        consider();
      },
      [this](const wake&) {
        ++seen_;
        causes_.more_in_store();
        start_over_if_answer_is_lost();
        consider();
      },
      [this](const conversation_loaded_ptr& l) {
        if (phase_ == phase::loading && l->token == token_) loaded(*l);
      },
      [this](const grouping_over& g) {
        if (phase_ == phase::grouping && g.generation == grouping_generation_) take_turn();
      },
      [this](const turn_granted& g) {
        if (phase_ != phase::queued || g.ticket != ticket_.number()) return;
        if (!held_ || step_.begun()) return take_turn();
        ticket_.give_back();
        enter(phase::idle);
      },
      [this](const turn_committed& t) {
        if (phase_ == phase::committing && t.token == token_) committed(t.how);
      },
      [this](const dead_letter_written& w) {
        if (phase_ != phase::burying || w.token != token_) return;
        step_.end({true, "dead_letter"});
        start_over();
      },
      [this](const try_again& t) {
        if (t.generation != token_) return;
        if (phase_ == phase::committing)
          decide_and_commit();
        else if (phase_ == phase::loading)
          load();
      },
      [this](are_you_idle) {
        if (phase_ == phase::idle && causes_.empty()) return send(birth_.shard, i_am_idle{birth_.id, seen_});
        start_over_if_answer_is_lost();
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
      [this](const take_step& s) { begin_step(s); },
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

// Whoever answers may have crashed with the question. The sweep tells again of what is pending, so the question is
// asked again then; nobody has to go round and look.
void conversation::start_over_if_answer_is_lost() {
  const auto waits = phase_ == phase::loading || phase_ == phase::committing || phase_ == phase::burying;
  if (waits && with_.clock.boot_ms() - phase_since_ms_ > answer_lost_ms) start_over();
}

void conversation::consider() {
  // Who waits for a place does not wait when a person acts.
  if (phase_ == phase::queued && causes_.any_awaited()) {
    ticket_.give_back();
    enter(phase::idle);
  }
  if ((held_ && !step_.begun()) || (phase_ != phase::fresh && phase_ != phase::idle && phase_ != phase::grouping))
    return;
  if (phase_ == phase::fresh || (causes_.empty() && causes_.any_in_store())) return load();
  if (causes_.empty()) return step_.end({false, "nothing_waits"});
  if (must_wait_for_store()) {
    step_.end({false, "store_in_trouble"});
    return recheck_store();
  }
  if (step_.begun()) return take_turn(); // the operator does not wait for a burst to end
  const auto quiet = quiet_time();
  if (quiet.count() == 0) return take_turn();
  group(quiet);
}

// A store in trouble takes what people do and what customers write; the bot thinks later (protocol §5).
bool conversation::must_wait_for_store() const {
  return who_.door.present(with_.clock.boot_ms()) >= admission::level::red && !causes_.any_awaited();
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

void conversation::begin_step(const take_step& s) {
  if (!held_) return (*s.done)({false, "not_paused"});
  if (step_.begun()) return (*s.done)({false, "already_stepping"});
  step_.begin(s.done);
  start_over_if_answer_is_lost();
  consider();
}

void conversation::load() {
  enter(phase::loading);
  const bool awaited = causes_.any_awaited();
  causes_.loading();
  const auto directory = who_.directory.get();
  const auto* tenant = directory->find(birth_.tenant);
  const auto memory = tenant != nullptr ? tenant->rules.memory : flows::limits::memory_default;
  const load_conversation question{birth_.id, memory, ++token_, caf::actor_cast<caf::actor>(this)};
  if (awaited)
    who_.reader.tell_first(question);
  else
    who_.reader.tell(question);
}

void conversation::loaded(const conversation_loaded& l) {
  if (l.failed) {
    with_.log.warn("conversation.load_failed", {{"conversation", to_string(birth_.id.value())}, {"error", l.error}});
    step_.end({false, "store_in_trouble"});
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

// The store is the truth: drop what was believed, read again. Causes with a row are all there; due timers too.
void conversation::start_over() {
  ticket_.give_back();
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
