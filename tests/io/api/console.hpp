#pragma once

#include "fixture.hpp"

/// A console on the live feed, without a socket.
namespace charla::api_test {

class kept_channel final : public ports::text_channel {
public:
  std::vector<std::string> frames;
  std::optional<std::uint16_t> closed;
  std::size_t queued = 0;
  bool send(std::string frame) override {
    frames.push_back(std::move(frame));
    return true;
  }
  void close(std::uint16_t code, std::string) override { closed = code; }
  [[nodiscard]] std::size_t queued_bytes() const override { return queued; }
};

inline ports::http_request upgrade(const headers& h) {
  ports::http_request r;
  r.method = "GET";
  r.path = "/api/v1/feed";
  r.headers = h;
  r.headers.push_back({"Host", "charla.test"});
  r.headers.push_back({"Origin", "http://charla.test"});
  r.headers.push_back({"Sec-WebSocket-Protocol", "console.live.v1"});
  return r;
}

/// A console on the socket.
struct console {
  console(world& w, const headers& h) : in(w), channel(std::make_shared<kept_channel>()) {
    auto accepted = w.routes.websockets.at(0).second(upgrade(h));
    INFO(accepted.refusal.body);
    REQUIRE(accepted.session);
    CHECK(accepted.subprotocol == "console.live.v1");
    session = accepted.session;
    session->on_open(channel);
  }
  /// Says something and reads what comes.
  std::vector<json::document> say(const std::string& frame) {
    session->on_text(frame);
    return hear();
  }
  std::vector<json::document> hear() {
    in.run_later();
    std::vector<json::document> out;
    for (auto& f : channel->frames)
      out.push_back(read(f));
    channel->frames.clear();
    return out;
  }
  world& in;
  std::shared_ptr<kept_channel> channel;
  std::shared_ptr<ports::websocket_session> session;
};

inline ports::message_added said(const flows::conversation_id& id, std::int64_t seq, const std::string& text) {
  flows::message m;
  m.seq = seq;
  m.body = flows::text_content{text};
  return {id, m, 2};
}

} // namespace charla::api_test
