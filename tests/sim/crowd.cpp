#include "sim/crowd.hpp"

namespace charla::sim {

namespace {

constexpr std::size_t customers = 3;

} // namespace

// Few people in few places, so that things meet. The same person writes to several channels: other conversations.
crowd::place crowd::somewhere() {
  const auto who = std::to_string(1 + around_.chance.below(customers));
  flows::address peer{"549112222000" + who, ""};
  // The last one has a username: sometimes the webhook names both, sometimes only the business-scoped id.
  if (who == std::to_string(customers)) {
    peer.user_id = "bsuid-" + who;
    if (around_.chance.chance(400)) peer.wa_id.clear();
  }
  return {&channels_[around_.chance.below(channels_.size())], peer};
}

flows::content crowd::words() {
  static const std::vector<std::string> texts{"hola",     "precio",       "el precio?", "soporte",  "esperar",
                                              "pregunta", "llamar",       "plantilla",  "recordar", "reservar",
                                              "4",        "me llamo Ana", "gracias"};
  switch (around_.chance.below(12)) {
  case 0: {
    flows::media_content photo;
    photo.media_id = "M" + std::to_string(last_id_);
    return photo;
  }
  case 1: return flows::reaction_content{"wamid.OUT1", "👍"};
  default: return flows::text_content{around_.chance.pick(texts)};
  }
}

void crowd::write() {
  const auto [channel, peer] = somewhere();
  for (auto n = around_.chance.between(1, 4); n > 0; --n) {
    flows::inbound_message m;
    m.provider_id = "wamid.IN" + std::to_string(++last_id_);
    m.from = peer;
    m.profile_name = "Ana";
    m.sent_at = around_.clock.now() - flows::milliseconds{around_.chance.between(0, 3000)};
    m.body = words();
    ports::routed_event e;
    e.channel = *channel;
    e.event.phone_number_id = channel->phone_number_id;
    const acknowledged known{
        "inbound", m.provider_id, channel->id, channel->tenant, ports::conversation_of(crypto_, channel->id, peer), {}};
    e.event.what = std::move(m);
    webhooks_.post(std::move(e), known);
  }
}

void crowd::echo() {
  const auto [channel, peer] = somewhere();
  flows::echo_message m;
  m.provider_id = "wamid.ECHO" + std::to_string(++last_id_);
  m.to = peer;
  m.sent_at = around_.clock.now();
  m.body = flows::text_content{"yo me ocupo"};
  ports::routed_event e;
  e.channel = *channel;
  e.event.phone_number_id = channel->phone_number_id;
  const acknowledged known{
      "echo", m.provider_id, channel->id, channel->tenant, ports::conversation_of(crypto_, channel->id, peer), {}};
  e.event.what = std::move(m);
  webhooks_.post(std::move(e), known);
}

ports::conversation_command crowd::wish(std::string& kind, std::string& id) {
  switch (around_.chance.below(8)) {
  case 0:
  case 1: kind = "take over"; return ports::take_over{flows::milliseconds{around_.chance.between(1, 120) * 1000}, {}};
  case 2:
  case 3: kind = "hand back"; return ports::hand_back{};
  case 4:
    kind = "status";
    return ports::set_status{around_.chance.chance(500) ? flows::conversation_status::resolved
                                                        : flows::conversation_status::open};
  default: break;
  }
  kind = "send";
  // Sometimes the client asks a second time under the same key.
  id = "client-" + std::to_string(around_.chance.chance(800) ? ++last_id_ : last_id_);
  flows::outgoing_request m;
  m.by = around_.chance.chance(600) ? flows::author::human : flows::author::system;
  m.author_name = "Marta";
  m.client_id = id;
  m.body = flows::text_content{"aquí Marta"};
  if (around_.chance.chance(300)) m.body = flows::template_content{"codigo", "es_AR", "[]"};
  return ports::send_message{std::move(m)};
}

void crowd::command(ports::engine& desk) {
  const auto [channel, peer] = somewhere();
  acknowledged known;
  auto what = wish(known.kind, known.id);
  known.channel = channel->id;
  known.tenant = channel->tenant;
  known.conversation = ports::conversation_of(crypto_, channel->id, peer);
  around_.say("operator: " + known.kind + ' ' + known.id + " at " + brief(known.conversation));
  desk.command(*channel, peer, "Marta", std::move(what), "corr",
               [this, known, connection = connections_](const ports::command_result& r) {
                 if (connection != connections_ || !around_.power) return;
                 if (r.how == ports::command_result::outcome::done) around_.book.acknowledgements.push_back(known);
               });
}

} // namespace charla::sim
