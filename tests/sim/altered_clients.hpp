#pragma once

#include "io/ports/http.hpp"

/// HTTP clients with a fault.
namespace charla::sim {

/// True for every `n`-th call.
inline std::function<bool()> every(int n) {
  return [n, count = std::make_shared<int>(0)] { return ++*count % n == 0; };
}

/// Takes an unknown outcome for "not sent".
class hopeful_client final : public ports::http_client {
public:
  explicit hopeful_client(ports::http_client& inner) : inner_(inner) {}
  void send(ports::client_request request, std::function<void(ports::client_response)> done) override {
    inner_.send(std::move(request), [done = std::move(done)](ports::client_response r) {
      if (r.error == ports::transport_errc::unknown) r.error = ports::transport_errc::not_sent;
      done(std::move(r));
    });
  }

private:
  ports::http_client& inner_;
};

/// Says "accepted" at once and sends the message after the next one.
class lazy_client final : public ports::http_client {
public:
  explicit lazy_client(ports::http_client& inner) : inner_(inner) {}
  void send(ports::client_request request, std::function<void(ports::client_response)> done) override {
    if (request.method == "GET" || kept_ || !now_()) {
      inner_.send(std::move(request), std::move(done));
      if (kept_) inner_.send(std::move(*std::exchange(kept_, std::nullopt)), [](const ports::client_response&) {});
      return;
    }
    kept_ = std::move(request);
    ports::client_response r;
    r.status = 200;
    r.body = R"({"messages":[{"id":"wamid.SOON"}]})";
    done(std::move(r));
  }

private:
  ports::http_client& inner_;
  std::optional<ports::client_request> kept_;
  std::function<bool()> now_ = every(4);
};

} // namespace charla::sim
