#pragma once

#include "io/ports/admin.hpp"
#include "io/ports/clock.hpp"
#include "io/ports/crypto.hpp"

#include <map>
#include <mutex>

namespace charla::api {

/// Links that sign somebody in once: `./dev run` prints one. Kept in memory, hashed, for a quarter of an hour.
/// Thread-safe.
class sign_in_links {
public:
  static constexpr std::chrono::minutes lifetime{15};
  static constexpr std::size_t open_max = 100;

  sign_in_links(ports::crypto& crypto, const ports::clock& clock) : crypto_(crypto), clock_(clock) {}

  /// @returns the path to open in a browser: `/sign-in/<token>`.
  [[nodiscard]] std::string make(flows::user_id who);
  /// Whose link this is; a second time, or too late, nobody's.
  [[nodiscard]] std::optional<flows::user_id> redeem(std::string_view token);

private:
  struct entry {
    flows::user_id who;
    flows::timestamp until;
  };
  ports::crypto& crypto_;
  const ports::clock& clock_;
  std::mutex mutex_;
  std::map<ports::hash256, entry> open_;
};

} // namespace charla::api
