#pragma once

struct sockaddr;

namespace charla::client {

/// True for addresses that a URL chosen by a tenant must not reach: loopback, private, link-local, carrier-grade NAT,
/// unique local, multicast, documentation, reserved; also when mapped into IPv6. Asked about the address that was
/// resolved, so that a name cannot lie. Sources: RFC 6890 (special-purpose registries), RFC 6598, RFC 4193.
[[nodiscard]] bool is_private(const sockaddr& address);

} // namespace charla::client
