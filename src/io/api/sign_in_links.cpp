#include "io/api/sign_in_links.hpp"

#include "io/api/token.hpp"

namespace charla::api {

std::string sign_in_links::make(flows::user_id who) {
  const auto token = to_base64url(crypto_.random_bytes(32));
  const std::lock_guard lock{mutex_};
  const auto now = clock_.now();
  std::erase_if(open_, [&](const auto& e) { return e.second.until <= now; });
  if (open_.size() >= open_max) open_.clear();
  open_[crypto_.sha256(token)] = {who, now + lifetime};
  return "/sign-in/" + token;
}

std::optional<flows::user_id> sign_in_links::redeem(std::string_view token) {
  const std::lock_guard lock{mutex_};
  const auto found = open_.find(crypto_.sha256(token));
  if (found == open_.end()) return std::nullopt;
  const auto link = found->second;
  open_.erase(found);
  if (link.until <= clock_.now()) return std::nullopt;
  return link.who;
}

} // namespace charla::api
