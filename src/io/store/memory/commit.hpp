#pragma once

#include "io/store/memory/disk.hpp"

/// The parts of a batch on the rows; the caller holds the disk's mutex.
namespace charla::store::memory {

struct commit_context {
  rows& db;
  epoch_t epoch = 0;
  std::int64_t batch = 0;
  timestamp now;
};

std::int64_t day_of(timestamp t);

// inbox.cpp
std::optional<inbox_id> append(const commit_context& c, const inbox_append& a);
/// Takes all of them or none.
bool can_consume(const rows& db,
                 const conversation_id& id,
                 const std::vector<inbox_id>& causes,
                 const std::vector<timer_ref>& fired);
void drop_cause(rows& db, inbox_id id);
void drop_timer(rows& db, const timer_key& key);
void arm_timer(rows& db, timer_row timer);
bool bury(const commit_context& c, const dead_letter_write& w);
bool is_buried(const rows& db, const dead_letter_write& w);

// facts.cpp
status_result note(const commit_context& c, const send_fact& f);
status_result note(const commit_context& c, const status_fact& f);
claim_verdict claim(const commit_context& c, const claim_request& r);
void unclaim(const commit_context& c, const claim_request& r);
/// Deletes the bot's unclaimed bubbles and marks them failed; how many.
std::int32_t suppress(const commit_context& c, const conversation_id& id);

// marks.cpp
/// What a provider's answer to `out` says of its recipient.
void mark_recipient(
    const commit_context& c, const out_id& out, recipient_mark mark, timestamp at, std::optional<timestamp> until);
/// Why a bubble that is ready may not go; `granted` when it may.
claim_verdict may_go(const rows& db, const outbox_row& bubble, const claim_request& r, timestamp now);
/// The id under which the contact is kept: its own, or that of the one it was merged into.
contact_id who_stayed(const rows& db, const contact_id& id);

// channel_facts.cpp
void note(const commit_context& c, const media_want& w);
void note(const commit_context& c, const media_fact& f);
void note(const commit_context& c, const upload_fact& f);
void note(const commit_context& c, const number_fact& f);
void note(const commit_context& c, const template_fact& f);
void note(const commit_context& c, const exchange& e);
bool has_exchange(const rows& db, const exchange& e);
void keep_asset(rows& db, const asset_row& a);

// tasks.cpp
task_row task_of(const rows& db, const submission_record& s);

// deliveries.cpp
/// One delivery for each subscription that wants it and has not got it; how many.
std::int64_t announce(const commit_context& c, tenant_id tenant, const event_out& e);
void note(const commit_context& c, const delivery_fact& f);
delivery_row delivery_of(const webhook_row& to, const event_out& e, timestamp now);

// reports.cpp
/// The turn's runs, and what it has learnt of its contact.
void write_reports(const commit_context& c, const turn_write& t);
/// Adds up what the turns that have committed now have counted.
void count_visits(const commit_context& c, const batch& work, const std::vector<verdict>& verdicts);

// turns.cpp
verdict commit_turn(const commit_context& c, const turn_write& t);
override_result change_control(const commit_context& c, const override_request& r);
std::optional<override_result> control_change_of(const commit_context& c, const override_request& r);
/// Counts `ctl_seq` up and sets who speaks; creates the row when there is none. nullopt: another tenant's.
std::optional<std::int64_t> set_control(const commit_context& c,
                                        const conversation_id& id,
                                        tenant_id tenant,
                                        channel_id channel,
                                        control_mode mode,
                                        std::optional<timestamp> until,
                                        timestamp at);
stored_message with_delivery(const rows& db, const conversation_record& c, const message_record& m);

} // namespace charla::store::memory
