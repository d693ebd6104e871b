#include "io/api/flow/tenant_flows.hpp"

#include "flows/check/line_of.hpp"
#include "io/json/flow_versions.hpp"

#include <algorithm>

namespace charla::api {

flows::catalog tenant_flows::with(std::shared_ptr<const flows::program> draft) const {
  const auto id = draft->version().flow;
  std::vector<flows::flow_version> order{draft->version()};
  std::copy_if(live.begin(), live.end(), std::back_inserter(order), [&](const auto& v) { return v.flow != id; });
  auto all = versions;
  all.push_back(std::move(draft));
  return {all, order};
}

tl::expected<tenant_flows, problem> read_tenant_flows(const call& c) {
  const auto rows = c.store().flows(c.who.tenant);
  if (!rows) return refuse(store_failed(rows.error()));
  auto made = json::compile_versions(*rows, c.house.with.codec);
  return tenant_flows{std::move(made.ready), std::move(made.live)};
}

tl::expected<flows::rules, problem> rules_on(const call& c, std::string_view channel_key) {
  const auto known = c.house.channels.get();
  const auto* tenant = known ? known->find(c.who.tenant) : nullptr;
  if (tenant == nullptr) return refuse(unavailable("The tenant's rules have not been read yet."));
  flows::rules r;
  r.memory = static_cast<std::size_t>(std::max(0, tenant->memory));
  r.human_override = flows::milliseconds{tenant->human_override_ms};
  r.language = tenant->locale;
  r.hours = tenant->business_hours;
  r.channel = channel_key;
  if (c.house.with.posix_zone)
    if (auto zone = c.house.with.posix_zone(tenant->timezone)) r.zone = *std::move(zone);
  return r;
}

tl::expected<std::shared_ptr<const flows::program>, problem>
compile_draft(const call& c, const ports::flow_row& as, std::string_view field) {
  const auto path = [&](const std::string& where) {
    return where.empty() ? std::string{field} : std::string{field} + "." + where;
  };
  auto flow = c.house.with.codec.decode_flow(as.graph);
  if (!flow) return refuse(invalid(path(flow.error().where), flow.error().code, flow.error().what));
  flow->id = as.id;
  flow->version = as.version;
  flow->tenant = as.tenant;
  if (flow->name.empty()) flow->name = as.name;
  auto made = flows::compile(*std::move(flow));
  if (made.ready) return std::move(made.ready);
  std::vector<field_error> errors;
  for (const auto& e : made.problems)
    errors.push_back({path(e.where), e.code, e.what});
  return refuse(invalid(std::move(errors)));
}

void write_trace(json::writer& w, const std::vector<flows::trace_line>& trace) {
  w.key("trace").begin_array();
  for (const auto& t : trace)
    w.begin_object().member("node", t.node).member("what", t.what).member("detail", t.detail).end_object();
  w.end_array();
}

void write_bubble(json::writer& w, const ports::codec& codec, const flows::content& body) {
  w.begin_object().member("type", flows::type_name(body)).member("text", flows::plain_text(body));
  w.member("line", flows::check::line_of(body)).key("content").raw(codec.encode(body)).end_object();
}

} // namespace charla::api
