#include "fixture.hpp"
#include "pg_world.hpp"

using namespace charla::conformance;

TEST_CASE("tables and columns have the names that reports know", "[postgres][schema]") {
  pg_world place;
  const auto* columns = GENERATE(
      "id, name, plan, billing_status FROM organizations", "id, org_id, email, role, status FROM users",
      "id, org_id, type, mode, status, credentials, phone_number FROM channels",
      "id, org_id, wa_id, phone, name, attributes, tags, consent, locale, timezone FROM contacts",
      "id, org_id, contact_id, channel_id, state, assignee, last_activity_at FROM conversations",
      "id, conversation_id, direction, type, content, template_id, status, meta, client_id FROM messages",
      "id, org_id, name, language, category, body, variables, status FROM templates",
      "id, org_id, name, version, graph, status, created_by FROM flows",
      "id, store_name, bot_phone_number, tiendanube_store_id, tiendanube_access_token, store_website, "
      "store_description, store_catalog_knowledge, created_at, updated_at FROM tenants",
      "id, tenant_id, channel, external_user_id, status, human_override_until, last_message_at, last_message_preview, "
      "created_at FROM chat_conversations",
      "id, conversation_id, role, message_type, content, created_at, provider_status FROM chat_messages",
      "id, storage_url, media_type, provider_media_id, created_at FROM chat_media",
      "tenant_id, enabled, destination_email, smtp_host, smtp_port, smtp_security, smtp_username, "
      "smtp_password_encrypted, handoff_message, created_at, updated_at FROM tenant_human_handoff_config",
      "id, level, event_type, message, metadata, created_at FROM system_events", "id, status FROM appointments",
      "id, org_id, flow_id, status, last_step, context, created_at, updated_at FROM flow_runs");
  CHECK_NOTHROW(place.sql(std::string{"SELECT "} + columns));
}

TEST_CASE("reports read what the engine has written", "[postgres][schema]") {
  opened o{subjects().front()};
  auto& place = dynamic_cast<pg_world&>(o.place());
  const auto c = with_bubbles(o, 1, 1);
  REQUIRE(o.claim({c, 1, 0}));
  o.note(accepted({c, 1, 0}, "wamid.1"));
  o.note(status_of({c, 1, 0}, "wamid.1", message_status::read));

  const auto lines = place.sql(
      "SELECT role, message_type, content->>'body', provider_status FROM chat_messages ORDER BY created_at, role DESC");
  REQUIRE(lines.size() == 2);
  CHECK(lines[0][0].as<std::string>() == "user");
  CHECK(lines[0][2].as<std::string>() == "hola");
  CHECK(lines[0][3].is_null());
  CHECK(lines[1][0].as<std::string>() == "assistant");
  CHECK(lines[1][3].as<std::string>() == "delivered");
  CHECK(place.sql("SELECT status FROM messages WHERE direction = 'out'")[0][0].as<std::string>() == "read");
  CHECK(place.sql("SELECT status FROM chat_conversations")[0][0].as<std::string>() == "open");
  CHECK(place.sql("SELECT name FROM contacts")[0][0].as<std::string>() == "Ana");
}

