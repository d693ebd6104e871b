#include "io/api/presence.hpp"

namespace charla::api {

std::int64_t presence_room::enter() {
  const std::lock_guard lock{mutex_};
  seats_.emplace(++last_, seat{});
  return last_;
}

void presence_room::leave(std::int64_t socket) {
  const std::lock_guard lock{mutex_};
  seats_.erase(socket);
}

void presence_room::here(std::int64_t socket, flows::tenant_id tenant, presence where, std::int64_t now_ms) {
  const std::lock_guard lock{mutex_};
  const auto found = seats_.find(socket);
  if (found != seats_.end()) found->second = {tenant, std::move(where), now_ms};
}

std::map<std::string, presence> presence_room::of(flows::tenant_id tenant, std::int64_t now_ms) const {
  std::map<std::string, presence> out;
  const std::lock_guard lock{mutex_};
  for (const auto& [socket, s] : seats_)
    if (s.said_ms && s.tenant == tenant && now_ms - *s.said_ms < good_for_ms)
      out.emplace(std::to_string(s.where.user.value()) + '/' + std::to_string(socket), s.where);
  return out;
}

} // namespace charla::api
