#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

/// Every metric of the program, once. A name that is not here is refused at run time and by `tests/tidy`; the table in
/// docs/operating.md is generated from here (`./dev generate`).
/// Names: Prometheus' rules (base unit last, counters end in `_total`) but for the ones that dashboards of the replaced
/// systems already read (R137–R140, R185–R186).
namespace charla::metrics {

enum class kind : std::uint8_t { counter, gauge, histogram };
enum class unit : std::uint8_t { none, seconds, bytes };
/// Upper bounds of a histogram: `latency` from half a millisecond to a minute, `size` in powers of two.
enum class buckets : std::uint8_t { latency, size };

inline constexpr std::size_t labels_max = 4;
/// Label sets a metric may have; what comes after is counted under the value `other` (R140).
inline constexpr std::size_t label_sets_max = 200;

struct row {
  std::string_view name;
  kind type = kind::counter;
  unit in = unit::none;
  std::string_view help;
  std::array<std::string_view, labels_max> labels{};
  buckets bounds = buckets::latency;
};

// clang-format off
inline constexpr auto catalog_rows = std::to_array<row>({
  // HTTP
  {"http_requests_total", kind::counter, unit::none, "Answered HTTP requests; endpoint is the route's pattern, never the path.", {"service", "endpoint", "method", "status"}},
  {"http_request_latency_seconds", kind::histogram, unit::seconds, "From the last byte of the request to the first of the answer.", {"service", "endpoint"}},
  {"charla_http_connections", kind::gauge, unit::none, "Open connections."},
  {"charla_http_refused_total", kind::counter, unit::none, "Connections and requests turned away before a handler saw them.", {"reason"}},
  // Webhooks and admission
  {"charla_webhook_events_total", kind::counter, unit::none, "Events read from webhooks.", {"kind"}},
  {"charla_webhook_rejected_total", kind::counter, unit::none, "Webhooks not taken in.", {"reason"}},
  {"charla_admission_state", kind::gauge, unit::none, "0 open, 1 shedding, 2 closed."},
  {"charla_status_facts_total", kind::counter, unit::none, "Delivery statuses merged.", {"status"}},
  // Inbox, turns, commits
  {"charla_inbox_appended_total", kind::counter, unit::none, "Causes made durable."},
  {"charla_inbox_duplicates_total", kind::counter, unit::none, "Causes that were there already."},
  {"charla_inbox_pending", kind::gauge, unit::none, "Causes that wait for their turn."},
  {"charla_append_seconds", kind::histogram, unit::seconds, "From a webhook's arrival to its commit."},
  {"charla_turns_total", kind::counter, unit::none, "Turns by the store's verdict.", {"verdict"}},
  {"charla_turn_seconds", kind::histogram, unit::seconds, "From the decision asked to the turn committed."},
  {"charla_commit_seconds", kind::histogram, unit::seconds, "One group commit, begin to durable."},
  {"charla_commit_batch_size", kind::histogram, unit::none, "Items in a group commit.", {}, buckets::size},
  {"charla_store_errors_total", kind::counter, unit::none, "Errors of the store by code.", {"code"}},
  {"charla_dead_letters_total", kind::counter, unit::none, "Causes and sends given up.", {"reason"}},
  // Sending
  {"charla_outbox", kind::gauge, unit::none, "Bubbles that are not done, by state.", {"state"}},
  {"charla_sends_total", kind::counter, unit::none, "Attempts to send by outcome.", {"outcome"}},
  {"charla_send_seconds", kind::histogram, unit::seconds, "One call of a provider."},
  {"charla_provider_errors_total", kind::counter, unit::none, "Refusals of a provider by its code.", {"code"}},
  {"charla_media_total", kind::counter, unit::none, "Files fetched from providers or given to them, by outcome.", {"outcome"}},
  {"charla_end_to_end_seconds", kind::histogram, unit::seconds, "From a webhook's arrival to the call of the provider that answers it."},
  // Outgoing webhooks
  {"charla_webhook_deliveries_total", kind::counter, unit::none, "Tries to tell a subscriber, by what came of them: delivered, again, dead.", {"outcome"}},
  {"charla_webhook_switched_off_total", kind::counter, unit::none, "Subscriptions that were switched off: gone, or failing for days."},
  {"charla_webhook_delivery_seconds", kind::histogram, unit::seconds, "One call of a subscriber."},
  {"charla_webhook_deliveries", kind::gauge, unit::none, "Deliveries to subscribers that are not made, by state: pending, dead.", {"state"}},
  // Actors
  {"charla_actors", kind::gauge, unit::none, "Living actors.", {"type"}},
  {"charla_actor_restarts_total", kind::counter, unit::none, "Actors started again by their supervisor.", {"type"}},
  {"charla_mailbox_depth", kind::gauge, unit::none, "Messages that wait, the deepest mailbox of the type.", {"type"}},
  {"charla_conversations_resident", kind::gauge, unit::none, "Conversations in memory."},
  {"charla_timers_armed", kind::gauge, unit::none, "Durable timers that will fire."},
  {"charla_stale_total", kind::counter, unit::none, "Timers and results of calls that came late, twice or to nobody: each changed nothing.", {"what"}},
  {"nexia_engine_scheduled_total", kind::counter, unit::none, "Durable timers armed."},
  {"nexia_engine_sched_published_total", kind::counter, unit::none, "Durable timers fired."},
  {"nexia_engine_sched_cancelled_total", kind::counter, unit::none, "Durable timers cancelled; scheduled - published - cancelled = pending."},
  // Live feed
  {"charla_feed_clients", kind::gauge, unit::none, "Subscribed consoles and programs."},
  {"charla_feed_dropped_total", kind::counter, unit::none, "Deltas a slow client did not get; it is sent a snapshot instead."},
  // Assistant and tools
  {"tool_calls_total", kind::counter, unit::none, "Calls of tools.", {"tool", "status"}},
  {"llm_tokens_used", kind::counter, unit::none, "Tokens paid for.", {"tenant_id"}},
  // The program
  {"charla_build_info", kind::gauge, unit::none, "Always 1; the version is the label.", {"version"}},
  {"charla_log_dropped_total", kind::counter, unit::none, "Log lines lost because their reader stalled."},
  {"charla_metrics_refused_total", kind::counter, unit::none, "Updates of metrics that are not in the catalogue or came with other labels."},
  {"process_cpu_seconds_total", kind::counter, unit::seconds, "User and system time."},
  {"process_resident_memory_bytes", kind::gauge, unit::bytes, "Memory in use."},
  {"process_open_fds", kind::gauge, unit::none, "Open file descriptors."},
  {"process_max_fds", kind::gauge, unit::none, "File descriptors the process may open."},
  {"process_start_time_seconds", kind::gauge, unit::seconds, "Start, seconds since 1970."},
});
// clang-format on

inline constexpr std::span<const row> catalog{catalog_rows};

} // namespace charla::metrics
