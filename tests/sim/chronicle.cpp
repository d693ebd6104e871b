#include "sim/chronicle.hpp"

#include <iostream>

namespace charla::sim {

namespace {

constexpr std::size_t lines_kept = 60;
constexpr std::int64_t begin_ms = 1'767'300'000'000; ///< where the hand clock begins

} // namespace

void chronicle::mix(std::string_view bytes) {
  for (const auto c : bytes)
    hash_ = (hash_ ^ static_cast<unsigned char>(c)) * 1'099'511'628'211U;
}

void chronicle::say(flows::timestamp at, const std::string& what) {
  auto line = std::to_string(flows::to_unix_ms(at) - begin_ms) + " ms  " + what;
  mix(line);
  if (aloud_) std::cout << line << '\n';
  lines_.push_back(std::move(line));
  if (lines_.size() > lines_kept) lines_.pop_front();
}

void chronicle::stir(std::uint64_t number) { mix({reinterpret_cast<const char*>(&number), sizeof number}); }

std::string brief(const flows::conversation_id& id) { return to_string(id.value()).substr(0, 8); }
std::string brief(const flows::out_id& out) {
  return brief(out.conversation) + ':' + std::to_string(out.version) + ':' + std::to_string(out.index);
}

} // namespace charla::sim
