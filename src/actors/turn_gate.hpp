#pragma once

#include "flows/ids.hpp"
#include "flows/policy/fair_queue.hpp"

#include <caf/actor.hpp>

#include <mutex>
#include <unordered_map>

namespace charla::actors {

/// Turns between deciding and their commit: at most so many, so that a flood of one tenant does not fill the writers'
/// mailboxes before another tenant's single message. Who waits is served tenant by tenant. A turn in which a person
/// acts never waits. Thread-safe.
class turn_gate {
public:
  /// @param turns_max in flight at a time; protocol §5 gives a commit lane 256.
  explicit turn_gate(std::size_t turns_max) : turns_max_(turns_max) {}

  /// A place among the turns in flight, or in the queue for one; gives it back when it is destroyed, so that an actor
  /// that dies holds nothing.
  class ticket {
  public:
    ticket() = default;
    ticket(turn_gate* gate, std::uint64_t number) : gate_(gate), number_(number) {}
    ticket(const ticket&) = delete;
    ticket& operator=(const ticket&) = delete;
    ticket(ticket&& other) noexcept : gate_(std::exchange(other.gate_, nullptr)), number_(other.number_) {}
    ticket& operator=(ticket&& other) noexcept {
      if (this != &other) {
        give_back();
        gate_ = std::exchange(other.gate_, nullptr);
        number_ = other.number_;
      }
      return *this;
    }
    ~ticket() { give_back(); }
    void give_back() {
      if (auto* gate = std::exchange(gate_, nullptr)) gate->leave(number_);
    }
    [[nodiscard]] bool held() const noexcept { return gate_ != nullptr; }
    [[nodiscard]] std::uint64_t number() const noexcept { return number_; }

  private:
    turn_gate* gate_ = nullptr;
    std::uint64_t number_ = 0;
  };

  /// Asks for a place. `second`: it is there already; otherwise `who` is told `turn_granted` with the ticket's number.
  [[nodiscard]] std::pair<ticket, bool> enter(flows::tenant_id tenant, const caf::actor& who, bool at_once);
  [[nodiscard]] std::size_t waiting() const;
  [[nodiscard]] std::size_t in_flight() const;

private:
  struct waiter {
    std::uint64_t number = 0;
    caf::actor who;
  };
  void leave(std::uint64_t number);
  [[nodiscard]] std::optional<waiter> next();

  const std::size_t turns_max_;
  mutable std::mutex mutex_;
  std::uint64_t last_ = 0;
  std::unordered_map<std::uint64_t, bool> places_; ///< by ticket: true in flight, false waiting
  flows::policy::fair_queue<flows::tenant_id, waiter> queue_{1};
  std::size_t in_flight_ = 0;
  std::size_t waiting_count_ = 0;
};

} // namespace charla::actors
