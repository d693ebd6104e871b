#pragma once

#include "flows/ids.hpp"

#include <map>
#include <string>
#include <vector>

/// A published flow: a graph of steps, immutable, as the reducer walks it.
namespace charla::flows {

/// One step of a flow. What its fields mean is known to its step type alone (`flows/steps`).
struct node {
  std::string id;
  std::string type;                          ///< name in the registry of steps: `send_text`, `intent`, …
  std::map<std::string, std::string> fields; ///< e.g. `text`; keys of an intent's `map` appear as `map.<intent>`
  std::map<std::string, std::string> exits;  ///< exit name → node id; a missing exit ends the run
  friend bool operator==(const node&, const node&) = default;
};

/// Names one published version of a flow.
struct flow_version {
  flow_id flow;
  std::int32_t version = 0;
  friend auto operator<=>(const flow_version&, const flow_version&) = default;
};

struct flow {
  flow_id id;
  std::int32_t version = 0;
  tenant_id tenant;
  std::string name;
  std::string start; ///< id of the first node
  std::map<std::string, node> nodes;
  friend bool operator==(const flow&, const flow&) = default;
};

} // namespace charla::flows
