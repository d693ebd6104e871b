#include "conformance/fixture.hpp"
#include "io/store/migration.hpp"
#include "onlooker.hpp"
#include "sqlite_world.hpp"

using namespace charla::conformance;

namespace {

const subject sqlite{"sqlite", [] { return std::make_unique<sqlite_world>(); }};

} // namespace

TEST_CASE("reports find the tables under the names they know", "[sqlite][schema]") {
  opened o{sqlite};
  onlooker look{static_cast<sqlite_world&>(o.place()).path()};
  const std::vector<std::pair<std::string, std::string>> known{
      {"organizations", "id, name, plan, billing_status"},
      {"users", "id, org_id, email, role, status"},
      {"channels", "id, org_id, type, mode, status, credentials, phone_number"},
      {"contacts", "id, org_id, wa_id, phone, name, attributes, tags, consent, locale, timezone"},
      {"conversations", "id, org_id, contact_id, channel_id, state, assignee, last_activity_at"},
      {"messages", "id, conversation_id, direction, type, content, template_id, status, meta, client_id"},
      {"templates", "id, org_id, name, language, category, body, variables, status"},
      {"flows", "id, org_id, name, version, graph, status, created_by"},
      {"tenants", "id, store_name, bot_phone_number, tiendanube_store_id, tiendanube_access_token, store_website, "
                  "store_description, store_catalog_knowledge, created_at, updated_at"},
      {"chat_conversations", "id, tenant_id, channel, external_user_id, status, human_override_until, last_message_at, "
                             "last_message_preview, created_at"},
      {"chat_messages", "id, conversation_id, role, message_type, content, created_at, provider_status"},
      {"chat_media", "id, storage_url, media_type, provider_media_id, created_at"},
      {"tenant_human_handoff_config",
       "tenant_id, enabled, destination_email, smtp_host, smtp_port, smtp_security, smtp_username, "
       "smtp_password_encrypted, handoff_message, created_at, updated_at"},
      {"system_events", "id, level, event_type, message, metadata, created_at"},
      {"appointments", "id, status"},
      {"flow_runs", "id, org_id, flow_id, status, last_step, context, created_at, updated_at"},
  };
  for (const auto& [table, columns] : known) {
    INFO(table);
    CHECK(look.ask("SELECT " + columns + " FROM " + table) == "");
  }
}

TEST_CASE("reports read conversations and messages as they are", "[sqlite][schema]") {
  opened o{sqlite};
  onlooker look{static_cast<sqlite_world&>(o.place()).path()};
  const auto c = with_bubbles(o, 1, 1);
  const auto id = to_string(c.value());
  REQUIRE(o.claim({c, 1, 0}));
  o.note(accepted({c, 1, 0}, "wamid.1"));
  o.note(status_of_unknown("wamid.1", message_status::read));
  CHECK(look.ask("SELECT id, org_id, channel_id, state, last_activity_at FROM conversations")
        == id + "|1|1|open|2020-09-13T12:26:41.000Z");
  CHECK(look.ask("SELECT conversation_id, direction, type, content ->> '$.body', status FROM messages ORDER BY id")
        == id + "|in|text|hola|\n" + id + "|out|text|bubble 0|read");
  CHECK(look.ask("SELECT role, message_type, provider_status FROM chat_messages ORDER BY id")
        == "user|text|\nassistant|text|delivered");
  CHECK(look.ask("SELECT id, tenant_id, external_user_id, status FROM chat_conversations")
        == id + "|1|" + o.row(c).summary.peer.wa_id + "|open");
  CHECK(look.ask("SELECT name, phone, tags FROM contacts") == "Ana|+" + o.row(c).summary.peer.wa_id + "|[]");
  CHECK(look.ask("SELECT causes, n_out, n_bot, ctl FROM turn") == "[1]|1|1|0");
}

TEST_CASE("nobody books a place twice or brings an appointment where it may not go, by hand either",
          "[sqlite][schema]") {
  opened o{sqlite};
  onlooker look{static_cast<sqlite_world&>(o.place()).path()};
  look.ask("INSERT INTO tenant(name, created_at, updated_at) VALUES ('one', 0, 0)");
  look.ask("INSERT INTO resource VALUES (x'01', 1, 'Dra. Paz', '', 0, 1, 0)");
  const auto book = [&](const std::string& id, int from, int to) {
    return look.ask("INSERT INTO appointment VALUES (x'" + id + "', 1, x'01', '', NULL, '', NULL, "
                    + std::to_string(from) + ", " + std::to_string(to) + ", 0, '', 1, '', 0, 0, NULL, '')");
  };
  CHECK(book("0a", 1000, 2000) == "");
  CHECK(book("0b", 1500, 2500).find("another appointment has this place") != std::string::npos);
  CHECK(book("0b", 2000, 3000) == "");
  CHECK(look.ask("UPDATE appointment SET ends_at = 2001 WHERE id = x'0a'").find("has this place") != std::string::npos);
  CHECK(look.ask("UPDATE appointment SET status = 1 WHERE id = x'0a'") == "");
  CHECK(look.ask("UPDATE appointment SET status = 3 WHERE id = x'0a'") == "");
  CHECK(look.ask("UPDATE appointment SET status = 2 WHERE id = x'0a'").find("does not become") != std::string::npos);
  CHECK(look.ask("UPDATE appointment SET status = 9 WHERE id = x'0a'").find("error") == 0);
  CHECK(look.ask("SELECT status, starts_at FROM appointments ORDER BY starts_at")
        == "attended|1970-01-01T00:00:01.000Z\nscheduled|1970-01-01T00:00:02.000Z");
}

