#include "flows/given.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

namespace charla::flows::test {

conversation new_conversation() {
  conversation c;
  c.tenant = tenant_id{1};
  c.channel = channel_id{1};
  c.id = conversation_id{uuid{{1, 2, 3}}};
  c.contact = contact_id{uuid{{4, 5, 6}}};
  c.peer.wa_id = "5491122334455";
  return c;
}

cause of(cause_body body, timestamp at) { return cause{inbox_id{1}, at, "corr", std::move(body)}; }

cause inbound_content(content body, timestamp at) {
  inbound_message m;
  m.provider_id = "wamid.in";
  m.from.wa_id = "5491122334455";
  m.profile_name = "Ana";
  m.sent_at = at;
  m.body = std::move(body);
  return of(std::move(m), at);
}

cause inbound(std::string text, timestamp at) { return inbound_content(text_content{std::move(text)}, at); }

cause echo(std::string text, timestamp at) {
  echo_message m;
  m.provider_id = "wamid.echo";
  m.to.wa_id = "5491122334455";
  m.sent_at = at;
  m.body = text_content{std::move(text)};
  return of(std::move(m), at);
}

cause as_person(std::string text, timestamp at) {
  outgoing_request m;
  m.author_name = "Luis";
  m.client_id = "key-1";
  m.body = text_content{std::move(text)};
  return of(std::move(m), at);
}

cause timer(std::string key, std::string body, timestamp at) {
  return of(timer_fired{std::move(key), 1, std::move(body)}, at);
}

node step(std::string type, value::object fields, std::map<std::string, std::string> exits) {
  node n;
  n.type = std::move(type);
  n.fields = std::move(fields);
  n.exits = std::move(exits);
  return n;
}

flow flow_of(std::map<std::string, node> nodes, std::string start) {
  flow f;
  f.id = flow_id{7};
  f.version = 1;
  f.name = "test";
  f.start = std::move(start);
  for (auto& [id, n] : nodes)
    n.id = id;
  f.nodes = std::move(nodes);
  return f;
}

std::shared_ptr<const program> ready(flow f) {
  auto made = compile(std::move(f));
  for (const auto& p : made.problems)
    FAIL_CHECK(p.code << ": " << p.what << " (" << p.where << ")");
  REQUIRE(made.ready);
  return made.ready;
}

catalog with_flow(std::map<std::string, node> nodes, std::string start) {
  const auto made = ready(flow_of(std::move(nodes), std::move(start)));
  return catalog{{made}, {made->version()}};
}

catalog welcome_flow() {
  return with_flow(
      {
          {"intencion",
           step("intent",
                {{"map.precio", "precio"},
                 {"map.catalogo", "catalogo, catálogo"},
                 {"map.soporte", "soporte"},
                 {"order", "precio,catalogo,soporte"}},
                {{"precio", "precio"}, {"catalogo", "catalogo"}, {"soporte", "soporte"}, {"default", "ayuda"}})},
          {"precio", step("send_text", {{"text", "Nuestra lista de precios: ..."}})},
          {"catalogo", step("send_text", {{"text", "Te envío el catálogo en un momento."}})},
          {"soporte", step("send_text", {{"text", "Te paso con un humano de soporte."}})},
          {"ayuda", step("send_text", {{"text", "¿En qué puedo ayudarte?"}})},
      },
      "intencion");
}

decision
decided(const conversation& state, std::vector<cause> causes, const catalog& flows, timestamp now, const rules& r) {
  auto d = decide(state, causes, flows, r, now);
  if (!d) FAIL(d.error().code << ": " << d.error().what << " (" << d.error().where << ")");
  return *std::move(d);
}

std::vector<std::string> bot_texts(const decision& d) {
  std::vector<std::string> out;
  for (const auto& send : d.sends) {
    if (send.by == author::bot) out.emplace_back(plain_text(send.body));
  }
  return out;
}

bool traced(const decision& d, std::string_view what, std::string_view detail) {
  return std::any_of(d.trace.begin(), d.trace.end(), [&](const trace_line& line) {
    return line.what == what && (detail.empty() || line.detail == detail);
  });
}

} // namespace charla::flows::test
