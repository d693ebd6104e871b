#pragma once

#include "sim/surroundings.hpp"

#include <functional>

namespace charla::sim {

/// The provider's webhooks on their way to our door: in any order, some twice, each again until somebody answers 200.
class wire {
public:
  explicit wire(surroundings& around) : around_(around) {}

  /// @param known what the client's log says of it once it has been answered with 200.
  void post(ports::routed_event event, acknowledged known);
  /// Takes some of what is on its way to the door, in one webhook.
  void deliver(ports::engine& door);
  /// The process has died: every open connection with it.
  void hang_up();

  [[nodiscard]] bool empty() const noexcept { return letters_.empty(); }
  [[nodiscard]] std::size_t size() const noexcept { return letters_.size(); }
  [[nodiscard]] std::size_t open_events() const noexcept { return open_events_; }

private:
  struct letter {
    std::uint64_t number = 0;
    ports::routed_event event;
    acknowledged known;
    timestamp not_before;
    bool open = false; ///< at the door, not answered yet
    bool told = false; ///< in the client's log already
  };

  void answered(const std::vector<std::uint64_t>& numbers, ports::accept_outcome how);

  surroundings& around_;
  std::vector<letter> letters_;
  std::uint64_t last_number_ = 0;
  std::uint64_t connections_ = 0; ///< counts up when the process dies: an answer on an old one is not heard
  std::size_t open_events_ = 0;
};

} // namespace charla::sim