TEST_CASE("a flow's version never changes", "[sqlite][schema]") {
  opened o{sqlite};
  onlooker look{static_cast<sqlite_world&>(o.place()).path()};
  look.ask("INSERT INTO tenant(name, created_at, updated_at) VALUES ('one', 0, 0)");

  flow_row f;
  f.tenant = tenant_id{1};
  f.graph = "{}";
  REQUIRE(o.admin->add_flow_version(f));
  CHECK(look.ask("UPDATE flow_version SET graph = '[]'").find("never changed") != std::string::npos);
  CHECK(look.ask("UPDATE flow_version SET status = 'published'") == "");
}

TEST_CASE("flows from before drafts keep their versions, and the newest is the draft", "[sqlite][schema]") {
  sqlite_world w;
  onlooker before{w.path()};
  REQUIRE(before.ask("CREATE TABLE schema_migrations(version INTEGER PRIMARY KEY, name TEXT NOT NULL, "
                     "checksum TEXT NOT NULL, at INTEGER NOT NULL) STRICT")
          == "");
  for (const auto& step : charla::store::sqlite_migrations()) {
    if (step.version > 4) break;
    REQUIRE(before.ask(step.sql) == "");
    REQUIRE(before.ask("INSERT INTO schema_migrations VALUES (" + std::to_string(step.version) + ", '" + step.name
                       + "', '" + step.sha256 + "', 0)")
            == "");
  }
  before.ask("INSERT INTO tenant(name, created_at, updated_at) VALUES ('one', 0, 0)");
  before.ask("INSERT INTO flow(tenant) VALUES (1), (1)");
  REQUIRE(before.ask("INSERT INTO flow_version VALUES (1, 1, 1, 'old', '{\"n\":1}', 'active', 'ana', 10), "
                     "(1, 2, 1, 'new', '{\"n\":2}', 'published', 'beto', 20)")
          == "");
  REQUIRE(before.ask("INSERT INTO flow_runs(id, org_id, shard, flow_id, status) VALUES ('r', 1, 0, 1, 'running')")
          == "");
  REQUIRE(w.store()->open());
  onlooker look{w.path()};
  CHECK(look.ask("SELECT name, graph, tests, revision, last_version, changed_by, changed_at, created_at FROM flow")
        == "new|{\"n\":2}|[]|1|2|beto|20|10\n|{}|[]|1|0||0|0");
  CHECK(look.ask("SELECT version, live_since FROM flow_version WHERE status = 'active'") == "1|10");
  CHECK(look.ask("SELECT id, status FROM flow_runs") == "r|running");
}

TEST_CASE("reports read runs, who has a conversation, and drafts", "[sqlite][schema]") {
  opened o{sqlite};
  onlooker look{static_cast<sqlite_world&>(o.place()).path()};
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
  CHECK(look.ask("SELECT flow_id, status, last_step, context, conversation_id, org_id FROM flow_runs ORDER BY flow_id")
        == "7|waiting|ask|{\"name\":\"Ana\"}|" + to_string(c.value()) + "|1\n8|expired|ask|{}|" + to_string(c.value())
               + "|1");
  CHECK(look.ask("SELECT count(DISTINCT id) FROM flow_runs") == "2");
  CHECK(look.ask("SELECT assignee, labels, coalesce(team, 'none') FROM conversations")
        == "beto@example.com|[\"urgente\"]|none");

  flow_draft_row f;
  f.tenant = t;
  f.name = "saludo";
  f.graph = R"({"n":1})";
  flow_row v;
  v.id = o.admin->add_flow(f)->id;
  v.tenant = t;
  v.name = f.name;
  v.graph = f.graph;
  const auto shown = [&] { return look.ask("SELECT version, status FROM flows ORDER BY version"); };
  CHECK(shown() == "1|draft");
  REQUIRE(o.admin->add_flow_version(v));
  CHECK(shown() == "1|published"); // nothing has changed since
  v.graph = R"({"n":2})";
  REQUIRE(o.admin->add_flow_version(v));
  CHECK(shown() == "1|published\n2|published\n3|draft");
}
