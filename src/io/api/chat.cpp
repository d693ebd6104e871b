#include "io/api/chat.hpp"

#include <algorithm>

namespace charla::api {

void chat::on_change(const ports::feed_change_ptr& change) {
  turn came;
  {
    const std::lock_guard lock{mutex_};
    if (over_) return;
    if (const auto* m = std::get_if<ports::message_added>(&change->what);
        m != nullptr && m->conversation == conversation_ && m->message.provider_id == message_id_)
      version_ = m->version;
    const auto* c = std::get_if<ports::conversation_changed>(&change->what);
    if (c == nullptr || c->row.id != conversation_ || version_ == 0 || c->row.version < version_) return;
    came = {version_, c->row.mode == flows::control_mode::bot};
    version_ = 0; // once
  }
  ready_(came);
}

bool chat::end() {
  const std::lock_guard lock{mutex_};
  return !std::exchange(over_, true);
}

bool chat_room::add(std::shared_ptr<chat> c, std::int64_t until_ms, gone too_late) {
  const std::lock_guard lock{mutex_};
  if (waiting_.size() >= waiting_max) return false;
  waiting_.push_back({std::move(c), until_ms, std::move(too_late)});
  return true;
}

void chat_room::remove(const chat* c) {
  const std::lock_guard lock{mutex_};
  waiting_.remove_if([&](const entry& e) { return e.who.get() == c; });
}

bool chat_room::expire(std::int64_t now_ms) {
  std::list<entry> late;
  bool more = false;
  {
    const std::lock_guard lock{mutex_};
    for (auto e = waiting_.begin(); e != waiting_.end();) {
      const auto here = e++;
      if (here->until_ms <= now_ms) late.splice(late.end(), waiting_, here);
    }
    more = !waiting_.empty();
    if (!more) watched_ = false;
  }
  for (const auto& e : late)
    e.too_late();
  return more;
}

bool chat_room::begin_watch() {
  const std::lock_guard lock{mutex_};
  return !std::exchange(watched_, true);
}

} // namespace charla::api
