#pragma once

#include "flows/decide.hpp"
#include "flows/given.hpp"

#include <boost/json.hpp>

/// The written form of golden conversations (tests/golden/README.md), read.
namespace charla::flows::test {

/// What a golden conversation remembers between its turns, as the store would.
struct golden_world {
  conversation state = new_conversation();
  std::map<std::string, timer_effect> timers;
  std::optional<call_token> last_call;
};

[[nodiscard]] flow read_flow(const boost::json::value& written, std::int32_t version = 1, std::int32_t id = 7);
[[nodiscard]] value read_value(const boost::json::value& written);
/// Of `flow` and, beside it, `others`; all live.
[[nodiscard]] catalog read_catalog(const boost::json::object& golden);
[[nodiscard]] rules read_rules(const boost::json::object& golden);
/// `90` seconds after noon.
[[nodiscard]] timestamp read_time(const boost::json::value& seconds);
/// One cause, in the state that the store would hand it over with: a `control` cause has changed who speaks already.
[[nodiscard]] cause read_cause(const boost::json::object& written, timestamp at, golden_world& world);

} // namespace charla::flows::test
