#include "conformance/fixture.hpp"
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

TEST_CASE("an appointment goes forward only, and a flow's version never changes", "[sqlite][schema]") {
  opened o{sqlite};
  onlooker look{static_cast<sqlite_world&>(o.place()).path()};
  look.ask("INSERT INTO tenant(name, created_at, updated_at) VALUES ('one', 0, 0)");
  look.ask("INSERT INTO appointments(id, tenant_id, shard, starts_at, ends_at) VALUES ('a', 1, 0, '2026', '2026')");
  CHECK(look.ask("UPDATE appointments SET status = 'confirmed'") == "");
  CHECK(look.ask("UPDATE appointments SET status = 'scheduled'").find("never back") != std::string::npos);
  CHECK(look.ask("UPDATE appointments SET status = 'cancelled'") == "");
  CHECK(look.ask("UPDATE appointments SET status = 'confirmed'").find("never back") != std::string::npos);
  CHECK(look.ask("UPDATE appointments SET status = 'lost'").find("error") == 0);

  flow_row f;
  f.tenant = tenant_id{1};
  f.graph = "{}";
  REQUIRE(o.admin->add_flow_version(f));
  CHECK(look.ask("UPDATE flow_version SET graph = '[]'").find("never changed") != std::string::npos);
  CHECK(look.ask("UPDATE flow_version SET status = 'published'") == "");
}
