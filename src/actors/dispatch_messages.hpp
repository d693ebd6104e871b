#pragma once

#include "io/ports/engine.hpp"

#include <caf/actor.hpp>
#include <caf/allowed_unsafe_message_type.hpp>

/// What the dispatcher of outgoing webhooks says and is told. Part of messages.hpp, where the protocols stand.
namespace charla::actors {

/// What may be told now, a page of subscriptions after `after`.
struct read_due {
  ports::webhook_id after;
  flows::timestamp now;
  std::uint64_t token = 0;
  caf::actor dispatcher;
};
struct due_read {
  std::uint64_t token = 0;
  std::vector<ports::due_deliveries> page;
  bool failed = false;
};
/// A page has at most so many subscriptions, each with at most so many deliveries.
inline constexpr std::size_t due_subscriptions_max = 64;
inline constexpr std::size_t due_each_max = 16;

/// How a try ended, and what the tenant is told of it, if anything.
struct note_delivery {
  ports::delivery_fact fact;
  std::optional<ports::system_event> event;
  caf::actor dispatcher;
};
struct delivery_noted {
  ports::webhook_id webhook;
  flows::uuid id;
};
struct forget_deliveries {
  flows::timestamp delivered;
  flows::timestamp all;
};
/// A commit has made deliveries: do not wait for the next sweep.
struct deliveries_wait {};

struct subscriber_answered {
  ports::webhook_id webhook;
  flows::uuid id;
  std::uint64_t call = 0;
  ports::client_response response;
};
using subscriber_answered_ptr = std::shared_ptr<const subscriber_answered>;

} // namespace charla::actors

#define CHARLA_LOCAL_MESSAGE(name) CAF_ALLOW_UNSAFE_MESSAGE_TYPE(charla::actors::name)
CHARLA_LOCAL_MESSAGE(read_due)
CHARLA_LOCAL_MESSAGE(due_read)
CHARLA_LOCAL_MESSAGE(note_delivery)
CHARLA_LOCAL_MESSAGE(delivery_noted)
CHARLA_LOCAL_MESSAGE(forget_deliveries)
CHARLA_LOCAL_MESSAGE(deliveries_wait)
CHARLA_LOCAL_MESSAGE(subscriber_answered_ptr)
#undef CHARLA_LOCAL_MESSAGE
