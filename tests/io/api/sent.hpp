#pragma once

#include "fixture.hpp"

/// What the doors gave the engine to send.
namespace charla::api_test {

/// The newest, or the one with that number.
inline const ports::send_message& sent(const world& w, std::optional<std::size_t> index = std::nullopt) {
  REQUIRE(!w.engine.commands.empty());
  return std::get<ports::send_message>(w.engine.commands.at(index.value_or(w.engine.commands.size() - 1)).what);
}

/// Makes the newest durable, as the engine would: its cause with what was submitted.
inline void keep(world& w) {
  const auto& c = w.engine.commands.back();
  const auto& s = sent(w);
  ports::inbox_append row;
  row.tenant = c.channel.tenant;
  row.channel = c.channel.id;
  row.conversation = ports::conversation_of(*w.crypto, c.channel.id, c.to);
  row.provider_time = w.clock.now();
  row.key = {};
  const auto name = w.crypto->sha256(s.message.client_id);
  std::copy_n(name.begin(), row.key.size(), row.key.begin());
  row.kind = "outgoing_request";
  row.body = w.codec->encode(flows::cause_body{s.message});
  row.submitted = s.submitted;
  ports::batch b;
  b.appends.push_back(row);
  const auto done = w.lane->apply(b);
  REQUIRE(done);
  REQUIRE(done->appends.at(0));
}

} // namespace charla::api_test
