#include "io/providers/simulator/stage.hpp"

namespace charla::simulator {

ports::routes make_routes(
    options o, ports::http_client& client, const ports::clock& clock, ports::crypto& crypto, schedule_fn schedule) {
  const auto s = std::make_shared<stage>(std::move(o), client, clock, crypto, std::move(schedule));
  ports::routes out;
  add_send_routes(out.http, s);
  add_file_routes(out.http, s);
  add_account_routes(out.http, s);
  add_instance_routes(out.http, s);
  add_control_routes(out.http, s);
  add_play_routes(out.http, s);
  return out;
}

} // namespace charla::simulator
