#pragma once

#include "io/api/endpoint.hpp"

namespace charla::api {

/// What a flow that runs must hear of a contact that was `before` and is `after`.
[[nodiscard]] flows::contact_changed contact_notice(const ports::contact_row& before, const ports::contact_row& after);

/// Tells every conversation of the contact (`conversations_of`) and answers with `then` when all of it
/// is durable; else with a problem that asks to send it again. Without conversations it answers at once.
void tell_conversations(const call& c,
                        const ports::contact_row& contact,
                        const flows::contact_changed& change,
                        const ports::responder_ptr& done,
                        ports::http_response then);

} // namespace charla::api
