#pragma once

#include "io/providers/simulator/faults.hpp"
#include "io/providers/simulator/graph.hpp"
#include "io/providers/simulator/poster.hpp"
#include "io/providers/simulator/request_log.hpp"
#include "io/providers/simulator/webhooks.hpp"

#include <mutex>

namespace charla::simulator {

/// The state behind the routes. Handlers run on any thread of the server, timers and answers on others: one lock.
class simulation : public std::enable_shared_from_this<simulation> {
public:
  simulation(
      options o, ports::http_client& client, const ports::clock& clock, ports::crypto& crypto, schedule_fn schedule);

  void send(const ports::http_request& r, ports::responder_ptr done);
  void play_customer(const ports::http_request& r, ports::responder_ptr done);
  [[nodiscard]] ports::http_response change_faults(std::string_view json);
  [[nodiscard]] ports::http_response show_faults();
  [[nodiscard]] ports::http_response show_requests(const ports::http_request& r);
  [[nodiscard]] ports::http_response show_state();
  [[nodiscard]] ports::http_response reset();

private:
  /// What becomes of one send, decided under the lock.
  struct fate {
    bool lost_before = false;
    bool lost_after = false;
    std::chrono::milliseconds held{0}; ///< the answer waits so long
    std::optional<refusal> error;
    std::int32_t failed_later = 0;
    bool duplicate = false;
    bool reorder = false;
    bool statuses_lost = false;
  };
  [[nodiscard]] fate draw();
  void note(const send_request& r, const fate& f, const std::string& wamid);
  void answer(const fate& f, ports::responder_ptr done, ports::http_response response);
  void schedule_statuses(const send_request& r, const fate& f, const std::string& wamid);
  [[nodiscard]] std::string new_wamid();

  options options_;
  const ports::clock& clock_;
  ports::crypto& crypto_;
  schedule_fn schedule_;
  std::shared_ptr<poster> poster_;

  std::mutex lock_;
  dice random_;
  faults faults_;
  request_log log_;
  std::size_t held_ = 0;
};

} // namespace charla::simulator
