#pragma once

#include "io/api/body.hpp"
#include "io/api/endpoint.hpp"

namespace charla::api {

/// What a message says: `type` (the name that `flows::type_name` gives, `text` when absent) and the member of that
/// type: `text`, `template`, `media`, `location`, `contacts`, `reaction` or `interactive`. What is wrong stays in the
/// body; what a provider refuses is asked of the provider (`refused_by`).
[[nodiscard]] flows::content read_content(const call& c, body& b);

/// Why the provider would not take it, told by the field of the request; nullopt when it would.
/// @param to,reply_to as they will be sent.
[[nodiscard]] std::optional<field_error> refused_by(const ports::provider& speaks,
                                                    const ports::channel_access& channel,
                                                    const flows::address& to,
                                                    const flows::content& what,
                                                    const std::string& reply_to);

/// The member that carries a content of this type: `media` of an `image`, `interactive` of a `list`.
[[nodiscard]] std::string_view member_of(const flows::content& what);

/// A bubble that can be tapped, from the member `interactive`.
[[nodiscard]] flows::interactive_content
read_interactive(const call& c, body& b, flows::interactive_content::form form);

/// A file by `asset`, `media_id` or `url`: one of them.
/// @param part its members; those of a bubble of its own only with `alone`.
[[nodiscard]] flows::media_content read_media(const call& c, body& part, flows::media_kind kind, bool alone);

} // namespace charla::api
