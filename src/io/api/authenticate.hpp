#pragma once

#include "io/api/context.hpp"
#include "io/api/identity.hpp"
#include "io/api/problem.hpp"

namespace charla::api {

inline constexpr std::chrono::hours session_sliding{12};
inline constexpr std::chrono::hours session_longest{24 * 7};

/// By the address of the connection's other end. A proxy on this machine makes everybody look so: never enough alone
/// where one may stand in front.
[[nodiscard]] bool from_this_machine(const ports::http_request& request);

/// Finds out who asks: `Authorization: Bearer chk_…`, else the session cookie; then for which tenant (`X-Tenant-ID`,
/// R097). Errors: 401 for nobody, 403 for another's tenant or (cookie, unsafe method) another's page, 503.
[[nodiscard]] tl::expected<identity, problem>
authenticate(context& house, ports::store_admin& store, const ports::http_request& request);

/// Refuses what a foreign page sent with the visitor's cookie: unsafe methods need `Sec-Fetch-Site: same-origin` or an
/// `Origin` that is ours (console.md §5).
[[nodiscard]] tl::expected<void, problem> refuse_foreign_page(const context& house, const ports::http_request& request);

/// The same for what browsers send as GET (a WebSocket's upgrade): `Origin` must be there and ours.
[[nodiscard]] tl::expected<void, problem> refuse_foreign_origin(const context& house,
                                                                const ports::http_request& request);

/// A session begins: its row is written, and the cookie to set comes back.
[[nodiscard]] tl::expected<std::string, problem>
begin_session(context& house, ports::store_admin& store, const ports::user_row& user);
/// The cookie that takes the session away from the browser.
[[nodiscard]] std::string expired_cookie(const context& house);

} // namespace charla::api
