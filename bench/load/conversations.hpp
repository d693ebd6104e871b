#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <unordered_map>

namespace charla::bench {

/// Who writes next. Without replies the senders simply take turns. With replies a sender waits for the answer to its
/// last message: one message of a conversation is under way at a time, so that a reply belongs to exactly one message.
class conversations {
public:
  conversations(std::uint64_t first, std::uint64_t count, bool wait_for_reply);

  /// Nobody is free: nullopt.
  [[nodiscard]] std::optional<std::uint64_t> take();
  /// Notes when the message of `conversation` was first written.
  void sent(std::uint64_t conversation, std::int64_t at_ns);
  /// @returns when the message was sent that this reply answers; nullopt for a reply nobody waits for.
  std::optional<std::int64_t> replied(std::uint64_t conversation);
  [[nodiscard]] std::size_t waiting() const noexcept { return under_way_.size(); }

private:
  std::uint64_t first_;
  std::uint64_t count_;
  std::uint64_t next_ = 0;
  bool wait_for_reply_;
  std::deque<std::uint64_t> free_;
  std::unordered_map<std::uint64_t, std::int64_t> under_way_;
};

} // namespace charla::bench
