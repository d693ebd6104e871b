#pragma once

#include "io/api/body.hpp"
#include "io/api/endpoint.hpp"
#include "io/json/credentials.hpp"

/// What a channel of each provider needs.
namespace charla::api {

/// Where its provider answers. Never the caller's to choose: it would be a way into our own network.
[[nodiscard]] std::string base_url_of(const call& c, const ports::channel_row& row);

/// Notes in the body what a channel that goes live does not have yet.
void check_live(const call& c, body& b, const ports::channel_row& row, const json::credentials& secrets);

/// Reads `settings`, which take the place of those before; what is absent has its default.
void read_settings(body& b, ports::channel_row& row);

/// The number and the secrets of a channel that is only simulated: made up.
[[nodiscard]] json::credentials make_up(const call& c, ports::channel_row& row);

} // namespace charla::api
