#include "load/conversations.hpp"

namespace charla::bench {

conversations::conversations(std::uint64_t first, std::uint64_t count, bool wait_for_reply)
    : first_(first), count_(count), wait_for_reply_(wait_for_reply) {
  if (wait_for_reply_) under_way_.reserve(count);
}

std::optional<std::uint64_t> conversations::take() {
  if (!wait_for_reply_) return first_ + next_++ % count_;
  std::uint64_t chosen = 0;
  if (next_ < count_) {
    chosen = first_ + next_++;
  } else if (!free_.empty()) {
    chosen = free_.front();
    free_.pop_front();
  } else {
    return std::nullopt;
  }
  under_way_.emplace(chosen, 0);
  return chosen;
}

void conversations::sent(std::uint64_t conversation, std::int64_t at_ns) {
  const auto found = under_way_.find(conversation);
  if (found != under_way_.end() && found->second == 0) found->second = at_ns;
}

std::optional<std::int64_t> conversations::replied(std::uint64_t conversation) {
  const auto found = under_way_.find(conversation);
  if (found == under_way_.end()) return std::nullopt;
  const auto at = found->second;
  under_way_.erase(found);
  free_.push_back(conversation);
  return at;
}

} // namespace charla::bench
