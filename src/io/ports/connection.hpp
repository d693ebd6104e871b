#pragma once

#include "io/ports/stored.hpp"

#include <chrono>
#include <functional>

/// Credentials of other services that a tenant uses (R152).
namespace charla::ports {

/// One a (tenant, kind). What is in it is JSON, and sealed (AES-256-GCM) before it reaches any table.
struct connection_row {
  tenant_id tenant;
  std::string kind;    ///< `tienda_nube` | `smtp`
  std::string details; ///< JSON object of texts and numbers; sealed at rest
  timestamp created_at;
  timestamp updated_at;
};

class connection_admin {
public:
  virtual ~connection_admin() = default;
  virtual stored<std::vector<connection_row>> connections(tenant_id t) = 0; ///< by kind
  /// Adds it, or replaces the one of its kind, whose `created_at` stays.
  virtual stored<void> put_connection(const connection_row& c) = 0;
  virtual stored<bool> delete_connection(tenant_id t, const std::string& kind) = 0;
};

/// How to reach a mail server.
struct mail_server {
  enum class protection : std::uint8_t { none, starttls, tls };
  std::string host;
  std::uint16_t port = 587;
  std::string user; ///< empty: it asks for none
  std::string password;
  protection security = protection::starttls;
  std::chrono::milliseconds timeout{10'000}; ///< of the whole attempt
  bool private_too = false;                  ///< may lie at a private address
};

struct mail_answer {
  bool ok = false;
  std::string detail; ///< for people: what is wrong and what to do; holds no secret
  std::chrono::milliseconds took{0};
};

/// Signs in at mail servers. `done` is called exactly once, on any thread: it must not block.
class mail_checker {
public:
  virtual ~mail_checker() = default;
  /// Connects, protects the line, signs in, says NOOP and leaves; no mail is sent.
  virtual void check(mail_server at, std::function<void(mail_answer)> done) = 0;
};

} // namespace charla::ports
