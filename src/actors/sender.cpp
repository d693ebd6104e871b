#include "actors/sender.hpp"

#include "actors/send_outcome.hpp"

#include <algorithm>

namespace charla::actors {

namespace {

using phase = send_lines::phase;
using outcome = ports::send_fact::outcome;

/// Calls under way at one provider; at 80 messages a second and 300 ms an answer, 24 are enough.
constexpr std::size_t calls_max = 128;
constexpr std::size_t claims_max = 64;
/// The store could not say whether a bubble may go: it is asked again.
constexpr std::chrono::milliseconds claim_again_after{500};
constexpr std::chrono::seconds look_for_lost_every{5};
/// A file that is being given to the provider: its message asks again after this, unless it is told before.
constexpr std::chrono::seconds file_takes_at_most{60};

send_limits limits_of(const ports::channel_config& c) {
  return {c.number_rate, {c.pair_interval, static_cast<std::int64_t>(c.pair_burst)}};
}

/// What is let go while the store is in trouble (protocol §5): the less urgent waits first.
flows::priority least_urgent(admission::level l) {
  switch (l) {
  case admission::level::green: return flows::priority::campaign;
  case admission::level::yellow: return flows::priority::failure;
  case admission::level::red:
  case admission::level::black: return flows::priority::human;
  }
  return flows::priority::human;
}

} // namespace

sender::sender(caf::actor_config& cfg, const services& with, wiring& who, flows::channel_id channel)
    : actor_base(cfg, {"sender", channel.value()}), with_(with), who_(who), channel_(channel),
      rate_(limits_of(with.channel_defaults)) {}

caf::behavior sender::make_behavior() {
  // A new incarnation knows nothing of what the last one had in hand: the store does.
  read_on();
  tell_me_later(look_for_lost_every, stuck_check{});
  return {
      [this](const send_ready& s) {
        take(s.rows, s.asked_ms);
        pump_soon(std::chrono::milliseconds{0});
      },
      [this](const send_settled& s) { ended(s.out); },
      [this](const outbox_page& p) { read_back(p); },
      [this](sweep_now) { read_on(); },
      [this](const pump& p) {
        if (p.generation == pump_generation_) pump_now();
      },
      [this](const sends_claimed& c) { claimed(c); },
      [this](const provider_answered_ptr& a) { answered(*a); },
      [this](const send_noted& n) { noted(n); },
      [this](const file_ready& f) { file_is_ready(f); },
      [this](const read_receipt& r) { show_read(r); },
      [this](stuck_check) {
        look_for_lost_answers();
        tell_me_later(look_for_lost_every, stuck_check{});
      },
      [this](const drain& d) {
        drained_ = d.done;
        finish_draining();
      },
  };
}

void sender::pump_soon(std::chrono::milliseconds wait) {
  const auto at = with_.clock.now() + wait;
  if (next_pump_ != timestamp{} && next_pump_ <= at) return; // an earlier one is coming
  next_pump_ = at;
  if (wait.count() <= 0)
    send(this, pump{++pump_generation_});
  else
    tell_me_later(wait, pump{++pump_generation_});
}

void sender::pump_now() {
  next_pump_ = {};
  if (drained_) return;
  const auto now = with_.clock.now();
  for (auto* i : lines_.doubts_over(now)) {
    auto tried = i->row;
    tried.attempt -= i->excused;
    // What went as a template is paid: twice is worse than not at all.
    tried.resend_in_doubt = tried.resend_in_doubt && !i->as_template;
    note(*i, after_doubt(tried, with_.config, now));
  }
  const auto directory = who_.directory.get();
  const auto* channel = directory->find(channel_);
  if (channel == nullptr || channel->stopped) return now_is("stopped by an operator");
  rate_.set_number_rate(channel->number_rate);
  if (const auto opens = std::max(throttled_until_, breaker_.allows_at(now)); opens > now)
    return pump_soon(opens - now);
  now_is(lines_.size() > 0 ? "sending" : "idle");
  claim_due(now);
  read_on();
  if (const auto next = lines_.next_due(now)) pump_soon(*next - now);
}

void sender::claim_due(timestamp now) {
  const auto under_way = lines_.count(phase::claiming) + lines_.count(phase::sending);
  // After a pause one bubble tries the way for all.
  const auto most = breaker_.now_is(now) == flows::policy::breaker::state::closed ? calls_max : std::size_t{1};
  if (under_way >= most) return; // the next answer pumps again
  const auto last = least_urgent(who_.door.present(with_.clock.boot_ms()));
  if (last != flows::priority::campaign) pump_soon(std::chrono::seconds{1}); // for what is held back now
  const auto room = rate_.room(now, std::min(claims_max, most - under_way));
  if (room.messages == 0) {
    if (lines_.size() > 0) pump_soon(room.wait);
    return;
  }
  const auto directory = who_.directory.get();
  if (directory->find(channel_) == nullptr) return;
  const auto token = ++claim_token_;
  // One question a lane: a lane only knows its own conversations' order.
  std::map<std::size_t, claim_sends> questions;
  for (auto* i : lines_.due(now, room.messages, last)) {
    const auto wait = rate_.take(i->row.out.conversation, now);
    if (wait.count() > 0) {
      lines_.move(*i, phase::ready, now + wait);
      continue;
    }
    lines_.move(*i, phase::claiming, now);
    i->claim = token;
    auto& question = questions[who_.lane_number_of(i->row.out.conversation)];
    question.outs.push_back(i->row.out);
    question.as_template.push_back(i->as_template);
  }
  for (auto& [lane, question] : questions) {
    question.token = token;
    question.tenant = directory->find(channel_)->access.tenant;
    question.sender = caf::actor_cast<caf::actor>(this);
    who_.lanes[lane].tell(std::move(question));
  }
}

void sender::claimed(const sends_claimed& c) {
  const auto now = with_.clock.now();
  for (std::size_t n = 0; n < c.outs.size(); ++n) {
    auto* i = lines_.find(c.outs[n]);
    if (i == nullptr || i->where != phase::claiming || i->claim != c.token) {
      // Given up as lost, and granted after all: nobody will use it.
      if (i != nullptr && c.verdicts[n] == ports::claim_verdict::granted)
        tell_store(*i, without_asking(i->row.out, outcome::released, "the grant of a claim came late", now));
      continue;
    }
    if (c.verdicts[n] != ports::claim_verdict::granted && c.verdicts[n] != ports::claim_verdict::gone) {
      refused(*i, c.verdicts[n]);
      continue;
    }
    if (c.verdicts[n] == ports::claim_verdict::gone) {
      // Suppressed by a person or expired: it is gone. Without a verdict, or when a question given up as lost may have
      // been granted meanwhile, it keeps its place: a later one would overtake it (I7).
      if (c.judged && !std::exchange(i->gave_up_claim, false))
        lines_.remove(c.outs[n]);
      else
        lines_.move(*i, phase::ready, now + claim_again_after);
      continue;
    }
    i->claimed_at = now;
    ++i->row.attempt;
    lines_.move(*i, phase::sending, now);
    call_provider(*i);
  }
  pump_soon(std::chrono::milliseconds{0});
}

// Whatever is known of a send becomes a fact in the store first; only then it, or the next bubble of its conversation,
// goes.
void sender::note(send_lines::item& i, ports::send_fact fact, std::optional<ports::exchange> said) {
  with_.metrics.count("charla_sends_total", {{"outcome", name_of(fact.how)}});
  const auto now = with_.clock.now();
  if (fact.how == outcome::in_doubt)
    lines_.doubt(i, now + doubt_blocks_for, now + with_.config.in_doubt_wait);
  else
    lines_.move(i, phase::noting, now);
  i.told = fact;
  tell_store(i, std::move(fact), std::move(said));
  pump_soon(std::chrono::milliseconds{0});
}

void sender::tell_store(const send_lines::item& i, ports::send_fact fact, std::optional<ports::exchange> said) {
  who_.lane_of(i.row.out.conversation)
      .tell(note_send{std::move(fact), i.row.tenant, caf::actor_cast<caf::actor>(this), std::move(said)});
}

// A released bubble stays in its line, one in doubt too; what has ended leaves it.
void sender::noted(const send_noted& n) {
  auto* i = lines_.find(n.out);
  if (i == nullptr || i->where != phase::noting || !i->told || i->told->how != n.how) return;
  if (n.how != outcome::released) return ended(n.out);
  const auto now = with_.clock.now();
  // Who waits for a file is called when it is there; the store may let it go at once.
  const auto at = i->waits_for_file ? now + file_takes_at_most : now;
  lines_.move(*i, phase::ready, std::max(at, i->told->not_before.value_or(now)));
  i->told.reset();
  if (drained_) return finish_draining();
  pump_soon(std::chrono::milliseconds{0});
}

void sender::ended(const flows::out_id& out) {
  lines_.remove(out);
  if (drained_) return finish_draining();
  pump_soon(std::chrono::milliseconds{0});
}

void sender::finish_draining() {
  if (!drained_ || lines_.count(phase::sending) + lines_.count(phase::claiming) + lines_.count(phase::noting) > 0)
    return;
  if (auto tell = std::exchange(drained_, [] {})) tell();
}

} // namespace charla::actors
