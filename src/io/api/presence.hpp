#pragma once

#include "io/ports/admin.hpp"

#include <map>
#include <mutex>

namespace charla::api {

/// Where a colleague is: said by their console, worth nothing after `presence_room::good_for`.
struct presence {
  flows::user_id user;
  std::string name;
  std::string email;
  std::string conversation; ///< its id; empty: looks at none
  bool typing = false;
};

/// Who of a tenant's people looks at what. In the memory of this process: with several processes each knows its own
/// sockets, and after a restart everybody says it anew. Lossy by design: nothing depends on it.
class presence_room {
public:
  static constexpr std::int64_t good_for_ms = 30'000;

  /// A socket that may say where its user is, until it leaves. @returns its number.
  [[nodiscard]] std::int64_t enter();
  void leave(std::int64_t socket);
  /// A socket that has left says nothing any more.
  void here(std::int64_t socket, flows::tenant_id tenant, presence where, std::int64_t now_ms);
  /// Who has said it lately, by `user id/socket number`.
  [[nodiscard]] std::map<std::string, presence> of(flows::tenant_id tenant, std::int64_t now_ms) const;

private:
  struct seat {
    flows::tenant_id tenant;
    presence where;
    std::optional<std::int64_t> said_ms;
  };

  mutable std::mutex mutex_;
  std::int64_t last_ = 0;
  std::map<std::int64_t, seat> seats_; ///< one an open socket
};

} // namespace charla::api
