#include "io/api/openapi.hpp"
#include "io/api/resources.hpp"

namespace charla::api {

endpoints described_endpoints() {
  auto all = all_endpoints();
  endpoint feed{"GET",
                "/api/v1/feed",
                right::conversations_read,
                "WebSocket, subprotocol console.live.v1: tables by topic, kept up to date by deltas",
                "",
                "",
                {}};
  feed.media = "text/plain";
  endpoint stream{"GET",
                  "/api/inbox/stream",
                  right::conversations_read,
                  "Server-Sent Events named `message`: everything that happens, resumed by Last-Event-ID",
                  "",
                  "",
                  {}};
  stream.media = "text/event-stream";
  all.push_back(std::move(feed));
  all.push_back(std::move(stream));
  return all;
}

endpoints document_endpoints() {
  endpoint e{"GET", "/api/openapi.json", right::open, "This document", "", "openapi", quick([](call& c) -> answer {
               return json_response(openapi_of(described_endpoints(), c.house.with.config.http.public_url));
             })};
  e.store = false;
  return {e};
}

} // namespace charla::api
