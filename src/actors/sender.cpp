#include "actors/sender.hpp"

#include <algorithm>

namespace charla::actors {

namespace {

using phase = send_lines::phase;

/// Calls under way at one provider; at 80 messages a second and 300 ms an answer, 24 are enough.
constexpr std::size_t calls_max = 128;
constexpr std::size_t claims_max = 64;
/// A claim this old is not used any more: the owner may have changed (protocol H4).
constexpr std::chrono::seconds claim_good_for{10};
/// Later bubbles of a conversation wait this long for one in doubt, then go.
constexpr std::chrono::seconds doubt_blocks_for{20};
constexpr std::chrono::milliseconds channel_down_pause{60'000};
constexpr std::chrono::milliseconds pause_most{600'000};

const char* outcome_word(ports::send_fact::outcome o) {
  switch (o) {
  case ports::send_fact::outcome::accepted: return "accepted";
  case ports::send_fact::outcome::failed: return "failed";
  case ports::send_fact::outcome::released: return "released";
  case ports::send_fact::outcome::in_doubt: return "in_doubt";
  case ports::send_fact::outcome::dead: return "dead";
  }
  return "?";
}

} // namespace

sender::sender(caf::actor_config& cfg, const services& with, wiring& who, flows::channel_id channel)
    : actor_base(cfg, {"sender", channel.value()}), with_(with), who_(who), channel_(channel),
      rate_(
          {with.channel_defaults.number_rate, with.channel_defaults.pair_burst, with.channel_defaults.pair_interval}) {}

caf::behavior sender::make_behavior() {
  // A new incarnation knows nothing of what the last one had in hand: the store does.
  ask_past(std::nullopt);
  return {
      [this](const send_ready& s) {
        take(s.rows);
        pump_soon(std::chrono::milliseconds{0});
      },
      [this](const send_settled& s) { noted(s.out); },
      [this](const outbox_page& p) { read_back(p); },
      [this](sweep_now) { ask_past(std::nullopt); },
      [this](const pump& p) {
        if (p.generation == pump_generation_) pump_now();
      },
      [this](const sends_claimed& c) { claimed(c); },
      [this](const provider_answered_ptr& a) { answered(*a); },
      [this](const send_noted& n) {
        // A release or a doubt is noted too, and the bubble stays; what has ended leaves the line.
        if (const auto* i = lines_.find(n.out); i != nullptr && i->where == phase::noting) noted(n.out);
      },
      [this](const drain& d) {
        drained_ = d.done;
        finish_draining();
      },
  };
}

void sender::take(const std::vector<ports::outbox_row>& rows) {
  const auto now = with_.clock.now();
  for (const auto& row : rows) {
    if (row.channel != channel_ || row.state == ports::outbox_state::sending) continue;
    if (!lines_.add(row, now)) continue;
    if (auto* i = lines_.find(row.out); i->where == phase::in_doubt) {
      i->lets_pass = now + doubt_blocks_for;
      lines_.move(*i, phase::in_doubt, now + with_.config.in_doubt_wait);
    }
  }
}

void sender::ask_past(const std::optional<flows::out_id>& after) {
  who_.lanes.front().tell(
      read_outbox_page{page_of::recovery, after, with_.clock.now(), caf::actor_cast<caf::actor>(this)});
}

void sender::read_back(const outbox_page& page) {
  if (page.failed) return tell_me_later(std::chrono::seconds{1}, sweep_now{});
  const auto now = with_.clock.now();
  for (auto row : page.rows) {
    if (row.channel != channel_ || lines_.find(row.out) != nullptr) continue;
    // `sending` and not in our hands: an incarnation before us called the provider and did not live to tell.
    const auto orphan = row.state == ports::outbox_state::sending;
    if (orphan) row.state = ports::outbox_state::in_doubt;
    take({row});
    if (orphan)
      note(*lines_.find(row.out),
           {row.out, ports::send_fact::outcome::in_doubt, {}, 0, "sender restarted", std::nullopt, now});
  }
  if (!page.rows.empty()) return ask_past(page.rows.back().out);
  knows_the_past_ = true;
  pump_soon(std::chrono::milliseconds{0});
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
  // Before that, a new answer could overtake one that the last incarnation had begun to send (I7).
  if (drained_ || !knows_the_past_) return;
  const auto now = with_.clock.now();
  for (auto* i : lines_.doubts_over(now))
    doubt_over(*i);
  const auto directory = who_.directory.get();
  const auto* channel = directory->find(channel_);
  if (channel == nullptr || channel->stopped) return now_is("stopped by an operator");
  if (now < not_before_) return pump_soon(not_before_ - now);
  now_is(lines_.size() > 0 ? "sending" : "idle");
  claim_due(now);
  if (const auto next = lines_.next_due(now)) pump_soon(*next - now);
}

void sender::claim_due(timestamp now) {
  const auto under_way = lines_.count(phase::claiming) + lines_.count(phase::sending);
  if (under_way >= calls_max) return; // the next answer pumps again
  claim_sends question;
  for (auto* i : lines_.due(now, std::min(claims_max, calls_max - under_way))) {
    const auto wait = rate_.take(i->row.out.conversation, now);
    if (wait.count() > 0) {
      lines_.move(*i, phase::ready, now + wait);
      continue;
    }
    lines_.move(*i, phase::claiming, now);
    question.outs.push_back(i->row.out);
  }
  if (question.outs.empty()) return;
  question.token = ++claim_token_;
  question.sender = caf::actor_cast<caf::actor>(this);
  // One question a lane: a lane only knows its own conversations' order.
  std::map<const void*, claim_sends> by_lane;
  std::map<const void*, const ref<persistence_protocol>*> lanes;
  for (const auto& out : question.outs) {
    const auto& lane = who_.lane_of(out.conversation);
    lanes[lane.where().get()] = &lane;
    auto& part = by_lane[lane.where().get()];
    part.token = question.token;
    part.sender = question.sender;
    part.outs.push_back(out);
  }
  for (auto& [at, part] : by_lane)
    lanes[at]->tell(std::move(part));
}

void sender::claimed(const sends_claimed& c) {
  const auto now = with_.clock.now();
  for (std::size_t n = 0; n < c.outs.size(); ++n) {
    auto* i = lines_.find(c.outs[n]);
    if (i == nullptr || i->where != phase::claiming) continue;
    if (!c.granted[n]) {
      // Suppressed by a person, expired, or the store could not answer: if the row is still there, the sweep brings it.
      lines_.remove(c.outs[n]);
      continue;
    }
    i->claimed_at = now;
    ++i->row.attempt;
    lines_.move(*i, phase::sending, now);
    call_provider(*i);
  }
  pump_soon(std::chrono::milliseconds{0});
}

void sender::call_provider(send_lines::item& i) {
  const auto now = with_.clock.now();
  const auto give_up = [&](ports::send_fact::outcome how, const std::string& why) {
    note(i, {i.row.out, how, {}, 0, why, std::nullopt, now});
  };
  const auto directory = who_.directory.get();
  const auto* channel = directory->find(channel_);
  if (channel == nullptr) return give_up(ports::send_fact::outcome::released, "the channel is gone");
  auto cause = with_.codec.decode_cause(i.row.body);
  const auto* request = cause ? std::get_if<flows::outgoing_request>(&*cause) : nullptr;
  if (request == nullptr) return give_up(ports::send_fact::outcome::dead, "the outbox row cannot be read");
  auto built = channel->speaks->build(channel->access, {i.row.out, request->to, request->body, request->reply_to});
  if (!built) return give_up(ports::send_fact::outcome::dead, built.error().what);
  if (with_.clock.now() - i.claimed_at > claim_good_for)
    return give_up(ports::send_fact::outcome::released, "the claim has grown old");
  built->timeout = with_.channel_defaults.send_timeout;
  i.attempt = ++attempts_;
  const auto where = who_.senders.find(channel_);
  with_.http.send(std::move(*built), [where, out = i.row.out, attempt = i.attempt](ports::client_response r) {
    if (where) where->tell(std::make_shared<const provider_answered>(provider_answered{out, attempt, std::move(r)}));
  });
}

void sender::answered(const provider_answered& a) {
  auto* i = lines_.find(a.out);
  if (i == nullptr || i->where != phase::sending || i->attempt != a.attempt) return; // a status webhook was faster
  const auto directory = who_.directory.get();
  const auto* channel = directory->find(channel_);
  if (channel == nullptr) return;
  const auto answer = channel->speaks->interpret(a.response);
  const auto now = with_.clock.now();
  with_.metrics.observe("charla_send_seconds", static_cast<double>(a.response.took.count()) / 1000.0);
  if (answer.how == ports::send_outcome::accepted)
    troubles_ = 0;
  else
    slow_down(answer, now);
  note(*i, fact_of(*i, answer, now));
}

ports::send_fact sender::fact_of(const send_lines::item& i, const ports::send_answer& a, timestamp now) const {
  using outcome = ports::send_fact::outcome;
  ports::send_fact f{i.row.out, outcome::accepted, a.provider_id, a.code, a.text, std::nullopt, now};
  switch (a.how) {
  case ports::send_outcome::accepted: f.how = outcome::accepted; break;
  case ports::send_outcome::permanent: f.how = outcome::failed; break;
  case ports::send_outcome::retry_after:
    f.how = i.row.attempt >= with_.config.send_attempts_max ? outcome::dead : outcome::released;
    f.not_before = now + a.wait;
    break;
  case ports::send_outcome::channel_down:
    // Not the message's fault: it waits for the channel, however often that takes.
    f.how = outcome::released;
    f.not_before = now + channel_down_pause;
    break;
  case ports::send_outcome::unknown: f.how = outcome::in_doubt; break;
  }
  return f;
}

void sender::slow_down(const ports::send_answer& a, timestamp now) {
  with_.metrics.count("charla_provider_errors_total", {{"code", std::to_string(a.code)}});
  with_.log.warn("sender.provider_refused", {{"channel", std::to_string(channel_.value())},
                                             {"code", std::to_string(a.code)},
                                             {"error", a.text},
                                             {"hint", a.hint}});
  if (a.how == ports::send_outcome::channel_down) {
    ++troubles_;
    not_before_ = now + std::min(pause_most, channel_down_pause * troubles_);
    now_is("stopped by the provider");
  } else if (a.whole_channel) {
    not_before_ = std::max(not_before_, now + a.wait);
  }
}

// Whatever is known of a send becomes a fact in the store first; only then the next bubble of that conversation goes.
void sender::note(send_lines::item& i, ports::send_fact fact) {
  using outcome = ports::send_fact::outcome;
  with_.metrics.count("charla_sends_total", {{"outcome", outcome_word(fact.how)}});
  const auto now = with_.clock.now();
  const auto lane = who_.lane_of(i.row.out.conversation);
  switch (fact.how) {
  case outcome::released: lines_.move(i, phase::ready, fact.not_before.value_or(now)); break;
  case outcome::in_doubt:
    i.lets_pass = now + doubt_blocks_for;
    lines_.move(i, phase::in_doubt, now + with_.config.in_doubt_wait);
    break;
  case outcome::accepted:
  case outcome::failed:
  case outcome::dead: lines_.move(i, phase::noting, now); break;
  }
  const auto tenant = i.row.tenant;
  lane.tell(note_send{std::move(fact), tenant, caf::actor_cast<caf::actor>(this)});
  pump_soon(std::chrono::milliseconds{0});
}

void sender::noted(const flows::out_id& out) {
  lines_.remove(out);
  if (drained_) return finish_draining();
  pump_soon(std::chrono::milliseconds{0});
}

// Nobody has heard of it for as long as a status may take: send again what may be doubled, and leave the rest.
void sender::doubt_over(send_lines::item& i) {
  const auto now = with_.clock.now();
  if (i.row.attempt >= with_.config.send_attempts_max)
    return note(i, {i.row.out,
                    ports::send_fact::outcome::dead,
                    {},
                    0,
                    "still in doubt after the last attempt",
                    std::nullopt,
                    now});
  if (!i.row.resend_in_doubt)
    return note(i, {i.row.out,
                    ports::send_fact::outcome::failed,
                    {},
                    0,
                    "delivery unknown: not sent again, because it must not be doubled",
                    std::nullopt,
                    now});
  note(i, {i.row.out, ports::send_fact::outcome::released, {}, 0, "in doubt: sent again", now, now});
}

void sender::finish_draining() {
  if (!drained_ || lines_.count(phase::sending) + lines_.count(phase::claiming) + lines_.count(phase::noting) > 0)
    return;
  if (auto tell = std::exchange(drained_, [] {})) tell();
}

} // namespace charla::actors
