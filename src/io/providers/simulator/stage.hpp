#pragma once

#include "io/providers/simulator/dialect.hpp"
#include "io/providers/simulator/faults.hpp"
#include "io/providers/simulator/files.hpp"
#include "io/providers/simulator/limits.hpp"
#include "io/providers/simulator/poster.hpp"
#include "io/providers/simulator/request_log.hpp"
#include "io/providers/simulator/tally.hpp"
#include "io/providers/simulator/templates.hpp"

#include <mutex>

namespace charla::simulator {

/// A number of ours, or an instance of Evolution.
struct our_number {
  std::string display; ///< digits
  std::string quality = "GREEN";
  std::string throughput = "STANDARD";
  std::string limit = "TIER_1K";
  std::string connection = "open"; ///< of an instance: `open` | `connecting` | `close`
};

/// What the handlers of all routes share. They run on any thread of the server, timers and answers on others.
struct stage {
  stage(options o, ports::http_client& client, const ports::clock& clock, ports::crypto& crypto, schedule_fn schedule);

  /// An id as that provider makes them.
  [[nodiscard]] std::string new_id(const dialect& d);
  /// Under the lock.
  [[nodiscard]] our_number& number_of(const std::string& id);
  [[nodiscard]] sender_number sender_of(const std::string& id);

  const options settings;
  const ports::clock& clock;
  ports::crypto& crypto;
  const schedule_fn schedule;
  const std::shared_ptr<poster> posts;

  std::mutex lock; ///< guards what follows
  dice random;
  faults wrong;
  limit_settings limits;
  limiter limiting;
  template_shelf templates;
  file_shelf files;
  tally counts;
  request_log log;
  std::size_t held = 0; ///< answers that wait for their time
  std::vector<webhook> withheld;
  std::map<std::string, our_number> numbers;
};
using stage_ptr = std::shared_ptr<stage>;

/// A message of ours arrives: faults and limits decide what becomes of it, statuses follow.
void take_send(const stage_ptr& s, const dialect& d, const ports::http_request& r, ports::responder_ptr done);

using route_list = std::vector<ports::route>;
void add_send_routes(route_list& to, const stage_ptr& s);
void add_file_routes(route_list& to, const stage_ptr& s);
void add_account_routes(route_list& to, const stage_ptr& s); ///< templates and numbers of Meta
void add_instance_routes(route_list& to, const stage_ptr& s);
void add_control_routes(route_list& to, const stage_ptr& s);
void add_play_routes(route_list& to, const stage_ptr& s); ///< customers

/// A handler that answers at once.
template <class Answer>
ports::http_handler at_once(Answer answer) {
  return [answer](const ports::http_request& r, const ports::responder_ptr& done) { (*done)(answer(r)); };
}

} // namespace charla::simulator
