#pragma once

#include "io/api/chat.hpp"
#include "io/api/desk.hpp"
#include "io/api/directory.hpp"
#include "io/api/flow/play_room.hpp"
#include "io/api/key_rate.hpp"
#include "io/api/lease.hpp"
#include "io/api/node_watch.hpp"
#include "io/api/presence.hpp"
#include "io/api/reports/room.hpp"
#include "io/api/routes.hpp"
#include "io/api/sends_in_hand.hpp"
#include "io/api/sign_in_rate.hpp"

#include <atomic>

namespace charla::api {

using admin_pool = lease_pool<ports::store_admin>;
using reader_pool = lease_pool<ports::store_reader>;

/// What all routes share.
struct context : std::enable_shared_from_this<context> {
  explicit context(dependencies d);

  /// Reads the directory anew, and tells the engine to: after every change of tenants, channels or flows.
  void reload(ports::store_admin& from);
  /// `cli_<ms>`, never the same twice in this process (R017).
  [[nodiscard]] std::string next_client_id();
  /// Keeps `charla_feed_clients`.
  void count_feed_clients(int by);
  [[nodiscard]] std::int64_t feed_clients() const noexcept { return feed_clients_; }
  /// Runs `work` later where blocking is allowed.
  void later(std::chrono::milliseconds wait, std::function<void()> work);
  /// Runs what may take seconds on a thread of its own, one after the other. False when too much waits already.
  [[nodiscard]] bool aside(std::function<void()> work);
  /// The hash of no password: checked against for an account that does not exist.
  [[nodiscard]] const std::string& nobodys_hash();
  /// Whether browsers reach us by TLS, or only from this machine.
  [[nodiscard]] bool cookies_are_secure() const noexcept { return secure_cookies_; }

  dependencies with;
  directory_holder channels;
  admin_pool admins;
  reader_pool readers;
  sign_in_rate sign_ins;
  sends_in_hand sends;
  key_rate key_rates;
  report_room reports;  ///< figures made a moment ago
  node_watch node;      ///< how this cluster node is
  play_room plays;      ///< simulated conversations
  chat_room chats;      ///< hosts that wait for the bot's turn
  presence_room people; ///< who looks at what
  std::mutex setup;     ///< the first owner is made once

private:
  bool secure_cookies_ = true;
  std::once_flag nobody_hashed_;
  std::string nobodys_hash_;
  std::atomic<std::int64_t> last_client_id_{0};
  std::atomic<int> feed_clients_{0};
  std::atomic<int> aside_waiting_{0};
  std::unique_ptr<desk> own_;  ///< last: its thread uses the others
  std::unique_ptr<desk> side_; ///< likewise
};
using context_ptr = std::shared_ptr<context>;

/// Tries until the directory has been read once.
void read_directory(const context_ptr& house);

} // namespace charla::api
