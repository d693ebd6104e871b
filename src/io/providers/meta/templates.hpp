#pragma once

#include "io/json/reader.hpp"
#include "io/ports/provider.hpp"

/// Message templates at Graph, and the form that its partners take over.
namespace charla::meta {

/// A page of a hundred of the account's templates. Errors: `channel.account_id` (the channel does not have it).
[[nodiscard]] flows::result<ports::client_request> list_templates(const ports::channel_access& channel,
                                                                  const std::string& after);
[[nodiscard]] flows::result<ports::template_page> listed(const ports::client_response& response);
/// Errors: `channel.account_id`, `template.components`.
[[nodiscard]] flows::result<ports::client_request> submit_template(const ports::channel_access& channel,
                                                                   const ports::template_row& row);
[[nodiscard]] flows::result<ports::template_row> submitted(ports::template_row row,
                                                           const ports::client_response& response);

/// The components to submit: the row's, else one made of its body. Errors: `template.components`, `template.body`.
[[nodiscard]] flows::result<std::string> components_of(const ports::template_row& row);
/// Fills in `components`, and what follows from them: `body` and `variables`.
void put_components(ports::template_row& row, json::value components);

} // namespace charla::meta
