#include "io/api/sign_in_rate.hpp"

#include <algorithm>
#include <cmath>

namespace charla::api {

namespace {

std::string account_key(const std::string& address, const std::string& email) { return address + '\n' + email; }

int seconds_until_one(double tokens) {
  return std::max(1, static_cast<int>(std::ceil((1 - tokens) * static_cast<double>(sign_in_rate::refill_ms) / 1000)));
}

} // namespace

sign_in_rate::bucket& sign_in_rate::filled(const std::string& key, double size, std::int64_t now) {
  if (buckets_.size() >= buckets_max && buckets_.count(key) == 0) {
    // A bucket that is full again says nothing.
    std::erase_if(buckets_, [&](const auto& b) { return now - b.second.at_ms > refill_ms * 20; });
    if (buckets_.size() >= buckets_max) buckets_.erase(buckets_.begin());
  }
  auto [entry, made] = buckets_.try_emplace(key, bucket{size, now});
  auto& b = entry->second;
  b.tokens = std::min(size, b.tokens + static_cast<double>(now - b.at_ms) / static_cast<double>(refill_ms));
  b.at_ms = now;
  return b;
}

int sign_in_rate::attempt(const std::string& address, const std::string& email) {
  const std::lock_guard lock{mutex_};
  const auto now = clock_.boot_ms();
  auto& whole = filled(address, address_burst, now);
  if (whole.tokens < 1) return seconds_until_one(whole.tokens);
  whole.tokens -= 1;
  auto& account = filled(account_key(address, email), burst, now);
  if (account.tokens < 1) return seconds_until_one(account.tokens);
  account.tokens -= 1;
  return 0;
}

void sign_in_rate::succeeded(const std::string& address, const std::string& email) {
  const std::lock_guard lock{mutex_};
  buckets_.erase(account_key(address, email));
}

} // namespace charla::api
