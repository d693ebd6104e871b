#include "actors/letter_alarm.hpp"

#include <algorithm>

namespace charla::actors {

bool letter_alarm::is_news(flows::tenant_id tenant, const std::string& reason, std::int64_t boot_ms) {
  const std::lock_guard lock{mutex_};
  const auto [found, first] = told_.try_emplace({tenant, reason}, boot_ms);
  if (!first && boot_ms - found->second < every_ms) return false;
  found->second = boot_ms;
  if (told_.size() > remembered_max)
    told_.erase(
        std::min_element(told_.begin(), told_.end(), [](const auto& a, const auto& b) { return a.second < b.second; }));
  return true;
}

ports::system_event letter_event(flows::tenant_id tenant,
                                 const std::string& reason,
                                 const flows::conversation_id& where,
                                 flows::timestamp now) {
  std::string plain; // the metadata is JSON, and a reason may be anything
  for (const char c : reason)
    if (c >= ' ' && c != '"' && c != '\\' && static_cast<unsigned char>(c) < 0x7F) plain += c;
  ports::system_event e;
  e.tenant = tenant;
  e.at = now;
  e.level = "error";
  e.type = "dead_letter";
  e.message = "Something could not be processed (" + plain
              + ") and waits among the failed messages. More of the same "
                "are not reported for an hour.";
  e.metadata = R"({"reason":")" + plain + R"(","conversation_id":")" + flows::to_string(where.value()) + "\"}";
  return e;
}

} // namespace charla::actors
