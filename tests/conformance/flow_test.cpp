#include "fixture.hpp"

#include <algorithm>

using namespace charla::conformance;

namespace {

tenant_id new_tenant(opened& o, const std::string& name) {
  tenant_row t;
  t.name = name;
  return o.admin->add_tenant(t)->id;
}

flow_draft_row welcome(tenant_id t) {
  flow_draft_row f;
  f.tenant = t;
  f.name = "bienvenida";
  f.graph = R"({"nodes":{}})";
  f.tests = R"([{"name":"hola"}])";
  f.changed_by = "ana@example.com";
  f.created_at = long_ago;
  f.changed_at = long_ago;
  return f;
}

/// Publishes the flow's next version; its number.
std::int32_t publish(opened& o, tenant_id t, flow_id id) {
  flow_row v;
  v.id = id;
  v.tenant = t;
  v.name = "bienvenida";
  v.graph = R"({"nodes":{"a":{}}})";
  v.created_at = long_ago;
  return o.admin->add_flow_version(v).value().version;
}

flow_draft_row draft_of(opened& o, tenant_id t, flow_id id) { return o.admin->flow_draft(t, id)->value(); }

/// A run of (flow, version) that a turn of conversation `n` leaves in that status.
void with_run(opened& o, tenant_id t, std::uint32_t n, std::int64_t version, const flow_version& f, run_status s) {
  const auto c = conversation_no(n);
  auto turn = turn_on(o, c, n * 10 + static_cast<std::uint32_t>(version), version,
                      {o.add_cause(c, std::to_string(n) + "/" + std::to_string(version))});
  turn.summary.tenant = t;
  turn.runs.push_back({1, f, s, "a", "", long_ago, std::nullopt, "{}"});
  REQUIRE(o.commit(turn) == verdict::ok);
}

} // namespace

TEST_CASE("a flow's draft is saved over the revision that was seen, and only over that", "[store][flows]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto t = new_tenant(o, "one");
  const auto other = new_tenant(o, "two");
  CHECK(o.admin->flow_drafts(t)->empty());
  CHECK(o.admin->add_flow(welcome(tenant_id{999})).error().code == store_errc::data);
  auto f = o.admin->add_flow(welcome(t)).value();
  CHECK(f.id.value() > 0);
  CHECK(f.revision == 1);
  CHECK(f.newest == 0);
  CHECK_FALSE(f.live);
  CHECK(o.admin->flows(t)->empty()); // a draft is no version

  const auto mine = f;
  f.name = "saludo";
  f.graph = R"({"nodes":{"b":{}}})";
  f.tests = "[]";
  f.archived = true;
  f.changed_by = "beto@example.com";
  f.changed_at = far_ahead;
  CHECK(o.admin->save_flow(f).value() == 2);
  CHECK_FALSE(*o.admin->save_flow(mine)); // somebody has saved meanwhile
  auto foreign = f;
  foreign.revision = 2;
  foreign.tenant = other;
  CHECK_FALSE(*o.admin->save_flow(foreign));
  auto nobody = f;
  nobody.id = flow_id{999};
  CHECK_FALSE(*o.admin->save_flow(nobody));

  o.reopen();
  const auto kept = draft_of(o, t, f.id);
  CHECK(kept.name == "saludo");
  CHECK(kept.graph == R"({"nodes":{"b":{}}})");
  CHECK(kept.tests == "[]");
  CHECK(kept.archived);
  CHECK(kept.revision == 2);
  CHECK(kept.changed_by == "beto@example.com");
  CHECK(kept.changed_at == far_ahead);
  CHECK(kept.created_at == long_ago);
  CHECK_FALSE(*o.admin->flow_draft(other, f.id));
  CHECK(o.admin->flow_drafts(other)->empty());
  const auto second = o.admin->add_flow(welcome(t)).value();
  const auto all = o.admin->flow_drafts(t).value();
  REQUIRE(all.size() == 2);
  CHECK(all[0].id == f.id);
  CHECK(all[1].id == second.id);
}

