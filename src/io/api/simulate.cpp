#include "io/api/body.hpp"
#include "io/api/meta_envelope.hpp"
#include "io/api/phone.hpp"
#include "io/api/resources.hpp"
#include "io/api/token.hpp"
#include "io/api/webhooks.hpp"

#include <algorithm>

namespace charla::api {

namespace {

constexpr std::string_view somebody = "5491155550100";

const known_channel* first_simulated(const directory& known, flows::tenant_id tenant) {
  const auto found = std::find_if(known.channels.begin(), known.channels.end(), [&](const auto& c) {
    return c.row.tenant == tenant && c.simulated() && c.row.type == "meta";
  });
  return found == known.channels.end() ? nullptr : &*found;
}

/// What the customer says, or what is wrong with the request.
struct wish {
  const known_channel* channel = nullptr;
  simulated_message message;
};

tl::expected<wish, problem> read_wish(const call& c, const directory& known) {
  auto b = body::of(c.request);
  if (!b) return refuse(b.error());
  wish w;
  w.message.text = b->text("text", 4096);
  const auto from = read_phone(b->maybe_text("from", 30).value_or(std::string{somebody}));
  if (!from) b->wrong("from", "phone", "A telephone number with country code, e.g. 5491155550100.");
  w.message.from = from.value_or("");
  w.message.name = b->maybe_text("name", 100).value_or("Cliente de prueba");
  const auto key = b->maybe_text("channel", 40);
  w.channel = key ? known.find(c.who.tenant, *key) : first_simulated(known, c.who.tenant);
  if (w.channel == nullptr)
    b->wrong("channel", "unknown", "The key of a channel of this tenant, e.g. wa_main.");
  else if (!w.channel->simulated() || w.channel->speaks == nullptr || w.channel->row.type != "meta")
    b->wrong("channel", "not_simulated", "Only a simulated channel of Meta takes simulated messages.");
  b->refuse_unknown();
  if (!b->good()) return refuse(b->take_problem());
  return w;
}

/// One line of curl speaks as a customer: the very webhook that Meta would send, signed with the channel's secret, goes
/// the very way of a real one (R065).
void simulate(call& c, const ports::responder_ptr& done) {
  const auto& id = c.request.correlation_id;
  const auto known = c.house.channels.get();
  if (!known) return (*done)(to_response(unavailable("The channels have not been read yet."), id));
  auto w = read_wish(c, *known);
  if (!w) return (*done)(to_response(w.error(), id));
  auto& crypto = c.house.with.crypto;
  auto& m = w->message;
  m.at = c.house.with.clock.now();
  m.wamid = "wamid.sim." + flows::to_string(crypto.row_uuid(flows::to_unix_ms(m.at)));
  m.phone_number_id = w->channel->access.phone_number_id;
  m.display_phone_number = w->channel->row.phone_number;
  ports::http_request hook;
  hook.method = "POST";
  hook.correlation_id = id;
  hook.body = meta_webhook_of(m);
  const auto mac = crypto.hmac_sha256(w->channel->access.app_secret, hook.body);
  hook.headers = {{"X-Hub-Signature-256", "sha256=" + to_hex({reinterpret_cast<const char*>(mac.data()), mac.size()})}};
  const auto conversation = ports::conversation_of(crypto, w->channel->row.id, {m.from, {}});
  auto answer = [done, wamid = m.wamid, from = m.from, conversation](ports::http_response r) {
    if (r.status != 200) return (*done)(std::move(r));
    (*done)(object_response([&](json::writer& out) {
      out.member("ok", true).member("message_id", wamid).member("from", from);
      out.member("conversation_id", flows::to_string(conversation.value()));
    }));
  };
  receive_webhook(c.house, hook, w->channel->row.key, std::make_shared<ports::responder>(std::move(answer)));
}

} // namespace

endpoints simulate_endpoints() {
  endpoint e{"POST",          "/api/v1/simulate/inbound",
             right::simulate, "A customer writes to a simulated channel",
             "simulated_in",  "simulated",
             simulate};
  e.store = false;
  e.open_at_home = true;
  return {e};
}

} // namespace charla::api
