#pragma once

#include "flows/decide.hpp"
#include "io/api/endpoint.hpp"

/// The tenant's flows as the engine would have them, for deciding without doing.
namespace charla::api {

/// Every version that can be read and compiled, those that are live by precedence: the latest first.
struct tenant_flows {
  std::vector<std::shared_ptr<const flows::program>> versions;
  std::vector<flows::flow_version> live;

  [[nodiscard]] flows::catalog catalog() const { return {versions, live}; }
  /// As if `draft` had just gone live in place of its flow's live version.
  [[nodiscard]] flows::catalog with(std::shared_ptr<const flows::program> draft) const;
};
[[nodiscard]] tl::expected<tenant_flows, problem> read_tenant_flows(const call& c);

/// What the tenant allows on this channel. Errors: 503 while the directory has not been read.
[[nodiscard]] tl::expected<flows::rules, problem> rules_on(const call& c, std::string_view channel_key);

/// A graph made ready to be tried. Errors: 422 with everything that is wrong, below `field`.
[[nodiscard]] tl::expected<std::shared_ptr<const flows::program>, problem>
compile_draft(const call& c, const ports::flow_row& as, std::string_view field);

/// `"trace":[{node, what, detail}…]`
void write_trace(json::writer& w, const std::vector<flows::trace_line>& trace);
/// One bubble: `{type, text, line, content}`; `line` is what tests of flows are written in.
void write_bubble(json::writer& w, const ports::codec& codec, const flows::content& body);

} // namespace charla::api