TEST_CASE("reports read runs, who has a conversation, and drafts", "[postgres][schema]") {
  opened o{subjects().front()};
  auto& place = dynamic_cast<pg_world&>(o.place());
  tenant_row tenant;
  tenant.name = "one";
  const auto t = o.admin->add_tenant(tenant)->id;
  REQUIRE(t == acme);
  const auto c = conversation_no(1);
  auto turn = turn_on(o, c, 1, 0, {o.add_cause(c, "a")});
  turn.summary.assignee = "beto@example.com";
  turn.summary.labels = {"urgente"};
  turn.runs = {{1, {flow_id{7}, 3}, run_status::waiting, "ask", "", long_ago, std::nullopt, R"({"name":"Ana"})"},
               {2, {flow_id{8}, 1}, run_status::expired, "ask", "", long_ago, long_ago, ""}};
  REQUIRE(o.commit(turn) == verdict::ok);
  place.sql("INSERT INTO flow_run_imported(id, org_id, shard, flow_id, status) VALUES (gen_random_uuid(), 1, 0, 9, "
            "'completed')");
  const auto runs = place.sql("SELECT flow_id, status, last_step, context->>'name', conversation_id::text, org_id, id "
                              "FROM flow_runs ORDER BY flow_id");
  REQUIRE(runs.size() == 3);
  CHECK(runs[0][1].as<std::string>() == "waiting");
  CHECK(runs[0][2].as<std::string>() == "ask");
  CHECK(runs[0][3].as<std::string>() == "Ana");
  CHECK(runs[0][4].as<std::string>() == to_string(c.value()));
  CHECK(runs[1][1].as<std::string>() == "expired");
  CHECK(runs[2][1].as<std::string>() == "completed");
  CHECK(place.sql("SELECT count(DISTINCT id) FROM flow_runs")[0][0].as<int>() == 3);
  const auto has = place.sql("SELECT assignee, labels->>0, team FROM conversations");
  CHECK(has[0][0].as<std::string>() == "beto@example.com");
  CHECK(has[0][1].as<std::string>() == "urgente");
  CHECK(has[0][2].is_null());

  flow_draft_row f;
  f.tenant = t;
  f.name = "saludo";
  f.graph = R"({"n":1})";
  const auto id = o.admin->add_flow(f)->id;
  const auto shown = [&] {
    return place.sql("SELECT string_agg(version || ' ' || status, ', ' ORDER BY version) FROM flows")[0][0]
        .as<std::string>();
  };
  CHECK(shown() == "1 draft");
  flow_row v;
  v.id = id;
  v.tenant = t;
  v.name = f.name;
  v.graph = f.graph;
  REQUIRE(o.admin->add_flow_version(v));
  CHECK(shown() == "1 published"); // nothing has changed since
  v.graph = R"({"n":2})";
  REQUIRE(o.admin->add_flow_version(v));
  CHECK(shown() == "1 published, 2 published, 3 draft");
}

TEST_CASE("nobody books a place twice or brings an appointment where it may not go, by hand either",
          "[postgres][schema]") {
  pg_world place;
  place.sql("INSERT INTO tenant(name, created_at, updated_at) VALUES ('t', 0, 0)");
  place.sql("INSERT INTO resource VALUES ('00000000-0000-0000-0000-000000000001', 1, 'Dra. Paz', '', 0, true, 0)");
  const auto book = [&](int from, int to) {
    place.sql("INSERT INTO appointment VALUES (gen_random_uuid(), 1, '00000000-0000-0000-0000-000000000001', '', NULL, "
              "'', NULL, "
              + std::to_string(from) + ", " + std::to_string(to) + ", 0, '', 1, '', 0, 0, NULL, '')");
  };
  CHECK_NOTHROW(book(1000, 2000));
  CHECK_THROWS(book(1500, 2500));
  CHECK_NOTHROW(book(2000, 3000));
  CHECK_THROWS(place.sql("UPDATE appointment SET ends_at = 2001 WHERE starts_at = 1000"));
  CHECK_NOTHROW(place.sql("UPDATE appointment SET status = 1 WHERE starts_at = 1000"));
  CHECK_NOTHROW(place.sql("UPDATE appointment SET status = 3 WHERE starts_at = 1000"));
  CHECK_THROWS(place.sql("UPDATE appointment SET status = 2 WHERE starts_at = 1000"));
  CHECK(place.sql("SELECT status FROM appointments ORDER BY starts_at")[0][0].as<std::string>() == "attended");
}

TEST_CASE("a version of a flow is written once", "[postgres][schema]") {
  pg_world place;
  place.sql("INSERT INTO tenant(name, created_at, updated_at) VALUES ('t', 0, 0)");
  place.sql("SELECT add_flow_version(1, 0, 'f', '{}', 'published', 'ana', 0)");
  CHECK_NOTHROW(place.sql("UPDATE flow_version SET status = 'active'"));
  CHECK_THROWS(place.sql("UPDATE flow_version SET graph = '[]'"));
}
