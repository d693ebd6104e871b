#pragma once

#include "io/providers/simulator/simulator.hpp"

#include <memory>

namespace charla::simulator {

/// Posts webhooks to the callback as Meta does: signed, and again with growing pauses until the answer is 200.
class poster : public std::enable_shared_from_this<poster> {
public:
  poster(const options& o, ports::http_client& client, ports::crypto& crypto, schedule_fn schedule);

  /// After `delay`; false when too many wait already (the status is dropped and counted).
  bool post_later(std::chrono::milliseconds delay, std::string body);
  /// Once and now, without repeating; `done` gets the answer.
  void post_now(std::string body, std::function<void(const ports::client_response&)> done);

  struct counts {
    std::size_t waiting = 0;   ///< scheduled, under way or to be repeated
    std::int64_t posted = 0;   ///< answered with 200
    std::int64_t given_up = 0; ///< refused for too long
    std::int64_t dropped = 0;  ///< too many waited
  };
  [[nodiscard]] counts now() const;

private:
  void attempt(std::shared_ptr<const std::string> body, int failures);
  void attempted(std::shared_ptr<const std::string> body, int failures, int status);
  [[nodiscard]] ports::client_request request_of(const std::string& body) const;

  struct state;
  std::string url_;
  std::string secret_;
  std::size_t waiting_max_;
  ports::http_client& client_;
  ports::crypto& crypto_;
  schedule_fn schedule_;
  std::shared_ptr<state> state_;
};

} // namespace charla::simulator
