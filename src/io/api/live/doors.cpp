#include "io/api/live/doors.hpp"

#include "io/api/authenticate.hpp"
#include "io/api/live/session.hpp"
#include "io/api/live/stream.hpp"

namespace charla::api::live {

namespace {

tl::expected<identity, problem> admit(context& house, const ports::http_request& request, bool by_page) {
  const auto rows = house.admins.take();
  if (!rows) return refuse(unavailable("The store cannot be reached; try again in a few seconds."));
  auto who = authenticate(house, *rows, request);
  if (!who) return who;
  // A page of another site could open a socket with the visitor's cookie: browsers always say where the page is from.
  if (by_page && who->by == identity::means::cookie)
    if (auto ours = refuse_foreign_origin(house, request); !ours) return refuse(ours.error());
  if (!who->may(right::conversations_read)) return refuse(forbidden("This needs the right `conversations:read`."));
  return who;
}

bool speaks_our_protocol(const ports::http_request& request) {
  const auto offered = request.header_value("sec-websocket-protocol");
  return offered && offered->find(subprotocol) != std::string_view::npos;
}

} // namespace

ports::websocket_handler feed_door(const context_ptr& house) {
  return [house](const ports::http_request& request) -> ports::websocket_accept {
    ports::websocket_accept out;
    auto who = admit(*house, request, true);
    if (!who) {
      out.refusal = to_response(who.error(), request.correlation_id);
      return out;
    }
    if (!speaks_our_protocol(request)) {
      out.refusal = to_response(bad_request("Ask for the subprotocol console.live.v1."), request.correlation_id);
      return out;
    }
    out.subprotocol = subprotocol;
    out.session = std::make_shared<session>(house, std::move(*who), request);
    return out;
  };
}

ports::sse_handler stream_door(const context_ptr& house) {
  return [house](const ports::http_request& request) -> ports::sse_accept {
    ports::sse_accept out;
    auto who = admit(*house, request, false);
    if (!who) {
      out.refusal = to_response(who.error(), request.correlation_id);
      return out;
    }
    const auto last = request.header_value("last-event-id");
    auto reader = std::make_shared<event_stream>(house, std::move(*who), last ? read_event_id(*last) : std::nullopt);
    out.on_open = [reader](ports::text_channel_ptr channel) { reader->on_open(std::move(channel)); };
    out.on_close = [reader] { reader->on_close(); };
    return out;
  };
}

} // namespace charla::api::live
