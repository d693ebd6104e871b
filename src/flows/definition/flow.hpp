#pragma once

#include "flows/definition/value.hpp"
#include "flows/ids.hpp"

#include <optional>

/// A flow as its author wrote it: a graph of steps. What runs is the `program` compiled from it.
namespace charla::flows {

/// Where the editor draws a step.
struct position {
  double x = 0;
  double y = 0;
  friend bool operator==(const position&, const position&) = default;
};

/// One step of a flow. What its fields mean is known to its step type alone (`flows/steps`).
struct node {
  std::string id;
  std::string type;                         ///< name in the registry of steps: `send_text`, `intent`, …
  value::object fields;                     ///< e.g. `text`; keys of an intent's `map` may be written `map.<intent>`
  std::map<std::string, std::string> exits; ///< exit name → node id; a missing exit ends the run
  std::optional<position> at;
  std::string comment;
  friend bool operator==(const node&, const node&) = default;
};

/// What begins a flow. Which of several begins is decided by `priority`, then by how particular the kind is
/// (`trigger_kinds` is in that order), then by which flow went live last.
struct trigger {
  std::string type; ///< one of `trigger_kinds`
  int priority = 0;
  bool interrupts = false; ///< also while another run waits for the customer
  value::object fields;    ///< `words`, `pattern`, `event`, …
  friend bool operator==(const trigger&, const trigger&) = default;
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
  std::string language = "es";           ///< of texts that are written without one, and when a translation is missing
  std::vector<std::string> languages;    ///< what every text shall be written in; empty: `language` alone
  std::vector<trigger> triggers;         ///< none: any message, as the flows of the systems before Charla
  std::vector<std::string> parameters;   ///< variables that a run may be begun with
  std::optional<std::int64_t> expires_s; ///< a run that waits for the customer longer than this is over
  std::string start;                     ///< id of the first node
  std::map<std::string, node> nodes;
  std::string comment;
  friend bool operator==(const flow&, const flow&) = default;
};

} // namespace charla::flows
