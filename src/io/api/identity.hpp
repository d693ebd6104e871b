#pragma once

#include "io/api/rights.hpp"
#include "io/ports/crypto.hpp"

namespace charla::api {

/// Who asks, and for which tenant.
struct identity {
  enum class means : std::uint8_t { nobody, cookie, key };

  means by = means::nobody;
  flows::tenant_id tenant; ///< the one the request works on
  std::optional<flows::user_id> user;
  std::int32_t key = 0;
  ports::role what = ports::role::analyst; ///< of a user
  std::vector<std::string> scopes;         ///< of a key
  std::int32_t rate_per_minute = 0;        ///< requests of a key; 0: without limit
  std::string email;                       ///< of a user
  std::string name;                        ///< as history lines and the audit show it
  bool runs_installation = false;          ///< owner of the first tenant: may choose any tenant
  ports::hash256 session{};                ///< of a cookie

  [[nodiscard]] bool may(right r) const;
  [[nodiscard]] std::string audit_name() const;
};

} // namespace charla::api
