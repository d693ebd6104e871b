#pragma once

#include "io/api/body.hpp"
#include "io/api/endpoint.hpp"

/// What the routes of flows share.
namespace charla::api {

inline constexpr std::size_t graph_max = 1 << 20;

/// The flow that `{id}` names, with its draft. Errors: 404 when it is unknown or another tenant's.
[[nodiscard]] tl::expected<ports::flow_draft_row, problem> find_draft(const call& c);
/// The version of this flow. Errors: 404.
[[nodiscard]] tl::expected<ports::flow_row, problem>
find_version(const call& c, const ports::flow_draft_row& of, std::int64_t version);
/// The version that the parameter `{n}` names. Errors: 404.
[[nodiscard]] tl::expected<ports::flow_row, problem> find_version_in_path(const call& c,
                                                                          const ports::flow_draft_row& of);

/// 409: somebody has saved meanwhile. Says who, and the present revision.
[[nodiscard]] problem stale(const ports::flow_draft_row& present);
/// Errors: 409 while the flow is archived.
[[nodiscard]] tl::expected<void, problem> refuse_archived(const ports::flow_draft_row& f);

/// A flow without its graph: what lists show.
void write_head(json::writer& w, const ports::flow_draft_row& f);
/// A flow with its draft and what is to be said of it.
[[nodiscard]] answer show_draft(const call& c, const ports::flow_draft_row& f);
/// One version with its graph, and the flow's present draft beside it.
[[nodiscard]] ports::http_response show_version(const ports::flow_row& v, const ports::flow_draft_row& f);

} // namespace charla::api
