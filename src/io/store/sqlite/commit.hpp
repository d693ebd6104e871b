#pragma once

#include "io/store/sqlite/connection.hpp"

/// The parts of a batch, each within the transaction that the lane has begun. All of them throw `failure`.
namespace charla::store::sqlite {

/// What one batch runs with.
struct commit_context {
  connection& db;
  epoch_t epoch = 0;
  std::int64_t batch = 0; ///< counts this lane's batches: tells after an unknown outcome whose claims are whose
  timestamp now;
  /// A savepoint copies every page that an item touches, half the cost of a turn. So a batch runs without them first;
  /// an item that would have to be undone throws `needs_care`, and the whole batch runs again with them.
  bool careful = false;
};
struct needs_care {};

/// A savepoint around one item, so that it can fail alone. Rolled back unless kept.
class savepoint {
public:
  explicit savepoint(connection& db) : db_(db) { db_.run("SAVEPOINT item"); }
  savepoint(const savepoint&) = delete;
  savepoint& operator=(const savepoint&) = delete;
  /// Undoes the item; needed before the destructor when the transaction may be gone already.
  void undo() {
    if (!std::exchange(over_, true)) db_.script("ROLLBACK TO item; RELEASE item");
  }
  void keep() {
    over_ = true;
    db_.run("RELEASE item");
  }
  /// An item that failed for the whole transaction's reason is undone with the transaction.
  ~savepoint() = default;

private:
  connection& db_;
  bool over_ = false;
};

// appends.cpp
std::optional<inbox_id> append(const commit_context& c, const inbox_append& a);
/// The day of the dedup partition: days since 1970.
std::int64_t day_of(timestamp t);
/// Deletes a bounded number of old dedup keys and unclaimed statuses.
std::int64_t forget_before(connection& db, std::int64_t day);

// statuses.cpp: facts, never fenced
struct arrived_status {
  out_id out;
  tenant_id tenant;
  channel_id channel;
  message_status status = message_status::sent;
  std::string_view provider_id;
  timestamp at;
  std::int32_t error_code = 0;
  std::string_view error_text;
  std::string_view pricing;
};
/// Notes the first status of a bubble whose outbox row has just been deleted: a bubble lives in `outbox` or has a
/// status, never both.
void begin_status(connection& db, const arrived_status& s);
/// Merges monotonically; true when the status rose.
bool merge_status(connection& db, const arrived_status& s);
message_status status_now(connection& db, const out_id& out);
status_result note(const commit_context& c, const status_fact& f);

// sends.cpp
status_result note(const commit_context& c, const send_fact& f);
claim_verdict claim(const commit_context& c, const claim_request& r);
/// Puts back what the batch of `c` has claimed: it was never sent.
void unclaim(const commit_context& c, const claim_request& r);

// marks.cpp
/// What a provider's answer to `out` says of its recipient.
void mark_recipient(
    const commit_context& c, const out_id& out, recipient_mark mark, timestamp at, std::optional<timestamp> until);
/// They have written at `heard`: what was said before of their not being reachable is over.
void unmark_recipient(const commit_context& c, const conversation_id& id, timestamp heard);
/// The id under which the contact is kept: its own, or that of the one it was merged into.
contact_id who_stayed(connection& db, const contact_id& id);

// channel_facts.cpp
void note(const commit_context& c, const media_want& w);
void note(const commit_context& c, const media_fact& f);
void note(const commit_context& c, const upload_fact& f);
void note(const commit_context& c, const number_fact& f);
void note(const commit_context& c, const template_fact& f);
void note(const commit_context& c, const exchange& e);
bool has_exchange(connection& db, const exchange& e);
void keep_asset(connection& db, const asset_row& a);

// control.cpp
/// Deletes the bot's unclaimed bubbles of a conversation and marks them failed; how many.
std::int32_t suppress(const commit_context& c, const conversation_id& id);
override_result change_control(const commit_context& c, const override_request& r);
/// What `change_control` has answered in the batch of `c`, if it was committed.
std::optional<override_result> control_change_of(const commit_context& c, const override_request& r);
struct control_change {
  tenant_id tenant;
  conversation_id conversation;
  std::int64_t ctl = 0;
  control_mode mode = control_mode::bot;
  std::optional<timestamp> until;
  const char* origin = "";
  override_result result;
  const inbox_append* notice = nullptr;
};
void note_control_change(const commit_context& c, const control_change& change);

// letters.cpp
bool bury(const commit_context& c, const dead_letter_write& w);
bool is_buried(const commit_context& c, const dead_letter_write& w);
void add_event(connection& db, const system_event& e);
bool has_event(connection& db, const system_event& e);

// reports.cpp
/// The turn's runs, and what it has learnt of its contact: `who_stayed` of it.
void write_reports(const commit_context& c, const turn_write& t, const contact_id& who);
/// Adds up what the turns that have committed now have counted: one row each counter, however many turns.
void count_visits(const commit_context& c, const batch& work, const std::vector<verdict>& verdicts);

// turns.cpp
verdict commit_turn(const commit_context& c, const turn_write& t);

} // namespace charla::store::sqlite
