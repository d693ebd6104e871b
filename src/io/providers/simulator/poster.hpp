#pragma once

#include "io/providers/simulator/simulator.hpp"
#include "io/providers/simulator/wire.hpp"

#include <map>
#include <memory>

namespace charla::simulator {

/// Where a provider posts its webhooks.
struct callback {
  std::string url;
  std::string secret; ///< Meta and YCloud sign with it; Evolution sends it as a header, or signs a token with it
  bool jwt = false;   ///< of Evolution: `Authorization: Bearer` with a token of ten minutes instead of the header
};

/// A webhook that is to be posted: whose, about which number of ours, and its body.
struct webhook {
  speech via = speech::meta;
  std::string number;
  std::string body;
};

/// Posts webhooks as the providers do: signed, and again with growing pauses until they are taken.
class poster : public std::enable_shared_from_this<poster> {
public:
  poster(const options& o,
         ports::http_client& client,
         const ports::clock& clock,
         ports::crypto& crypto,
         schedule_fn schedule);

  /// @param number empty: for all numbers of that provider that have none of their own
  void send_to(speech via, const std::string& number, callback to);
  [[nodiscard]] std::optional<callback> callback_of(speech via, const std::string& number) const;

  /// After `delay`; false when nobody wants it or too many wait already (dropped and counted).
  bool post_later(std::chrono::milliseconds delay, webhook what);
  /// Once and now, without repeating; `done` gets the answer.
  void post_now(const webhook& what, std::function<void(const ports::client_response&)> done);

  struct counts {
    std::size_t waiting = 0;   ///< scheduled, under way or to be repeated
    std::int64_t posted = 0;   ///< taken
    std::int64_t given_up = 0; ///< refused for too long
    std::int64_t dropped = 0;  ///< too many waited
  };
  [[nodiscard]] counts now() const;

private:
  void attempt(std::shared_ptr<const webhook> what, int failures);
  void attempted(std::shared_ptr<const webhook> what, int failures, int status);
  [[nodiscard]] ports::client_request request_of(const webhook& what, const callback& to) const;
  [[nodiscard]] std::string token_of(const std::string& secret) const;

  struct state;
  std::size_t waiting_max_;
  ports::http_client& client_;
  const ports::clock& clock_;
  ports::crypto& crypto_;
  schedule_fn schedule_;
  std::shared_ptr<state> state_;
};

} // namespace charla::simulator
