#include "actors/send_outcome.hpp"

#include "flows/policy/retry.hpp"

#include <algorithm>

namespace charla::actors {

using outcome = ports::send_fact::outcome;

namespace {

/// A number of [0, 1) that spreads what failed together, and is the same when a run is repeated.
double fraction_of(const flows::out_id& out) {
  return static_cast<double>(flows::hash_of(out.conversation.value()) % 1024) / 1024;
}

/// Twice as long after each failure, never sooner than the provider said. Not more: the conversation's later bubbles
/// wait for this one.
std::optional<flows::milliseconds>
wait_after(const ports::outbox_row& row, flows::milliseconds asked, std::int32_t attempts_max) {
  flows::policy::retry_rules rules;
  rules.base = std::max(rules.base, asked);
  rules.factor = 2;
  rules.cap = std::max(rules.cap, asked);
  rules.attempts_max = attempts_max;
  const auto wait = flows::policy::retry_delay(rules, row.attempt, fraction_of(row.out));
  return wait ? std::optional{std::max(*wait, asked)} : std::nullopt;
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
                         const ports::send_answer& answer,
                         const ports::engine_config& config,
                         flows::timestamp channel_opens,
                         flows::timestamp now) {
  ports::send_fact f{row.out, outcome::accepted, answer.provider_id, answer.code, answer.text, std::nullopt, now};
  switch (answer.how) {
  case ports::send_outcome::accepted: f.how = outcome::accepted; break;
  case ports::send_outcome::permanent: f.how = outcome::failed; break;
  case ports::send_outcome::retry_after:
    if (const auto wait = wait_after(row, answer.wait, config.send_attempts_max)) {
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
