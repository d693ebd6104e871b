#include "actors/conversation.hpp"

#include "actors/announce.hpp"

#include <algorithm>

namespace charla::actors {

namespace {

/// Causes a conversation keeps in memory; more stay in the inbox (protocol §5).
constexpr std::size_t waiting_max = 64;
/// Rows remembered as consumed, against a hint and a sweep that tell the same.
constexpr std::size_t consumed_max = 64;
/// Longer than any commit or read may take: then the answer is lost and the store is asked again.
constexpr std::int64_t answer_lost_ms = 15'000;
constexpr std::chrono::milliseconds retry_first{200};
constexpr std::int32_t conflicts_max = 20;

const char* word_for(std::uint8_t phase) {
  constexpr const char* words[] = {"fresh", "loading", "idle", "grouping", "committing", "burying"};
  return words[phase];
}

bool groups(const flows::cause& c) { return std::holds_alternative<flows::inbound_message>(c.body); }

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
  return {
      [this](const deliver& d) {
        ++seen_;
        take_in(d.cause);
        consider();
      },
      [this](const wake&) {
        ++seen_;
        more_in_store_ = true;
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
        if (phase_ == phase::burying && w.token == token_) buried();
      },
      [this](const try_again& t) {
        if (t.generation != token_) return;
        if (phase_ == phase::committing)
          decide_and_commit();
        else if (phase_ == phase::loading)
          load();
      },
      [this](are_you_idle) {
        if (phase_ == phase::idle && waiting_.empty()) send(birth_.shard, i_am_idle{birth_.id, seen_});
      },
      [this](stuck_check) {
        const auto waits_for_answer =
            phase_ == phase::loading || phase_ == phase::committing || phase_ == phase::burying;
        if (waits_for_answer && with_.clock.boot_ms() - phase_since_ms_ > answer_lost_ms) start_over();
      },
      [this](const hold& h) {
        held_ = h.on;
        if (held_)
          now_is("paused by an operator");
        else
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

bool conversation::knows(const flows::cause& c) const {
  const auto same = [&](const flows::cause& other) {
    if (c.row.value() != 0 || other.row.value() != 0) return c.row == other.row;
    return c.body == other.body; // timers have no row: key and generation name them
  };
  return (c.row.value() != 0 && std::find(consumed_.begin(), consumed_.end(), c.row) != consumed_.end())
         || std::any_of(in_hand_.begin(), in_hand_.end(), same)
         || std::any_of(waiting_.begin(), waiting_.end(), [&](const auto& w) { return same(*w); });
}

void conversation::take_in(std::shared_ptr<const flows::cause> cause) {
  if (knows(*cause)) return;
  // Once one has been left to the inbox, all later ones are too: they are read back together, in their order.
  const auto has_row = cause->row.value() != 0;
  if (waiting_.size() == waiting_max || (more_in_store_ && has_row)) {
    more_in_store_ = true;
    return;
  }
  if (waiting_.empty()) first_waiting_ms_ = with_.clock.boot_ms();
  waiting_.push_back(std::move(cause));
}

void conversation::consider() {
  if (held_ || (phase_ != phase::fresh && phase_ != phase::idle && phase_ != phase::grouping)) return;
  if (phase_ == phase::fresh || (waiting_.empty() && more_in_store_)) return load();
  if (waiting_.empty()) return;
  const auto quiet = quiet_time();
  if (quiet.count() == 0) return take_turn();
  group(quiet);
}

// People who write three short lines get one answer (R117). Everything that is not a customer's line is told at once.
flows::milliseconds conversation::quiet_time() const {
  const auto all_inbound = std::all_of(waiting_.begin(), waiting_.end(), [](const auto& c) { return groups(*c); });
  const auto directory = who_.directory.get();
  const auto* channel = directory->find(birth_.channel);
  if (!all_inbound || channel == nullptr || flows::bot_is_silent(*state_, with_.clock.now()))
    return flows::milliseconds{0};
  const auto waited = flows::milliseconds{with_.clock.boot_ms() - first_waiting_ms_};
  return std::max(flows::milliseconds{0}, std::min(channel->group_quiet, channel->group_max - waited));
}

void conversation::group(flows::milliseconds quiet) {
  enter(phase::grouping);
  tell_me_later(quiet, grouping_over{++grouping_generation_});
}

void conversation::load() {
  enter(phase::loading);
  more_in_store_ = false;
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
  if (std::exchange(birth_.bury_first, false) && !waiting_.empty()) {
    for (const auto& c : waiting_)
      in_hand_.push_back(*c);
    waiting_.clear();
    return bury("crash", birth_.bury_error);
  }
  resume_call();
  consider();
}

void conversation::take_in_stored(const conversation_loaded& l) {
  for (const auto& p : l.pending) {
    auto body = with_.codec.decode_cause(p.body);
    if (!body)
      throw std::runtime_error("cause " + std::to_string(p.row.value()) + " cannot be read: " + body.error().what);
    take_in(std::make_shared<flows::cause>(flows::cause{p.row, p.provider_time, p.correlation_id, std::move(*body)}));
  }
  if (l.pending.size() >= waiting_max) {
    more_in_store_ = true;
    std::erase_if(waiting_, [&](const auto& w) { return w->row > l.pending.back().row; });
  }
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
  std::sort(waiting_.begin(), waiting_.end(), [](const auto& a, const auto& b) {
    return std::pair{a->at, a->row} < std::pair{b->at, b->row};
  });
  const auto n = std::min(waiting_.size(), flows::limits::causes_per_turn_max);
  for (std::size_t i = 0; i < n; ++i)
    in_hand_.push_back(*waiting_[i]);
  waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(n));
  first_waiting_ms_ = with_.clock.boot_ms();
  failures_ = 0;
  decide_and_commit();
}

void conversation::decide_and_commit() {
  enter(phase::committing);
  for (const auto& c : in_hand_)
    be_born(c);
  const auto directory = who_.directory.get();
  const auto* tenant = directory->find(birth_.tenant);
  static const directory::tenant nobody;
  if (tenant == nullptr) tenant = &nobody;
  const auto now = with_.clock.now();
  try {
    auto d = flows::decide(*state_, in_hand_, tenant->flows, tenant->rules, now);
    if (!d) return fail_turn(d.error().code, d.error().what);
    decided_ = std::make_unique<flows::decision>(std::move(*d));
    turn_ = std::make_shared<ports::turn_write>(
        write_turn(*state_, *decided_, in_hand_, tenant->rules, now, with_.codec, with_.crypto));
    turn_->announce = announcer{*directory, with_.codec, with_.crypto}.of_turn(*decided_, *turn_, in_hand_);
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
  switch (how) {
  case ports::verdict::ok: {
    conflicts_ = 0;
    *state_ = decided_->next;
    for (const auto& c : in_hand_)
      if (c.row.value() != 0) consumed_.push_back(c.row);
    if (consumed_.size() > consumed_max) consumed_.erase(consumed_.begin(), consumed_.end() - consumed_max);
    in_hand_.clear();
    let_effects_out();
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

// Only now: whatever leaves the process must be of a committed turn (I5).
void conversation::let_effects_out() {
  const auto decided = std::exchange(decided_, nullptr);
  const auto turn = std::exchange(turn_, nullptr);
  const auto now = with_.clock.now();
  if (!turn->sends.empty()) {
    if (const auto sender_of_channel = who_.senders.find(birth_.channel))
      sender_of_channel->tell(send_ready{rows_to_send(*state_, *turn, now)});
  }
  for (const auto& t : turn->timers) {
    if (t.due)
      who_.timers.tell(arm_timer{{birth_.id, birth_.tenant, birth_.channel, t.key, state_->version, *t.due, t.body}});
    else
      who_.timers.tell(disarm_timer{birth_.id, t.key});
  }
  for (const auto& c : decided->calls)
    who_.agent.tell(start_call{birth_.tenant, birth_.channel, birth_.id, c, {}});
  const auto added = turn->summary.unread_added;
  unread_ = added < 0 ? 0 : unread_ + added;
  for (auto& change : news_of(*decided, *turn, unread_, now))
    who_.feed.tell(publish{std::move(change)});
}

// A call that was in flight when the process died is asked again under the same token: if both answer, the second
// answer is a duplicate for the inbox.
void conversation::resume_call() {
  if (!state_->run || state_->run->wait.what != flows::wait_state::kind::call || !state_->run->wait.call) return;
  const auto& w = state_->run->wait;
  who_.agent.tell(start_call{birth_.tenant,
                             birth_.channel,
                             birth_.id,
                             flows::call_effect{*w.call, w.call_kind, w.call_body, flows::milliseconds{10'000}},
                             {}});
}

void conversation::fail_turn(const std::string& code, const std::string& what) {
  with_.log.error("conversation.turn_abandoned",
                  {{"conversation", to_string(birth_.id.value())}, {"reason", code}, {"error", what}});
  bury(code, what);
}

void conversation::bury(const std::string& reason, const std::string& error) {
  enter(phase::burying);
  ports::dead_letter_write letter;
  letter.tenant = birth_.tenant;
  letter.conversation = birth_.id;
  for (const auto& c : in_hand_) {
    if (const auto* fired = std::get_if<flows::timer_fired>(&c.body))
      letter.fired.push_back({fired->key, fired->generation});
    else
      letter.causes.push_back(c.row);
  }
  letter.reason = reason;
  letter.error = error;
  letter.at = with_.clock.now();
  with_.metrics.count("charla_dead_letters_total", {{"reason", reason}});
  auto change = std::make_shared<ports::feed_change>();
  change->tenant = birth_.tenant;
  change->at = letter.at;
  change->what = ports::event_raised{{birth_.tenant, letter.at, "error", "dead_letter",
                                      "a cause could not be decided and waits in the dead letters: " + reason, "{}"}};
  who_.feed.tell(publish{std::move(change)});
  who_.lane_of(birth_.id).tell(write_dead_letter{std::move(letter), ++token_, caf::actor_cast<caf::actor>(this)});
}

void conversation::buried() { start_over(); }

// The store is the truth: drop what was believed, read again. Causes with a row are all there; due timers too.
void conversation::start_over() {
  in_hand_.clear();
  waiting_.clear();
  decided_.reset();
  turn_.reset();
  load();
}

ports::conversation_detail conversation::detail() const {
  ports::conversation_detail d;
  d.resident = true;
  d.actor = describe(vitals(), with_.clock.boot_ms());
  if (state_) d.state = *state_;
  for (const auto& c : in_hand_)
    d.pending.emplace_back(flows::kind_name(c.body));
  for (const auto& c : waiting_)
    d.pending.emplace_back(flows::kind_name(c->body));
  return d;
}

} // namespace charla::actors
