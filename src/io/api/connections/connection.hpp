#pragma once

#include "io/api/body.hpp"
#include "io/api/endpoint.hpp"

/// Credentials of other services: read from a body, written without their secrets.
namespace charla::api {

/// A connection with what is in it, by member.
struct known_connection {
  ports::connection_row row;
  std::map<std::string, std::string> has;

  /// Empty when there is none of that name.
  [[nodiscard]] std::string at(const std::string& name) const;
};

/// The tenant's, by kind. One whose details cannot be read is a store's failure.
[[nodiscard]] tl::expected<std::vector<known_connection>, problem> connections_of_tenant(const call& c);
/// The one that `{kind}` names; 404 when there is none of that kind.
[[nodiscard]] tl::expected<known_connection, problem> find_connection(const call& c);
/// What the body makes of `{kind}`: secrets that it leaves out are those of before, if there is one.
[[nodiscard]] tl::expected<known_connection, problem> read_connection(const call& c,
                                                                      const std::optional<known_connection>& before);
/// One JSON object: of secrets whether there is one, and the last four characters.
void write_connection(json::writer& w, const known_connection& k);

/// Whether this program knows such connections.
[[nodiscard]] bool is_connection_kind(std::string_view kind);

/// Tries the connection that `{kind}` names, and answers what came of it.
void test_connection(call& c, const ports::responder_ptr& done);

} // namespace charla::api
