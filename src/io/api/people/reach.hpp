#pragma once

#include "io/api/endpoint.hpp"

namespace charla::api {

/// A conversation of a contact, with the channel it is on.
struct reached {
  ports::channel_access channel;
  ports::conversation_row row;
};

/// Every conversation of the contact: one a channel and address at most, over all channels of the tenant.
[[nodiscard]] tl::expected<std::vector<reached>, problem> conversations_of(const call& c, const flows::contact_id& id);

/// Lets the actors of these conversations leave memory, so that the next message finds what the store has now.
/// @param then called once, with how many there were; at once when none is in memory.
void let_go(const context_ptr& house,
            const std::vector<flows::conversation_id>& which,
            std::function<void(std::size_t)> then);

} // namespace charla::api
