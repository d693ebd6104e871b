#include "io/store/cursor.hpp"
#include "io/store/memory/admin.hpp"

#include <algorithm>

namespace charla::store::memory {

namespace {

/// Its bubble waits or is on its way.
void take(const outbox_row& bubble, task_row& task) {
  task.attempts = bubble.attempt;
  task.not_before = bubble.not_before;
  if (bubble.state != outbox_state::ready)
    task.state = task_state::started;
  else
    task.state = bubble.attempt > 0 ? task_state::retry : task_state::pending;
}

/// Its bubble has met its fate.
void take(const status_record& s, task_row& task) {
  task.delivery = s.status;
  task.provider_id = s.provider_id;
  task.error_code = s.error_code;
  task.error_text = s.error_text;
  if (s.status == message_status::failed)
    task.state = task_state::failure;
  else if (s.status >= message_status::sent)
    task.state = task_state::success;
}

/// No message yet: its cause waits, or could not be decided.
void take_letter(const rows& db, const submission_record& s, task_row& task) {
  for (const auto& [id, letter] : db.letters)
    if (letter.cause && letter.cause->row == s.cause && letter.row.state != "redriven") {
      task.state = task_state::failure;
      task.error_text = letter.row.error;
    }
}

} // namespace

task_row task_of(const rows& db, const submission_record& s) {
  auto task = s.row;
  const auto line = db.by_client_id.find({s.tenant, task.asked.client_id});
  if (line == db.by_client_id.end() || line->second.first != task.conversation) {
    take_letter(db, s, task);
    return task;
  }
  const auto& message = db.conversations.at(task.conversation).messages.at(line->second.second);
  if (!message.row.send) return task;
  task.out = out_id{task.conversation, message.version, *message.row.send};
  if (const auto bubble = db.outbox.find(*task.out); bubble != db.outbox.end())
    take(bubble->second.row, task);
  else if (const auto status = db.statuses.find(*task.out); status != db.statuses.end())
    take(status->second, task);
  return task;
}

stored<std::optional<task_row>> admin::task(tenant_id t, const std::string& client_id) {
  const std::lock_guard lock{disk_->mutex};
  const auto found = disk_->rows.submissions.find({t, client_id});
  if (found == disk_->rows.submissions.end()) return std::nullopt;
  return task_of(disk_->rows, found->second);
}

stored<page<task_row>>
admin::tasks(tenant_id t, std::optional<task_state> state, const std::string& after, std::size_t limit) {
  const auto from = after.empty() ? stored<std::int64_t>{std::numeric_limits<std::int64_t>::max()} : number_from(after);
  if (!from) return tl::make_unexpected(from.error());
  const std::lock_guard lock{disk_->mutex};
  std::vector<task_row> found;
  for (const auto& [key, s] : disk_->rows.submissions) {
    if (s.tenant != t || s.row.id >= *from) continue;
    auto task = task_of(disk_->rows, s);
    if (!state || task.state == *state) found.push_back(std::move(task));
  }
  std::sort(found.begin(), found.end(), [](const task_row& a, const task_row& b) { return a.id > b.id; });
  return to_page(std::move(found), limit, [](const task_row& task) { return task.id; });
}

stored<task_counts> admin::count_tasks(tenant_id t, timestamp since) {
  const std::lock_guard lock{disk_->mutex};
  task_counts counts;
  for (const auto& [key, s] : disk_->rows.submissions)
    if (s.tenant == t && s.row.at >= since)
      ++counts.by_state.at(static_cast<std::size_t>(task_of(disk_->rows, s).state));
  return counts;
}

} // namespace charla::store::memory
