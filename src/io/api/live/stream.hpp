#pragma once

#include "io/api/context.hpp"
#include "io/api/identity.hpp"

#include <deque>

namespace charla::api::live {

/// One reader of `GET /api/inbox/stream` (R018, R019): everything that happens in the tenant, in order, as events named
/// `message` with JSON data and the id `epoch.seq`.
class event_stream final : public ports::feed_watcher, public std::enable_shared_from_this<event_stream> {
public:
  static constexpr std::size_t changes_waiting_max = 2000;
  static constexpr std::chrono::milliseconds flush_every{50};

  event_stream(context_ptr house, identity who, std::optional<ports::feed_position> since);

  void on_open(ports::text_channel_ptr channel);
  void on_close();
  void on_change(const ports::feed_change_ptr& change) override;

private:
  void work();
  void tell(const ports::feed_change& change);

  const context_ptr house_;
  const identity who_;
  const std::optional<ports::feed_position> since_;

  std::mutex queue_mutex_;
  std::deque<ports::feed_change_ptr> waiting_;
  bool awake_soon_ = false;
  bool closed_ = false;
  bool overrun_ = false;

  std::mutex work_mutex_; ///< guards what follows
  ports::text_channel_ptr channel_;
  std::int64_t epoch_ = 0;
  std::int64_t told_ = 0; ///< newest change that was written
};

/// `77.12` → position; nullopt for anything else.
[[nodiscard]] std::optional<ports::feed_position> read_event_id(std::string_view text);

} // namespace charla::api::live
