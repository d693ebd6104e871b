#include "actors/send_outcome.hpp"

#include "flows/policy/retry.hpp"

#include <algorithm>

namespace charla::actors {

using outcome = ports::send_fact::outcome;

namespace {

/// 131049: not before this (providers.md A10).
constexpr std::chrono::hours marketing_rest{24};

/// A number of [0, 1) that spreads what failed together, and is the same when a run is repeated.
double fraction_of(const flows::out_id& out) {
  return static_cast<double>(flows::hash_of(out.conversation.value()) % 1024) / 1024;
}

/// A limit of the provider's is no failure of the message: it is met again and again, but not for ever.
constexpr std::int32_t limits_met_max = 50;

/// Longer after each failure as the channel's people have set it, never sooner than the provider said. The
/// conversation's later bubbles wait for this one.
std::optional<flows::milliseconds> wait_after(const ports::outbox_row& row,
                                              std::int32_t tries,
                                              const ports::send_answer& answer,
                                              const ports::retry_settings& retry) {
  if (answer.limit != ports::send_limit::none)
    return row.attempt < limits_met_max ? std::optional{answer.wait} : std::nullopt;
  flows::policy::retry_rules rules;
  rules.base = std::max(retry.base, answer.wait);
  rules.factor = std::max(1, static_cast<std::int32_t>(retry.factor));
  rules.cap = std::max(rules.cap, answer.wait);
  rules.attempts_max = retry.attempts_max;
  const auto wait = flows::policy::retry_delay(rules, tries, fraction_of(row.out));
  return wait ? std::optional{std::max(*wait, answer.wait)} : std::nullopt;
}

std::string_view words_for(ports::claim_verdict why) {
  switch (why) {
  case ports::claim_verdict::window:
    return "window_closed: more than 24 hours since the customer's last message; send an approved template";
  case ports::claim_verdict::opted_out:
    return "opted_out: this person does not want messages that nobody asked for; wait until they write";
  case ports::claim_verdict::undeliverable:
    return "undeliverable: the provider cannot reach this number; it is tried again when they write";
  case ports::claim_verdict::resting: return "resting: the provider takes no more marketing for this person today";
  case ports::claim_verdict::gone:
  case ports::claim_verdict::granted: break;
  }
  return "not sent";
}

/// The provider's own number for the same thing, so that one table explains it.
std::int32_t code_for(ports::claim_verdict why) {
  switch (why) {
  case ports::claim_verdict::window: return 131047;
  case ports::claim_verdict::opted_out: return 131050;
  case ports::claim_verdict::undeliverable: return 131026;
  case ports::claim_verdict::resting: return 131049;
  case ports::claim_verdict::gone:
  case ports::claim_verdict::granted: break;
  }
  return 0;
}

} // namespace

std::string_view name_of(outcome o) {
  switch (o) {
  case outcome::accepted: return "accepted";
  case outcome::failed: return "failed";
  case outcome::released: return "released";
  case outcome::in_doubt: return "in_doubt";
  case outcome::dead: return "dead";
  }
  return "?";
}

ports::send_fact fact_of(const ports::outbox_row& row,
                         std::int32_t tries,
                         const ports::send_answer& answer,
                         const ports::retry_settings& retry,
                         flows::timestamp channel_opens,
                         flows::timestamp now) {
  auto words = answer.text;
  if (!answer.hint.empty()) words += words.empty() ? answer.hint : ". " + answer.hint;
  ports::send_fact f{row.out, outcome::accepted, answer.provider_id, answer.code, std::move(words), std::nullopt, now};
  f.mark = answer.mark;
  if (answer.mark == ports::recipient_mark::rest) f.mark_until = now + marketing_rest;
  switch (answer.how) {
  case ports::send_outcome::accepted: f.how = outcome::accepted; break;
  case ports::send_outcome::permanent: f.how = outcome::failed; break;
  case ports::send_outcome::retry_after:
    if (const auto wait = wait_after(row, tries, answer, retry)) {
      f.how = outcome::released;
      f.not_before = now + *wait;
    } else {
      f.how = outcome::dead;
    }
    break;
  case ports::send_outcome::channel_down:
    f.how = outcome::released;
    f.not_before = std::max(now, channel_opens);
    break;
  case ports::send_outcome::unknown: f.how = outcome::in_doubt; break;
  }
  return f;
}

ports::send_fact after_doubt(const ports::outbox_row& row, const ports::engine_config& config, flows::timestamp now) {
  if (row.attempt >= config.send_attempts_max)
    return without_asking(row.out, outcome::dead, "still in doubt after the last attempt", now);
  if (!row.resend_in_doubt)
    return without_asking(row.out, outcome::failed, "delivery unknown: not sent again, because it must not be doubled",
                          now);
  auto again = without_asking(row.out, outcome::released, "in doubt: sent again", now);
  again.not_before = now;
  return again;
}

ports::send_fact refusal_of(const flows::out_id& out, ports::claim_verdict why, flows::timestamp now) {
  auto f = without_asking(out, outcome::failed, std::string{words_for(why)}, now);
  f.error_code = code_for(why);
  return f;
}

ports::system_event
alarm_of(const ports::channel_access& channel, const ports::send_answer& answer, flows::timestamp now) {
  auto words =
      "Channel " + channel.key + " cannot send: " + answer.text + " (code " + std::to_string(answer.code) + ")";
  if (!answer.hint.empty()) words += ". " + answer.hint;
  return {channel.tenant, now, "error", "channel_down", std::move(words), "{}"};
}

ports::send_fact without_asking(const flows::out_id& out, outcome how, std::string why, flows::timestamp now) {
  return {out, how, {}, 0, std::move(why), std::nullopt, now};
}

} // namespace charla::actors
