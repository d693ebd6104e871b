#pragma once

#include "fixture.hpp"

namespace charla::api_test {

/// A conversation as the engine commits it, line by line.
class thread_of {
public:
  thread_of(world& w, int n) : w_(w), peer_{"54911555502" + std::to_string(10 + n), ""} {
    id = ports::conversation_of(*w.crypto, w.channel("wa_main"), peer_);
  }
  thread_of& line(flows::timestamp at,
                  flows::direction dir,
                  flows::author by,
                  flows::content body,
                  std::optional<ports::send_fact> outcome = {}) {
    auto t = turn(at);
    ports::message_row m;
    m.seq = ++seq_;
    m.at = at;
    m.dir = dir;
    m.by = by;
    m.type = flows::type_name(body);
    m.body = w_.codec->encode(body);
    const bool note = m.type == "system";
    if (dir == flows::direction::outbound && !note) m.send = std::int16_t{0};
    t.messages.push_back(m);
    if (m.send) {
      ports::outbox_write out;
      out.channel = t.summary.channel;
      out.by = by;
      out.body = m.body;
      t.sends.push_back(out);
    }
    t.control = std::exchange(control, std::nullopt);
    commit(t);
    if (m.send) end(outcome.value_or(ports::send_fact{}));
    return *this;
  }
  thread_of& customer(flows::timestamp at, const std::string& text = "hola") {
    return line(at, flows::direction::inbound, flows::author::contact, flows::text_content{text});
  }
  thread_of& bot(flows::timestamp at, std::optional<ports::send_fact> outcome = {}) {
    return line(at, flows::direction::outbound, flows::author::bot, flows::text_content{"buenas"}, std::move(outcome));
  }
  thread_of& person(flows::timestamp at) {
    return line(at, flows::direction::outbound, flows::author::human, flows::text_content{"soy Ana"});
  }
  thread_of& note(flows::timestamp at, const std::string& kind, const std::string& body) {
    flows::system_content what;
    what.kind = kind;
    what.body = body;
    return line(at, flows::direction::outbound, flows::author::system, what);
  }
  thread_of& status(flows::message_status s, const std::string& pricing) {
    ports::status_fact f;
    f.tenant = acme;
    f.channel = w_.channel("wa_main");
    f.out = flows::out_id{id, version_, 0};
    f.provider_id = "wamid." + flows::to_string(id.value()) + std::to_string(version_);
    f.status = s;
    f.at = w_.clock.now();
    f.pricing = pricing;
    ports::batch work;
    work.statuses.push_back(f);
    REQUIRE(w_.lane->apply(work));
    return *this;
  }
  flows::conversation_id id;
  std::optional<flows::control_effect> control; ///< of the next line

private:
  ports::turn_write turn(flows::timestamp at) {
    ports::turn_write t;
    t.conversation = id;
    t.turn = flows::turn_id{w_.crypto->row_uuid(flows::to_unix_ms(at))};
    t.epoch = w_.lane->epoch();
    t.base_version = version_;
    t.base_ctl = ctl_;
    t.summary.tenant = acme;
    t.summary.channel = w_.channel("wa_main");
    t.summary.contact = ports::contact_of(*w_.crypto, acme, peer_);
    t.summary.peer = peer_;
    t.summary.last_activity_at = at;
    t.decided_at = at;
    return t;
  }
  void commit(ports::turn_write t) {
    ports::inbox_append cause;
    cause.tenant = acme;
    cause.channel = t.summary.channel;
    cause.conversation = id;
    cause.provider_time = t.decided_at;
    cause.kind = "inbound_message";
    cause.key = {static_cast<std::uint8_t>(version_), static_cast<std::uint8_t>(id.value().bytes[0]),
                 static_cast<std::uint8_t>(id.value().bytes[1])};
    cause.body = w_.codec->encode(flows::cause_body{flows::inbound_message{}});
    ports::batch arrival;
    arrival.appends.push_back(cause);
    t.causes.push_back(w_.lane->apply(arrival)->appends.at(0).value());
    ports::batch work;
    if (t.control) ++ctl_;
    work.turns.push_back(std::move(t));
    REQUIRE(w_.lane->apply(work)->turns.at(0) == ports::verdict::ok);
    ++version_;
  }
  void end(ports::send_fact f) {
    ports::batch sending;
    sending.claims.push_back({{id, version_, 0}, w_.lane->epoch(), w_.clock.now()});
    REQUIRE(w_.lane->apply(sending)->claims.at(0) == ports::claim_verdict::granted);
    f.out = {id, version_, 0};
    f.tenant = acme;
    f.at = w_.clock.now();
    if (f.how == ports::send_fact::outcome::accepted)
      f.provider_id = "wamid." + flows::to_string(id.value()) + std::to_string(version_);
    ports::batch work;
    work.sends.push_back(f);
    REQUIRE(w_.lane->apply(work));
  }

  world& w_;
  flows::address peer_;
  std::int64_t seq_ = 0;
  std::int64_t version_ = 0;
  std::int64_t ctl_ = 0;
};

} // namespace charla::api_test
