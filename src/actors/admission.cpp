#include "actors/admission.hpp"

#include <algorithm>

namespace charla::actors {

namespace {

constexpr std::chrono::milliseconds yellow_commit{250};
constexpr std::chrono::milliseconds red_commit{2000};
constexpr double red_disk = 0.1;
constexpr std::int64_t black_silence_ms = 5'000;
constexpr std::int64_t calm_ms = 30'000;

} // namespace

admission::level admission::present(std::int64_t boot_ms) const {
  const auto refused = last_refused_ms_.load();
  const auto committed = last_commit_ms_.load();
  if (refused > committed) return boot_ms - committed > black_silence_ms ? level::black : level::red;
  if (boot_ms - red_seen_ms_.load() < calm_ms) return level::red;
  return boot_ms - yellow_seen_ms_.load() < calm_ms ? level::yellow : level::green;
}

std::chrono::microseconds admission::wait_of(std::size_t events, std::size_t batch_max) const {
  const auto commits = static_cast<std::int64_t>(events / std::max<std::size_t>(1, batch_max)) + 1;
  return std::chrono::microseconds{commits * commit_us_.load(std::memory_order_relaxed)};
}

void admission::committed(std::chrono::microseconds took, std::chrono::microseconds p99, std::int64_t boot_ms) {
  const auto before = commit_us_.load(std::memory_order_relaxed);
  commit_us_.store(before + (took.count() - before) / 8, std::memory_order_relaxed);
  last_commit_ms_ = boot_ms;
  if (p99 > yellow_commit) yellow_seen_ms_ = boot_ms;
  if (p99 > red_commit) red_seen_ms_ = boot_ms;
}

void admission::disk(double free, std::int64_t boot_ms) {
  if (free < red_disk) red_seen_ms_ = boot_ms;
}

std::string_view name_of(admission::level l) {
  switch (l) {
  case admission::level::green: return "green";
  case admission::level::yellow: return "yellow";
  case admission::level::red: return "red";
  case admission::level::black: return "black";
  }
  return "?";
}

void tenant_backlog::add(flows::tenant_id tenant, std::int64_t causes) {
  const std::lock_guard lock{mutex_};
  auto& waiting = waiting_[tenant];
  waiting += causes;
  if (waiting <= 0) waiting_.erase(tenant);
}

std::int64_t tenant_backlog::of(flows::tenant_id tenant) const {
  const std::lock_guard lock{mutex_};
  const auto found = waiting_.find(tenant);
  return found == waiting_.end() ? 0 : found->second;
}

std::chrono::microseconds recent_commits::p99() const {
  auto sorted = all_;
  const auto end = sorted.begin() + static_cast<std::ptrdiff_t>(std::min(count_, sorted.size()));
  if (end == sorted.begin()) return std::chrono::microseconds{0};
  const auto at = sorted.begin() + (end - sorted.begin() - 1) * 99 / 100;
  std::nth_element(sorted.begin(), at, end);
  return *at;
}

} // namespace charla::actors
