#pragma once

#include "flows/ids.hpp"
#include "flows/time.hpp"

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

namespace charla::sim {

/// What happened, line by line, and a fingerprint of all of it: two runs of one seed must have the same.
class chronicle {
public:
  explicit chronicle(bool aloud) : aloud_(aloud) {}

  void say(flows::timestamp at, const std::string& what);
  /// An actor ran: part of the fingerprint, too many for a line each.
  void stir(std::uint64_t number);

  [[nodiscard]] std::uint64_t fingerprint() const noexcept { return hash_; }
  [[nodiscard]] const std::deque<std::string>& last_lines() const noexcept { return lines_; }

private:
  void mix(std::string_view bytes);

  bool aloud_;
  std::uint64_t hash_ = 14'695'981'039'346'656'037U; ///< FNV-1a
  std::deque<std::string> lines_;
};

/// The first eight characters of an id: enough to tell the few conversations of a run apart.
[[nodiscard]] std::string brief(const flows::conversation_id& id);
[[nodiscard]] std::string brief(const flows::out_id& out);

} // namespace charla::sim
