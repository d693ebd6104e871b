#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace charla::api {

/// Why a tenant's URL cannot be told anything: a stable reason and what to do.
struct url_fault {
  std::string reason;
  std::string hint;
};

/// Looks at the text alone; where the name leads is looked at when the connection is made (`tenant_url`).
/// @param anywhere http:// and private hosts are allowed (`engine.webhooks_anywhere`).
[[nodiscard]] std::optional<url_fault> fault_of(std::string_view url, bool anywhere);

} // namespace charla::api
