#include "actors/wiring.hpp"

namespace charla::actors {

std::optional<ref<sender_protocol>> sender_book::find(flows::channel_id channel) const {
  const std::lock_guard lock{mutex_};
  const auto found = senders_.find(channel);
  if (found == senders_.end()) return std::nullopt;
  return found->second;
}

std::pair<ref<sender_protocol>, bool> sender_book::obtain(flows::channel_id channel) {
  const std::lock_guard lock{mutex_};
  const auto [where, made] = senders_.try_emplace(channel);
  return {where->second, made};
}

std::vector<std::pair<flows::channel_id, ref<sender_protocol>>> sender_book::all() const {
  const std::lock_guard lock{mutex_};
  return {senders_.begin(), senders_.end()};
}

} // namespace charla::actors