TEST_CASE("a version of a flow that is not there yet makes the flow, with the same draft", "[store][flows]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto t = new_tenant(o, "one");
  const auto drafted = o.admin->add_flow(welcome(t)).value();
  flow_row v;
  v.tenant = t;
  v.name = "ejemplo";
  v.graph = R"({"nodes":{"a":{}}})";
  v.created_by = "charla";
  v.created_at = long_ago;
  const auto made = o.admin->add_flow_version(v).value();
  CHECK(made.version == 1);
  CHECK(made.id != drafted.id);
  const auto draft = draft_of(o, t, made.id);
  CHECK(draft.name == "ejemplo");
  CHECK(draft.graph == v.graph);
  CHECK(draft.tests == "[]");
  CHECK(draft.revision == 1);
  CHECK(draft.changed_by == "charla");
  CHECK(draft.created_at == long_ago);
  CHECK(draft.newest == 1);
  // What is published of a flow that has a draft leaves the draft alone.
  CHECK(publish(o, t, drafted.id) == 1);
  CHECK(draft_of(o, t, drafted.id).graph == R"({"nodes":{}})");
  CHECK(draft_of(o, t, drafted.id).revision == 1);
}

TEST_CASE("many flows are live at once, one version of each", "[store][flows]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto t = new_tenant(o, "one");
  const auto other = new_tenant(o, "two");
  const auto a = o.admin->add_flow(welcome(t))->id;
  const auto b = o.admin->add_flow(welcome(t))->id;
  for (const auto id : {a, a, b})
    publish(o, t, id);
  using live_versions = std::vector<std::pair<flow_version, timestamp>>;
  const auto live = [&] {
    live_versions all;
    const auto versions = o.admin->flows(t).value();
    for (const auto& v : versions) {
      CHECK((v.status == "active") == v.live_since.has_value());
      if (v.live_since) all.push_back({{v.id, v.version}, *v.live_since});
    }
    return all;
  };
  CHECK(live().empty());
  CHECK(*o.admin->activate_flow(t, a, 1, long_ago));
  CHECK(*o.admin->activate_flow(t, b, 1, far_ahead));
  CHECK(live() == live_versions{{{a, 1}, long_ago}, {{b, 1}, far_ahead}});
  CHECK(*o.admin->activate_flow(t, a, 2, far_ahead));
  CHECK(live() == live_versions{{{a, 2}, far_ahead}, {{b, 1}, far_ahead}});
  CHECK(*o.admin->activate_flow(t, a, 2, long_ago)); // it is live since before
  CHECK(live() == live_versions{{{a, 2}, far_ahead}, {{b, 1}, far_ahead}});
  CHECK(draft_of(o, t, a).live == 2);
  CHECK(draft_of(o, t, a).newest == 2);

  CHECK_FALSE(*o.admin->activate_flow(t, a, 3, long_ago));
  CHECK_FALSE(*o.admin->activate_flow(t, a, 0, long_ago));
  CHECK_FALSE(*o.admin->activate_flow(other, a, 1, long_ago));
  CHECK_FALSE(*o.admin->activate_flow(other, a, std::nullopt, long_ago));
  CHECK_FALSE(*o.admin->activate_flow(t, flow_id{999}, std::nullopt, long_ago));
  CHECK(live().size() == 2);
  CHECK(*o.admin->activate_flow(t, a, std::nullopt, long_ago));
  o.reopen();
  CHECK(live() == live_versions{{{b, 1}, far_ahead}});
  CHECK_FALSE(draft_of(o, t, a).live);
}

TEST_CASE("a version is deleted when nothing needs it, and its number never comes again", "[store][flows]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto t = new_tenant(o, "one");
  const auto f = o.admin->add_flow(welcome(t))->id;
  for (int i = 0; i < 3; ++i)
    publish(o, t, f);
  CHECK(*o.admin->activate_flow(t, f, 1, long_ago));

  CHECK_FALSE(*o.admin->delete_flow_version(t, f, 1)); // live
  CHECK_FALSE(*o.admin->delete_flow_version(other_tenant, f, 2));
  CHECK_FALSE(*o.admin->delete_flow_version(t, f, 9));
  const auto status = GENERATE(run_status::running, run_status::waiting);
  with_run(o, t, 1, 0, {f, 2}, status);
  with_run(o, t, 2, 0, {f, 3}, run_status::failed);
  CHECK_FALSE(*o.admin->delete_flow_version(t, f, 2)); // somebody stands in it
  CHECK(*o.admin->delete_flow_version(t, f, 3));       // nobody any more
  CHECK_FALSE(*o.admin->delete_flow_version(t, f, 3));
  with_run(o, t, 1, 1, {f, 2}, run_status::completed);
  CHECK(*o.admin->delete_flow_version(t, f, 2));
  CHECK(o.admin->flows(t)->size() == 1);
  CHECK(draft_of(o, t, f).newest == 1);
  CHECK(publish(o, t, f) == 4);
}
