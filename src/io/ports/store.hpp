#pragma once

#include "io/ports/rows.hpp"

#include <memory>

/// What the engine needs from a durable store. Three adapters (memory, sqlite, postgres) pass one conformance suite.
/// Everything here blocks: a lane belongs to one thread, which is the detached persistence actor of that lane.
namespace charla::ports {

/// How the store opened: `epoch` fences every writer before it; `unclean` tells that the last owner did not say
/// goodbye.
struct opening {
  epoch_t epoch = 0;
  bool unclean = false;
};

/// The one that writes. Not thread-safe; owned by one persistence actor.
class store_lane {
public:
  virtual ~store_lane() = default;

  /// Makes the batch durable and answers item by item. A turn that the guards refuse, or whose data is wrong, never
  /// harms its neighbours. Errors: `unavailable`, `full`, `fenced` (nothing is committed), `unknown_outcome`.
  virtual stored<batch_result> apply(const batch& work) = 0;
  /// After `unknown_outcome`: takes a new epoch, reads what has become of the batch, and answers as `apply` would have.
  /// Turns that had not committed get `version`; appends are repeated (they are idempotent); claims are answered
  /// `gone`.
  virtual stored<batch_result> settle(const batch& work) = 0;
  /// The epoch this lane now writes with (rises with `settle`).
  [[nodiscard]] virtual epoch_t epoch() const = 0;

  /// All pending causes after `after`, oldest first. With `count_attempt` each row's `attempts` is counted up first
  /// (once per unclean death, before anybody sees it).
  virtual stored<std::vector<pending_cause>> recover_inbox(inbox_id after, std::size_t limit, bool count_attempt) = 0;
  /// Turns `sending` rows of earlier epochs into `in_doubt` (call with an empty `after` first), then pages through all
  /// live rows in key order.
  virtual stored<std::vector<outbox_row>> recover_outbox(const std::optional<out_id>& after, std::size_t limit) = 0;
  /// Pending causes older than `older_than`, in id order after `after`: what lost hints have left behind.
  virtual stored<std::vector<pending_cause>> sweep_inbox(inbox_id after, timestamp older_than, std::size_t limit) = 0;
  /// Live outbox rows whose `not_before` has passed or that are in doubt, in key order after `after`.
  virtual stored<std::vector<outbox_row>>
  sweep_outbox(const std::optional<out_id>& after, timestamp now, std::size_t limit) = 0;
  /// Timers due before `until`, by keyset (due, conversation, key); `after` is the last row of the page before.
  virtual stored<std::vector<timer_row>>
  timers_due(timestamp until, const std::optional<timer_row>& after, std::size_t limit) = 0;
  /// Deletes dedup keys of days before `day`; returns how many.
  virtual stored<std::int64_t> forget_seen_before(timestamp day) = 0;
  /// Deletes deliveries that were made before `delivered`, whatever came into being before `all`, and those of
  /// subscriptions that are gone; a bounded number.
  virtual stored<std::int64_t> forget_deliveries_before(timestamp delivered, timestamp all) = 0;
  /// Deletes the channel log before `before`; a bounded number.
  virtual stored<std::int64_t> forget_exchanges_before(timestamp before) = 0;
  /// Deletes what nobody has used since `before` with the fetched files that point at it, a bounded number.
  /// @returns what was deleted: the caller removes the bytes.
  virtual stored<std::vector<asset_row>> forget_assets_before(timestamp before) = 0;
  /// Deletes submissions that came before `before`: their keys may be used again. A bounded number.
  virtual stored<std::int64_t> forget_submissions_before(timestamp before) = 0;
  /// Notes that this owner leaves in order: the next opening is clean.
  virtual stored<void> close_clean() = 0;
};

/// Reads for the engine: waking a conversation up. Not thread-safe; one each thread.
class store_reader {
public:
  virtual ~store_reader() = default;
  /// @returns nullopt when nothing is known of it.
  virtual stored<std::optional<conversation_row>> load(const conversation_id& id) = 0;
  /// The newest `limit` messages with seq < `before` (0: from the end), oldest first.
  virtual stored<std::vector<stored_message>>
  history(const conversation_id& id, std::int64_t before, std::size_t limit) = 0;
  virtual stored<std::vector<pending_cause>> pending(const conversation_id& id, std::size_t limit) = 0;
  /// The conversation that this channel knows under the business-scoped id, if any.
  virtual stored<std::optional<conversation_id>> find_by_user_id(channel_id channel, const std::string& user_id) = 0;
  virtual stored<std::vector<timer_row>> timers_of(const conversation_id& id) = 0;
  virtual stored<std::vector<outbox_row>> outbox_of(const conversation_id& id) = 0;
  /// Enabled subscriptions that do not rest and have something due, by id after `after`, each with its oldest `each`.
  virtual stored<std::vector<due_deliveries>>
  deliveries_due(webhook_id after, timestamp now, std::size_t subscriptions, std::size_t each) = 0;
  /// Files to be fetched now, by the moment of their next attempt.
  virtual stored<std::vector<media_row>> media_due(timestamp now, std::size_t limit) = 0;
  virtual stored<std::optional<asset_row>> asset(tenant_id t, const asset_id& id) = 0;
  /// The id of an asset at a provider while it is good, `nullopt` when it must be uploaded.
  virtual stored<std::optional<std::string>> uploaded(channel_id channel, const asset_id& id, timestamp now) = 0;
};

class store_admin;

class store {
public:
  virtual ~store() = default;
  /// Migrates, takes the lock and a new epoch. Errors: `locked` (another process), `unavailable`, `corrupt`.
  virtual stored<opening> open() = 0;
  /// How many lanes may write side by side: 1 for SQLite and memory.
  [[nodiscard]] virtual std::size_t lane_count() const = 0;
  virtual stored<std::unique_ptr<store_lane>> lane(std::size_t index) = 0;
  virtual stored<std::unique_ptr<store_reader>> reader() = 0;
  /// Tenants, users, channels, keys, flows, lists for the API (ports/admin.hpp).
  virtual stored<std::unique_ptr<store_admin>> admin() = 0;
  /// The share of the disk under the rows that is free, 0 to 1; `nullopt` when it cannot be seen from here.
  virtual std::optional<double> free_space() { return std::nullopt; }
  /// True when a read succeeds now (for `/ready`).
  virtual bool reachable() = 0;
  [[nodiscard]] virtual std::string_view name() const = 0; ///< `sqlite`, `postgres`, `memory`
};

} // namespace charla::ports
