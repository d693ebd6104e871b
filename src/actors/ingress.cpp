#include "actors/ingress.hpp"

#include "flows/overloaded.hpp"

#include <algorithm>
#include <atomic>

namespace charla::actors {

namespace {

/// Peers without a phone that are remembered; beyond that the store is asked again.
constexpr std::size_t known_peers_max = 50'000;
/// A look-up this old got lost with the actor that held it: the provider comes again.
constexpr std::chrono::seconds lookup_lost_after{5};

const flows::address* peer_of(const ports::provider_event& e) {
  return std::visit(flows::overloaded{
                        [](const flows::inbound_message& m) -> const flows::address* { return &m.from; },
                        [](const flows::echo_message& m) -> const flows::address* { return &m.to; },
                        [](const flows::history_message& m) -> const flows::address* { return &m.peer; },
                        [](const ports::preference_fact& p) -> const flows::address* { return &p.from; },
                        [](const auto&) -> const flows::address* { return nullptr; },
                    },
                    e.what);
}

/// Keeps one promise when all of several commits have kept theirs.
std::vector<std::shared_ptr<append_events::promise>> split(const std::shared_ptr<append_events::promise>& whole,
                                                           std::size_t parts) {
  if (parts == 1) return {whole};
  const auto left = std::make_shared<std::atomic<std::size_t>>(parts);
  std::vector<std::shared_ptr<append_events::promise>> pieces;
  for (std::size_t i = 0; i < parts; ++i)
    pieces.push_back(std::make_shared<append_events::promise>([whole, left](ports::accept_outcome how) {
      // The first refusal answers; the others' rows stay, and the provider's retry finds them as duplicates.
      if (how != ports::accept_outcome::durable || left->fetch_sub(1) == 1) whole->keep(how);
    }));
  return pieces;
}

} // namespace

ports::dedup_key dedup_key_of(const ports::crypto& c, std::string_view kind, std::string_view id) {
  std::string text{kind};
  text.push_back('\0');
  text.append(id);
  const auto hash = c.sha256(text);
  ports::dedup_key key;
  std::copy_n(hash.begin(), key.size(), key.begin());
  return key;
}

ingress::ingress(caf::actor_config& cfg, const services& with, wiring& who)
    : actor_base(cfg, {"ingress"}), with_(with), who_(who) {}

caf::behavior ingress::make_behavior() {
  return {
      [this](const accept_events_ptr& a) { accept(a); },
      [this](const peer_resolved& r) { resolved(r); },
      [this](const try_again& t) {
        const auto lost = [&](const parked& p) { return p.number == t.generation; };
        if (const auto p = std::find_if(parked_.begin(), parked_.end(), lost); p != parked_.end()) {
          p->events->done->keep(ports::accept_outcome::unavailable);
          parked_.erase(p);
        }
      },
      [](const drain& d) { d.done(); },
  };
}

void ingress::accept(const accept_events_ptr& a) {
  const auto open = unresolved_peers(*a);
  if (open.empty()) return make_durable(*a);
  parked_.push_back({a, ++last_parked_});
  tell_me_later(lookup_lost_after, try_again{last_parked_});
  for (const auto& [channel, user] : open)
    who_.reader.tell(resolve_peer{channel, user, caf::actor_cast<caf::actor>(this)});
}

// Somebody with a username and no phone may be in a conversation that began with a phone: the store knows.
std::vector<ingress::peer_key> ingress::unresolved_peers(const accept_events& a) const {
  std::vector<peer_key> open;
  for (const auto& e : a.events) {
    const auto* peer = peer_of(e.event);
    if (peer == nullptr || !peer->wa_id.empty() || peer->user_id.empty()) continue;
    const peer_key key{e.channel.id, peer->user_id};
    if (known_peers_.count(key) == 0 && std::find(open.begin(), open.end(), key) == open.end()) open.push_back(key);
  }
  return open;
}

void ingress::resolved(const peer_resolved& r) {
  if (known_peers_.size() >= known_peers_max) known_peers_.clear();
  const flows::address by_user{{}, r.user_id};
  if (!r.failed)
    known_peers_[{r.channel, r.user_id}] =
        r.conversation ? *r.conversation : ports::conversation_of(with_.crypto, r.channel, by_user);
  for (auto p = parked_.begin(); p != parked_.end();) {
    if (r.failed) p->events->done->keep(ports::accept_outcome::unavailable);
    if (!r.failed && !unresolved_peers(*p->events).empty()) {
      ++p;
      continue;
    }
    if (!r.failed) make_durable(*p->events);
    p = parked_.erase(p);
  }
}

flows::conversation_id ingress::conversation_for(flows::channel_id channel, const flows::address& peer) const {
  if (peer.wa_id.empty())
    if (const auto known = known_peers_.find({channel, peer.user_id}); known != known_peers_.end())
      return known->second;
  return ports::conversation_of(with_.crypto, channel, peer);
}

void ingress::make_durable(const accept_events& a) {
  append_events all;
  for (const auto& e : a.events)
    add(all, e);
  log_webhook(all, a);
  // One webhook, one lane each conversation: with a single lane (SQLite) that is one commit.
  std::map<std::size_t, append_events_ptr> by_lane;
  const auto part = [&](std::size_t lane) -> append_events& {
    auto& p = by_lane[lane];
    if (!p) p = std::make_shared<append_events>();
    return *p;
  };
  for (std::size_t i = 0; i < all.causes.size(); ++i) {
    auto& p = part(who_.lane_number_of(all.causes[i].conversation));
    p.causes.push_back(std::move(all.causes[i]));
    p.decoded.push_back(std::move(all.decoded[i]));
  }
  for (auto& s : all.statuses)
    part(s.out ? who_.lane_number_of(s.out->conversation) : 0).statuses.push_back(std::move(s));
  for (auto& e : all.events)
    part(0).events.push_back(std::move(e));
  for (auto& m : all.media)
    part(who_.lane_number_of(m.conversation)).media.push_back(std::move(m));
  for (auto& x : all.exchanges)
    part(x.conversation ? who_.lane_number_of(*x.conversation) : 0).exchanges.push_back(std::move(x));
  for (auto& n : all.numbers)
    part(0).numbers.push_back(std::move(n));
  for (auto& t : all.templates)
    part(0).templates.push_back(std::move(t));
  if (by_lane.empty()) return a.done->keep(ports::accept_outcome::durable); // a webhook without a single event
  const auto promises = split(a.done, by_lane.size());
  std::size_t next = 0;
  for (auto& [lane, events] : by_lane) {
    events->done = promises[next++];
    who_.lanes[lane].tell(std::move(events));
  }
}

void ingress::add_cause(append_events& to,
                        const ports::routed_event& e,
                        const flows::address& peer,
                        flows::priority prio,
                        timestamp at,
                        std::string_view key_kind,
                        const std::string& key,
                        flows::cause_body body) {
  ports::inbox_append row;
  row.tenant = e.channel.tenant;
  row.channel = e.channel.id;
  row.conversation = conversation_for(e.channel.id, peer);
  row.prio = prio;
  row.provider_time = at; // zero when the provider gave none: the same at every retry
  if (at == timestamp{}) at = with_.clock.now();
  row.kind = flows::kind_name(body);
  row.correlation_id = e.correlation_id;
  row.body = with_.codec.encode(body);
  row.key = dedup_key_of(with_.crypto, key_kind, key.empty() ? row.body : key);
  to.decoded.push_back({{}, at, e.correlation_id, std::move(body)});
  to.causes.push_back(std::move(row));
}

/// A customer's file is fetched beside the conversation, which goes on at once.
void ingress::want_file(append_events& to,
                        const ports::routed_event& e,
                        const flows::address& peer,
                        const flows::content& body,
                        timestamp at) const {
  const auto* file = std::get_if<flows::media_content>(&body);
  if (file == nullptr || file->media_id.empty()) return;
  to.media.push_back({e.channel.tenant, e.channel.id, conversation_for(e.channel.id, peer), *file,
                      at == timestamp{} ? with_.clock.now() : at});
}

/// The webhook as it came, a line for each conversation that it is about.
void ingress::log_webhook(append_events& to, const accept_events& a) const {
  if (with_.config.channel_log_days <= 0 || a.events.empty() || !a.events.front().raw) return;
  std::map<flows::channel_id, std::pair<const ports::channel_access*, std::vector<heard>>> by_channel;
  for (const auto& e : a.events) {
    if (e.channel.tenant == flows::tenant_id{}) continue; // nobody's
    auto& [channel, about] = by_channel[e.channel.id];
    channel = &e.channel;
    auto line = heard_of(e);
    const auto same = [&](const heard& h) { return h.conversation == line.conversation; };
    if (std::find_if(about.begin(), about.end(), same) == about.end()) about.push_back(std::move(line));
  }
  for (auto& [id, one] : by_channel)
    for (auto& line : exchanges_of(*one.first, *a.events.front().raw, std::move(one.second), with_.clock.now()))
      to.exchanges.push_back(std::move(line));
}

heard ingress::heard_of(const ports::routed_event& e) const {
  heard h;
  if (const auto* peer = peer_of(e.event)) h.conversation = conversation_for(e.channel.id, *peer);
  std::visit(flows::overloaded{
                 [&](const ports::status_fact& s) {
                   h.provider_id = s.provider_id;
                   if (s.out) h.conversation = s.out->conversation;
                 },
                 [&](const flows::inbound_message& m) { h.provider_id = m.provider_id; },
                 [&](const flows::echo_message& m) { h.provider_id = m.provider_id; },
                 [](const auto&) {},
             },
             e.event.what);
  return h;
}

void ingress::add(append_events& to, const ports::routed_event& e) {
  std::visit(flows::overloaded{
                 [&](const flows::inbound_message& m) {
                   want_file(to, e, m.from, m.body, m.sent_at);
                   add_cause(to, e, m.from, flows::priority::reply, m.sent_at, "inbound", m.provider_id, m);
                 },
                 [&](const flows::echo_message& m) {
                   want_file(to, e, m.to, m.body, m.sent_at);
                   add_cause(to, e, m.to, flows::priority::human, m.sent_at, "echo", m.provider_id, m);
                 },
                 [&](const flows::history_message& m) {
                   add_cause(to, e, m.peer, flows::priority::campaign, m.sent_at, "history", m.provider_id, m);
                 },
                 [&](ports::status_fact s) {
                   s.tenant = e.channel.tenant;
                   s.channel = e.channel.id;
                   with_.metrics.count("charla_status_facts_total", {{"status", flows::name_of(s.status)}});
                   to.statuses.push_back(std::move(s));
                 },
                 [&](ports::system_event s) {
                   s.tenant = e.channel.tenant;
                   to.events.push_back(std::move(s));
                 },
                 [&](const ports::preference_fact& p) {
                   flows::contact_changed change;
                   change.opted_in = p.wanted;
                   change.by = "provider";
                   const auto key = std::to_string(flows::to_unix_ms(p.at)) + '/' + p.from.primary();
                   add_cause(to, e, p.from, flows::priority::failure, p.at, "preference", key, change);
                 },
                 [&](ports::template_fact t) {
                   t.tenant = e.channel.tenant;
                   t.channel = e.channel.id;
                   to.templates.push_back(std::move(t));
                 },
                 [&](ports::number_fact n) {
                   n.tenant = e.channel.tenant;
                   n.channel = e.channel.id;
                   to.numbers.push_back(std::move(n));
                 },
             },
             e.event.what);
}

} // namespace charla::actors
