#include "io/log/ring.hpp"

#include "io/log/escape.hpp"

namespace charla::log {

namespace {

/// How a line with that correlation id has it.
std::string member_of(const std::string& correlation_id) {
  if (correlation_id.empty()) return {};
  std::string member = "\"correlation_id\":";
  append_quoted(member, correlation_id);
  return member;
}

} // namespace

void ring::keep(flows::timestamp at, ports::log_level level, std::string_view event, std::string text) {
  if (!text.empty() && text.back() == '\n') text.pop_back();
  const std::lock_guard lock{mutex_};
  lines_.push_back({++last_, at, level, std::string{event}, std::move(text)});
  if (lines_.size() > lines_max) lines_.pop_front();
}

std::vector<ports::kept_line> ring::newest(const ports::line_filter& f, std::int64_t before, std::size_t limit) const {
  const auto member = member_of(f.correlation_id);
  const auto wanted = [&](const ports::kept_line& l) {
    return l.level >= f.at_least && l.event.rfind(f.event, 0) == 0 && l.text.find(f.text) != std::string::npos
           && l.text.find(member) != std::string::npos && (before == 0 || l.id < before);
  };
  std::vector<ports::kept_line> found;
  const std::lock_guard lock{mutex_};
  for (auto l = lines_.rbegin(); l != lines_.rend() && found.size() < limit; ++l)
    if (wanted(*l)) found.push_back(*l);
  return found;
}

} // namespace charla::log
