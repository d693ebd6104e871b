#include "io/store/memory/lane.hpp"

#include <algorithm>

namespace charla::store::memory {

stored<std::optional<conversation_row>> reader::load(const conversation_id& id) {
  const std::lock_guard lock{disk_->mutex};
  const auto found = disk_->rows.conversations.find(id);
  if (found == disk_->rows.conversations.end()) return std::nullopt;
  return found->second.row;
}

stored<std::vector<stored_message>> reader::history(const conversation_id& id, std::int64_t before, std::size_t limit) {
  const std::lock_guard lock{disk_->mutex};
  std::vector<stored_message> lines;
  const auto found = disk_->rows.conversations.find(id);
  if (found == disk_->rows.conversations.end()) return lines;
  const auto& messages = found->second.messages;
  auto it = before == 0 ? messages.end() : messages.lower_bound(before);
  while (it != messages.begin() && lines.size() < limit) {
    --it;
    lines.push_back(with_delivery(disk_->rows, found->second, it->second));
  }
  std::reverse(lines.begin(), lines.end());
  return lines;
}

stored<std::vector<pending_cause>> reader::pending(const conversation_id& id, std::size_t limit) {
  const std::lock_guard lock{disk_->mutex};
  std::vector<pending_cause> causes;
  const auto& index = disk_->rows.inbox_by_conversation;
  for (auto it = index.lower_bound({id, inbox_id{}}); it != index.end() && it->first == id && causes.size() < limit;
       ++it)
    causes.push_back(disk_->rows.inbox.at(it->second).cause);
  return causes;
}

stored<std::optional<conversation_id>> reader::find_by_user_id(channel_id channel, const std::string& user_id) {
  const std::lock_guard lock{disk_->mutex};
  const auto found = disk_->rows.aliases.find({channel, user_id});
  if (found == disk_->rows.aliases.end()) return std::nullopt;
  return found->second;
}

stored<std::vector<timer_row>> reader::timers_of(const conversation_id& id) {
  const std::lock_guard lock{disk_->mutex};
  std::vector<timer_row> timers;
  const auto& all = disk_->rows.timers;
  for (auto it = all.lower_bound({id, {}}); it != all.end() && it->first.conversation == id; ++it)
    timers.push_back(it->second);
  return timers;
}

stored<std::vector<outbox_row>> reader::outbox_of(const conversation_id& id) {
  const std::lock_guard lock{disk_->mutex};
  std::vector<outbox_row> bubbles;
  const auto& all = disk_->rows.outbox;
  for (auto it = all.lower_bound({id, 0, 0}); it != all.end() && it->first.conversation == id; ++it)
    bubbles.push_back(it->second.row);
  return bubbles;
}

} // namespace charla::store::memory
