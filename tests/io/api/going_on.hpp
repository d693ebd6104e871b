#pragma once

#include "fixture.hpp"

/// A conversation that goes on, without an engine.
namespace charla::api_test {

inline std::string path_of(const flows::conversation_id& id, const std::string& rest = "") {
  return "/api/v1/conversations/" + flows::to_string(id.value()) + rest;
}

/// One more turn of a conversation that `talk` has begun, adjusted by `change`.
template <class Change>
void turn_on(world& w, const flows::conversation_id& id, Change change) {
  const auto row = **w.admin->conversation(acme, id);
  ports::turn_write t;
  t.conversation = id;
  t.turn = flows::turn_id{w.crypto->row_uuid(flows::to_unix_ms(w.clock.now()))};
  t.epoch = w.lane->epoch();
  t.base_version = row.version;
  t.base_ctl = row.ctl_seq;
  t.summary = row.summary;
  t.decided_at = w.clock.now();
  change(t);
  ports::batch b;
  b.turns.push_back(std::move(t));
  REQUIRE(w.lane->apply(b)->turns.at(0) == ports::verdict::ok);
}

inline ports::message_row line(world& w, std::int64_t seq, const flows::content& body, const std::string& client_id) {
  ports::message_row m;
  m.seq = seq;
  m.at = w.clock.now();
  m.dir = flows::direction::outbound;
  m.by = flows::author::human;
  m.type = flows::type_name(body);
  m.body = w.codec->encode(body);
  m.client_id = client_id;
  return m;
}

/// A bubble of a person under the key; failed, when it is said so. Its version.
inline std::int64_t
bubble(world& w, const flows::conversation_id& id, std::int64_t seq, const std::string& key, bool fails) {
  turn_on(w, id, [&](ports::turn_write& t) {
    auto m = line(w, seq, flows::text_content{"hola de nuevo"}, key);
    m.send = 0;
    t.messages.push_back(m);
    ports::outbox_write o;
    o.channel = t.summary.channel;
    t.sends.push_back(o);
  });
  const auto version = (*w.admin->conversation(acme, id))->version;
  if (!fails) return version;
  ports::batch b;
  ports::send_fact f;
  f.out = {id, version, 0};
  f.how = ports::send_fact::outcome::failed;
  f.error_code = 131026;
  b.sends.push_back(f);
  REQUIRE(w.lane->apply(b));
  return version;
}

} // namespace charla::api_test
