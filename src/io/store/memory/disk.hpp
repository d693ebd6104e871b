#pragma once

#include "io/ports/admin.hpp"
#include "io/store/memory.hpp"
#include "io/store/reports.hpp"

#include "io/ports/clock.hpp"

#include <map>
#include <mutex>
#include <set>
#include <unordered_map>
#include <unordered_set>

/// The rows of the memory store: what the SQL adapters keep in tables, in the containers that answer the same
/// questions. One mutex for all of it: a batch is one transaction.
namespace charla::store {

namespace memory {

using namespace ports; // NOLINT(google-build-using-namespace): the adapter speaks the port's language

struct seen_key {
  std::int64_t day = 0;
  channel_id channel;
  dedup_key key{};
  friend auto operator<=>(const seen_key&, const seen_key&) = default;
};

struct message_record {
  message_row row;
  std::int64_t version = 0;
  turn_id turn;
};

struct conversation_record {
  conversation_row row;
  std::map<std::int64_t, message_record> messages;
  std::vector<turn_row> turns;
};

struct outbox_record {
  outbox_row row;
  std::int64_t ctl = 0;
  epoch_t claim_epoch = 0;
  std::int64_t claim_batch = 0;
};

/// How far a bubble, or a provider id that is nobody's yet, has got.
struct status_record {
  tenant_id tenant;
  channel_id channel;
  message_status status = message_status::queued;
  std::string provider_id;
  timestamp at;
  std::int32_t error_code = 0;
  std::string error_text;
  std::string pricing;
};
using provider_key = std::pair<channel_id, std::string>;

struct timer_key {
  conversation_id conversation;
  std::string key;
  friend auto operator<=>(const timer_key&, const timer_key&) = default;
};
struct timer_due {
  timestamp due;
  timer_key timer;
  friend auto operator<=>(const timer_due&, const timer_due&) = default;
};

struct letter_record {
  dead_letter_row row;
  std::optional<pending_cause> cause; ///< with its kind in `row.kind`
  std::optional<timer_row> timer;
};

/// What a control change from outside a turn has answered: asked for after an unknown outcome.
struct control_record {
  conversation_id conversation;
  epoch_t epoch = 0;
  std::int64_t batch = 0;
  std::int64_t day = 0;
  dedup_key key{};
  override_result result;
};

struct contact_record {
  contact_row row;
  bool renamed = false; ///< by a person: the profile's name no longer counts
  bool merged = false;  ///< with another: turns no longer say where the first address is
};

struct pending_record {
  pending_cause cause;
  std::string kind;
};

struct flow_record {
  flow_draft_row row; ///< without `live` and `newest`: the versions tell
  std::int32_t last_version = 0;
};

struct run_record {
  tenant_id tenant;
  run_row row;
};

/// A send that was asked for; what has become of it is looked up (`task_of`).
struct submission_record {
  tenant_id tenant;
  task_row row;
  inbox_id cause;
};

/// A contact that has become one with another.
struct merged_record {
  tenant_id tenant;
  contact_id into;
  address at;
  timestamp since;
};

struct appointment_record {
  appointment_row row;
  booking_key key;
};

/// The rows themselves: a value, so that a disk can be copied.
struct rows {
  epoch_t epoch = 0;
  bool clean = true;

  std::set<seen_key> seen;
  std::int64_t last_inbox = 0;
  std::map<inbox_id, pending_record> inbox;
  std::set<std::pair<conversation_id, inbox_id>> inbox_by_conversation;
  std::unordered_map<conversation_id, conversation_record> conversations;
  std::map<provider_key, conversation_id> aliases; ///< (channel, user id)
  std::map<std::pair<tenant_id, std::string>, std::pair<conversation_id, std::int64_t>> by_client_id;
  std::map<out_id, outbox_record> outbox;
  std::unordered_map<out_id, status_record> statuses;
  std::map<provider_key, out_id> by_provider_id;
  std::map<provider_key, status_record> early_statuses;
  std::map<timer_key, timer_row> timers;
  std::set<timer_due> due;
  std::int64_t last_letter = 0;
  std::map<std::int64_t, letter_record> letters;
  std::vector<memory_turn> audit;
  std::vector<control_record> control_changes;

  std::map<tenant_id, tenant_row> tenants;
  std::map<user_id, user_row> users;
  std::map<channel_id, channel_row> channels;
  std::map<std::int32_t, api_key_row> keys;
  std::map<std::array<std::uint8_t, 32>, session_row> sessions;
  std::map<flow_id, flow_record> drafts;
  std::map<std::pair<flow_id, std::int32_t>, flow_row> flows;
  std::map<std::pair<conversation_id, std::int64_t>, run_record> runs;
  std::map<visit_key, std::int64_t> visits;
  std::map<contact_id, contact_record> contacts;
  std::map<contact_id, merged_record> merged; ///< never in a chain: a merge points the older ones at who stays
  std::map<std::int32_t, segment_row> segments;
  std::int32_t last_segment = 0;
  std::vector<system_event> events;
  std::vector<audit_row> audits;
  std::map<webhook_id, webhook_row> webhooks;
  std::map<std::pair<webhook_id, uuid>, delivery_row> deliveries; ///< (subscription, event)

  std::int64_t last_submission = 0;
  std::map<std::pair<tenant_id, std::string>, submission_record> submissions; ///< (tenant, client id)
  std::map<std::pair<channel_id, std::string>, media_row> media;              ///< (channel, media id)
  std::map<std::pair<tenant_id, asset_id>, asset_row> assets;
  std::map<std::pair<channel_id, asset_id>, upload_fact> uploads;
  std::map<channel_id, number_row> numbers;
  std::int32_t last_template = 0;
  std::map<std::int32_t, template_row> templates;
  std::int32_t last_canned = 0;
  std::map<std::pair<tenant_id, std::string>, canned_row> canned; ///< (tenant, shortcut)
  std::int64_t last_exchange = 0;
  std::map<std::int64_t, exchange_row> exchanges;

  std::map<resource_id, resource_row> resources;
  std::map<appointment_id, appointment_record> appointments;
  std::map<std::pair<tenant_id, std::string>, connection_row> connections; ///< (tenant, kind)
};

} // namespace memory

class memory_disk {
public:
  mutable std::mutex mutex;
  memory::rows rows;
};

} // namespace charla::store
