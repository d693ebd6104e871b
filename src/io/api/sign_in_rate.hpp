#pragma once

#include "io/ports/clock.hpp"

#include <map>
#include <mutex>
#include <string>

namespace charla::api {

/// Slows down whoever guesses passwords: a token bucket for each (address, e-mail), and a wider one for each address.
/// Thread-safe; holds a bounded number of buckets, the fullest go first.
class sign_in_rate {
public:
  static constexpr double burst = 5;                ///< attempts at once for one account
  static constexpr double address_burst = 20;       ///< attempts at once from one address, whatever the account
  static constexpr std::int64_t refill_ms = 12'000; ///< one more attempt each
  static constexpr std::size_t buckets_max = 10'000;

  explicit sign_in_rate(const ports::clock& clock) : clock_(clock) {}

  /// Takes one attempt. @returns 0 when it may go on, else the seconds to wait.
  [[nodiscard]] int attempt(const std::string& address, const std::string& email);
  /// A success gives the account's attempts back.
  void succeeded(const std::string& address, const std::string& email);

private:
  struct bucket {
    double tokens = 0;
    std::int64_t at_ms = 0;
  };
  [[nodiscard]] bucket& filled(const std::string& key, double size, std::int64_t now);

  const ports::clock& clock_;
  std::mutex mutex_;
  std::map<std::string, bucket> buckets_;
};

} // namespace charla::api
