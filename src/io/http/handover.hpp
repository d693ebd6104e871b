#pragma once

#include "io/http/lane.hpp"
#include "io/http/response_text.hpp"

namespace charla::http {

/// What a session gives away when its connection becomes a channel of text.
struct handover {
  tcp_socket socket;
  ports::http_request request;
  std::string_view endpoint;        ///< lives as long as the site
  moment read{};                    ///< when the request was read, for its report
  std::vector<ports::header> extra; ///< CORS fields for the answer
  bool http_1_0 = false;
};

/// Answers the upgrade and runs the connection on the lane until it ends. `accept.session` must not be null.
void start_websocket(lane& on, handover given, ports::websocket_accept accept);
/// Begins the event stream and runs it on the lane until it ends.
void start_event_stream(lane& on, handover given, ports::sse_accept accept);

} // namespace charla::http
