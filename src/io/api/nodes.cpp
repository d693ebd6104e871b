#include "io/api/resources.hpp"
#include "io/api/show.hpp"

namespace charla::api {

namespace {

/// One now; a list, so that there may be more.
answer list(call& c) {
  const auto seen = c.house.node.look(c.store());
  const std::vector<std::string> rows{c.house.node.describe(seen)};
  return list_response(rows, "", [](json::writer& w, const std::string& row) { w.raw(row); });
}

} // namespace

endpoints node_endpoints() {
  return {{"GET", "/api/v1/nodes", right::actors_read, "The cluster's nodes: what each carries and how fast it works",
           "", "nodes", quick(list)}};
}

} // namespace charla::api
