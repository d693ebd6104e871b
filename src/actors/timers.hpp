#pragma once

#include "actors/base.hpp"
#include "actors/wiring.hpp"

#include <map>
#include <unordered_map>

namespace charla::actors {

/// The durable timers of the next minutes, in memory. It may lose everything at any time: what is due is found again in
/// the store, and a timer that fires twice is consumed once (protocol §2.6).
class timers : public actor_base {
public:
  timers(caf::actor_config& cfg, const services& with, wiring& who);
  caf::behavior make_behavior() override;

private:
  using key = std::pair<flows::conversation_id, std::string>;
  struct key_hash {
    std::size_t operator()(const key& k) const noexcept {
      return std::hash<flows::conversation_id>{}(k.first) ^ std::hash<std::string>{}(k.second);
    }
  };
  using wheel = std::multimap<timestamp, ports::timer_row>;

  void arm(const ports::timer_row& row);
  void disarm(const flows::conversation_id& conversation, const std::string& name);
  void read_window();
  void fire_due();

  const services& with_;
  wiring& who_;
  wheel wheel_;
  std::unordered_map<key, wheel::iterator, key_hash> armed_;
  /// Fired a moment ago and perhaps not yet consumed: generation and time. Keeps a page of the store from firing it
  /// twice.
  std::unordered_map<key, std::pair<std::int64_t, std::int64_t>, key_hash> fired_;
  timestamp window_end_{};
  std::int64_t next_read_ms_ = 0;
};

} // namespace charla::actors
