#pragma once

#include "io/ports/agenda.hpp"
#include "io/ports/connection.hpp"
#include "io/ports/contact.hpp"
#include "io/ports/desk.hpp"
#include "io/ports/report.hpp"
#include "io/ports/store.hpp"

/// What the API reads and writes besides conversations: low rate, blocking, one instance each thread.
namespace charla::ports {

/// An organisation (`organizations`, `tenants`).
struct tenant_row {
  tenant_id id;
  std::string name;
  std::string plan = "starter";
  std::string billing_status = "trial";
  std::string locale = "es";
  std::string timezone = "America/Argentina/Buenos_Aires";
  std::int32_t memory = 20;                    ///< messages the conversation remembers (R122)
  std::int64_t human_override_ms = 86'400'000; ///< R103
  std::string business_hours;                  ///< `mon-fri 09:00-18:00`; empty: always
  timestamp created_at;
};

enum class role : std::uint8_t { owner = 0, admin = 1, agent = 2, analyst = 3 };
[[nodiscard]] std::string_view name_of(role r);
[[nodiscard]] std::optional<role> parse_role(std::string_view text);

struct user_row {
  user_id id;
  tenant_id tenant;
  std::string email;
  std::string name;
  role what = role::agent;
  std::string status = "active";
  std::string password_hash; ///< argon2id, never leaves the server
  timestamp created_at;
};

/// A connected number. `credentials` is sealed (AES-256-GCM) before it reaches any table.
struct channel_row {
  channel_id id;
  tenant_id tenant;
  std::string key;                ///< `wa_main`: what callers name it, unique in the tenant
  std::string type = "meta";      ///< meta | ycloud | evolution
  std::string mode = "simulated"; ///< simulated | live
  std::string status = "active";  ///< active | stopped
  std::string phone_number;       ///< as people read it
  std::string phone_number_id;    ///< the provider's id: routes webhooks
  std::string credentials;        ///< JSON: access_token, app_secret, verify_token; sealed at rest
  std::string base_url;
  std::string account_id;             ///< Meta: the WhatsApp business account
  std::string settings = "{}";        ///< JSON of `channel_settings`
  std::int32_t group_quiet_ms = 2000; ///< R117; 0: every message is its own turn
  std::int32_t group_max_ms = 6000;
  timestamp created_at;
};

struct api_key_row {
  std::int32_t id = 0;
  tenant_id tenant;
  std::string name;
  std::string prefix;                  ///< first characters, to recognise it by
  std::array<std::uint8_t, 32> hash{}; ///< SHA-256 of the key
  std::vector<std::string> scopes;
  std::int32_t rate_per_minute = 0; ///< requests; 0: the installation's default
  std::optional<timestamp> revoked_at;
  std::optional<timestamp> last_used_at;
  timestamp created_at;
};

struct session_row {
  std::array<std::uint8_t, 32> hash{}; ///< SHA-256 of the cookie's value
  user_id user;
  tenant_id tenant;
  timestamp created_at;
  timestamp expires_at;
};

/// A published version of a flow: never changed.
struct flow_row {
  flow_id id;
  tenant_id tenant;
  std::string name;
  std::int32_t version = 0;
  std::string graph;                ///< JSON text
  std::string status = "published"; ///< published | active: the one of its flow that begins runs now
  std::string created_by;
  timestamp created_at;
  std::optional<timestamp> live_since; ///< of an active one
};

/// A flow with its draft: what people edit. `revision` counts up with every save, so that nobody overwrites unseen.
struct flow_draft_row {
  flow_id id;
  tenant_id tenant;
  std::string name;
  std::string graph;        ///< JSON text
  std::string tests = "[]"; ///< JSON array of tests (`config/schema/flow_test.schema.json`)
  std::int64_t revision = 0;
  std::string changed_by;
  timestamp changed_at;
  timestamp created_at;
  std::optional<std::int32_t> live; ///< version that begins runs
  std::int32_t newest = 0;          ///< 0: never published
  bool archived = false;
};

struct run_filter {
  std::optional<flow_id> flow;
  std::optional<std::int32_t> version;
  std::optional<run_status> status;
  std::optional<conversation_id> conversation;
};

struct run_row {
  conversation_id conversation;
  run_write run;
  timestamp updated_at;
};

struct dead_letter_row {
  std::int64_t id = 0;
  tenant_id tenant;
  std::optional<conversation_id> conversation;
  std::string kind;
  std::string reason;
  std::string error;
  std::string body;
  std::string trace; ///< JSON array of trace lines, or empty
  timestamp at;
  std::string state = "open"; ///< open | redriven | discarded
};

struct turn_row {
  turn_id turn;
  std::int64_t version = 0;
  timestamp at;
  std::string record;
};

struct audit_row {
  tenant_id tenant;
  timestamp at;
  std::string who;
  std::string action;
  std::string subject;
  std::string details = "{}";
};

class store_admin : public contact_admin,
                    public media_admin,
                    public template_admin,
                    public number_admin,
                    public submission_admin,
                    public exchange_admin,
                    public desk_admin,
                    public agenda_admin,
                    public connection_admin,
                    public report_admin {
public:
  ~store_admin() override = default;

  virtual stored<std::vector<tenant_row>> tenants() = 0;
  virtual stored<tenant_row> add_tenant(const tenant_row& t) = 0;
  virtual stored<bool> update_tenant(const tenant_row& t) = 0;

  virtual stored<std::vector<user_row>> users(tenant_id t) = 0;
  virtual stored<std::optional<user_row>> user_by_email(const std::string& email) = 0; ///< e-mail is unique everywhere
  virtual stored<std::optional<user_row>> user(user_id id) = 0;
  virtual stored<std::int64_t> user_count() = 0;
  virtual stored<user_row> add_user(const user_row& u) = 0; ///< `data` when the e-mail is taken
  virtual stored<bool> update_user(const user_row& u) = 0;

  virtual stored<std::vector<channel_row>> channels() = 0; ///< of all tenants; credentials unsealed
  virtual stored<channel_row> add_channel(const channel_row& c) = 0;
  virtual stored<bool> update_channel(const channel_row& c) = 0;

  virtual stored<std::vector<api_key_row>> api_keys(tenant_id t) = 0;
  virtual stored<std::optional<api_key_row>> api_key_by_hash(const std::array<std::uint8_t, 32>& hash) = 0;
  virtual stored<api_key_row> add_api_key(const api_key_row& k) = 0;
  virtual stored<bool> revoke_api_key(tenant_id t, std::int32_t id, timestamp at) = 0;
  virtual stored<void> touch_api_key(std::int32_t id, timestamp at) = 0;

  virtual stored<void> add_session(const session_row& s) = 0;
  virtual stored<std::optional<session_row>> session_by_hash(const std::array<std::uint8_t, 32>& hash) = 0;
  virtual stored<void> extend_session(const std::array<std::uint8_t, 32>& hash, timestamp expires_at) = 0;
  virtual stored<void> end_session(const std::array<std::uint8_t, 32>& hash) = 0;
  virtual stored<void> end_sessions_of(user_id u) = 0;

  virtual stored<std::vector<flow_row>> flows(tenant_id t) = 0; ///< every version
  /// Adds version N+1 of the flow (or version 1 of a new one when `f.id` is 0). Versions are never changed.
  virtual stored<flow_row> add_flow_version(const flow_row& f) = 0;
  /// Makes (id, version) the live version of its flow, or none of it with `nullopt`; other flows stay as they are.
  /// False when there is no such version.
  virtual stored<bool> activate_flow(tenant_id t, flow_id id, std::optional<std::int32_t> version, timestamp at) = 0;
  /// False when there is none, when it is live, or when a run that is not over is pinned to it.
  virtual stored<bool> delete_flow_version(tenant_id t, flow_id id, std::int32_t version) = 0;

  virtual stored<std::vector<flow_draft_row>> flow_drafts(tenant_id t) = 0; ///< archived ones too; by id
  virtual stored<std::optional<flow_draft_row>> flow_draft(tenant_id t, flow_id id) = 0;
  virtual stored<flow_draft_row> add_flow(const flow_draft_row& f) = 0; ///< revision 1
  /// Saves name, graph, tests and `archived` over the revision that the caller has seen (`f.revision`).
  /// @returns the new revision; `nullopt` when somebody has saved meanwhile, or there is no such flow.
  virtual stored<std::optional<std::int64_t>> save_flow(const flow_draft_row& f) = 0;

  /// Newest change first.
  virtual stored<page<run_row>> runs(tenant_id t, const run_filter& f, const std::string& after, std::size_t limit) = 0;
  virtual stored<std::vector<visit_count>> visits(tenant_id t, flow_id id, std::int32_t version) = 0;
  /// What is armed, by due moment.
  virtual stored<page<timer_row>> timers(tenant_id t, const std::string& after, std::size_t limit) = 0;

  virtual stored<page<conversation_row>>
  conversations(tenant_id t, const conversation_filter& f, const std::string& after, std::size_t limit) = 0;
  virtual stored<std::optional<conversation_row>> conversation(tenant_id t, const conversation_id& id) = 0;
  /// A person has seen it: nothing of it is unread; false when there is none.
  virtual stored<bool> mark_read(tenant_id t, const conversation_id& id) = 0;
  virtual stored<std::vector<turn_row>>
  turns(tenant_id t, const conversation_id& id, std::int64_t from_version, std::size_t limit) = 0;
  /// The message that came or went under the caller's key, if any.
  virtual stored<std::optional<stored_message>> message_by_client_id(tenant_id t, const std::string& client_id) = 0;

  virtual stored<page<dead_letter_row>>
  dead_letters(tenant_id t, const std::string& state, const std::string& after, std::size_t limit) = 0;
  virtual stored<std::optional<dead_letter_row>> dead_letter(tenant_id t, std::int64_t id) = 0;
  /// Puts the cause back into the inbox (one transaction) and marks the letter; false when it is not open.
  /// @param body when present: goes back in place of the cause's own body.
  virtual stored<bool>
  redrive(tenant_id t, std::int64_t id, timestamp at, const std::optional<std::string>& body = std::nullopt) = 0;
  virtual stored<bool> discard(tenant_id t, std::int64_t id, const std::string& reason) = 0;

  virtual stored<std::vector<webhook_row>> webhooks() = 0; ///< of all tenants, oldest first
  virtual stored<void> add_webhook(const webhook_row& w) = 0;
  /// Changes what people set; how it fares stays, but for a subscription that is switched on again: that begins anew.
  virtual stored<bool> update_webhook(const webhook_row& w) = 0;
  virtual stored<bool> delete_webhook(tenant_id t, webhook_id id) = 0; ///< with its deliveries, at last
  /// One event for one subscription, whatever it has subscribed to; false when it is not the tenant's.
  virtual stored<bool> add_delivery(tenant_id t, webhook_id to, const event_out& e) = 0;
  /// Newest first.
  virtual stored<page<delivery_row>> deliveries(
      tenant_id t, webhook_id of, std::optional<delivery_state> state, const std::string& after, std::size_t limit) = 0;
  virtual stored<std::optional<delivery_row>> delivery(tenant_id t, webhook_id of, const flows::uuid& id) = 0;
  /// Makes it pending again from the first try on; false when there is none.
  virtual stored<bool> replay(tenant_id t, webhook_id of, const flows::uuid& id, timestamp at) = 0;
  /// All that are dead and came into being since; how many.
  virtual stored<std::int64_t> replay_dead(tenant_id t, webhook_id of, timestamp since, timestamp at) = 0;

  virtual stored<page<system_event>> system_events(tenant_id t, const std::string& after, std::size_t limit) = 0;
  virtual stored<void> add_system_event(const system_event& e) = 0;
  virtual stored<void> add_audit(const audit_row& a) = 0;
  virtual stored<page<audit_row>> audit(tenant_id t, const std::string& after, std::size_t limit) = 0;

  /// Counts for the dashboard and for metrics: pending causes, live outbox rows by state, armed timers, dead letters.
  struct backlog {
    std::int64_t inbox = 0;
    std::int64_t outbox_ready = 0;
    std::int64_t outbox_sending = 0;
    std::int64_t outbox_in_doubt = 0;
    std::int64_t timers = 0;
    std::int64_t dead_letters = 0;
    std::int64_t webhooks_pending = 0;
    std::int64_t webhooks_dead = 0;
    std::int64_t media_wanted = 0;
    std::int64_t media_failed = 0;
    std::optional<timestamp> oldest_inbox;
  };
  virtual stored<backlog> backlog_now() = 0;
};

} // namespace charla::ports
