#pragma once

#include <caf/actor.hpp>
#include <caf/actor_cast.hpp>
#include <caf/send.hpp>

#include <memory>
#include <mutex>
#include <type_traits>

/// How actors find each other. Nobody holds another actor's handle: a restarted actor is a new handle, and CAF bounces
/// nothing that is sent to the old one. A `ref` points at a slot that the supervisor fills again after each restart.
namespace charla::actors {

/// The messages an actor understands; `ref<accepts<A, B>>` refuses everything else at compile time.
template <class... Messages>
struct accepts {
  template <class M>
  static constexpr bool understands = (std::is_same_v<M, Messages> || ...);
};

/// Where the present incarnation of one actor stands. Thread-safe.
class slot {
public:
  void fill(caf::actor incarnation) {
    const std::lock_guard lock{mutex_};
    present_ = std::move(incarnation);
  }
  [[nodiscard]] caf::actor present() const {
    const std::lock_guard lock{mutex_};
    return present_;
  }

private:
  mutable std::mutex mutex_;
  caf::actor present_;
};

template <class Protocol>
class ref {
public:
  ref() : slot_(std::make_shared<slot>()) {}

  /// Sends without a sender: answers travel as messages of their own to a `ref` or a handle inside the message. While
  /// the actor is being restarted the message is dropped; whoever needs certainty reads the store again.
  template <class M>
  requires(Protocol::template understands<std::decay_t<M>>) void tell(M&& message) const {
    if (const auto to = slot_->present()) caf::anon_send(to, std::forward<M>(message));
  }
  /// The same, before what waits in its mailbox already: for what somebody waits for, where much that nobody waits for
  /// may stand before it. Messages sent so may overtake those of `tell`.
  template <class M>
  requires(Protocol::template understands<std::decay_t<M>>) void tell_first(M&& message) const {
    if (const auto to = slot_->present()) caf::anon_send<caf::message_priority::high>(to, std::forward<M>(message));
  }
  [[nodiscard]] const std::shared_ptr<slot>& where() const noexcept { return slot_; }

private:
  std::shared_ptr<slot> slot_;
};

} // namespace charla::actors
