#pragma once

#include "io/ports/engine.hpp"

#include <memory>

namespace charla::actors {

/// A step that an operator asked for: answered once, by `gone` when the actor ends before the step does.
class step_in_hand {
public:
  using answer = std::shared_ptr<std::function<void(ports::actor_answer)>>;

  step_in_hand() = default;
  step_in_hand(const step_in_hand&) = delete;
  step_in_hand& operator=(const step_in_hand&) = delete;
  ~step_in_hand() { end({false, "gone"}); }

  void begin(answer to) { to_ = std::move(to); }
  [[nodiscard]] bool begun() const noexcept { return to_ != nullptr; }
  /// Does nothing when there is none.
  void end(ports::actor_answer how) {
    if (const auto to = std::exchange(to_, nullptr)) (*to)(how);
  }

private:
  answer to_;
};

} // namespace charla::actors
