#include "io/api/live/table.hpp"

#include <algorithm>

namespace charla::api::live {

void add(ops& all, op next) {
  if (next.what != op::kind::patch) std::erase_if(all, [&](const op& o) { return o.key == next.key; });
  all.push_back(std::move(next));
}

ops difference(std::map<std::string, std::string>& known, const snapshot& next) {
  ops out;
  std::map<std::string, std::string> now;
  for (const auto& i : next.items) {
    const auto before = known.find(i.key);
    if (before == known.end() || before->second != i.value) out.push_back({op::kind::put, i.key, i.value});
    now[i.key] = i.value;
  }
  for (const auto& [key, value] : known)
    if (now.count(key) == 0) out.push_back({op::kind::del, key, {}});
  known = std::move(now);
  return out;
}

} // namespace charla::api::live
