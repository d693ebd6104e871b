#pragma once

#include "flows/decide.hpp"

#include <string>

/// Values that the tests of the deciding mind start from.
namespace charla::flows::test {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

/// 2026-03-02 12:00 UTC.
inline constexpr timestamp noon = from_unix_ms(1'772'452'800'000);

[[nodiscard]] conversation new_conversation();
[[nodiscard]] cause inbound(std::string text, timestamp at = noon);
[[nodiscard]] cause inbound_content(content body, timestamp at = noon);
[[nodiscard]] cause echo(std::string text, timestamp at = noon);
[[nodiscard]] cause as_person(std::string text, timestamp at = noon);
[[nodiscard]] cause timer(std::string key, std::string body = "pause", timestamp at = noon);
[[nodiscard]] cause of(cause_body body, timestamp at = noon);

/// A step: type, fields, exits.
[[nodiscard]] node step(std::string type, value::object fields = {}, std::map<std::string, std::string> exits = {});
/// A flow ready to run; the test fails when it has problems.
[[nodiscard]] std::shared_ptr<const program> ready(flow f);
[[nodiscard]] flow flow_of(std::map<std::string, node> nodes, std::string start = "start");
/// A catalog with one live flow that starts at `start`.
[[nodiscard]] catalog with_flow(std::map<std::string, node> nodes, std::string start = "start");
/// The flow of R058 and R059.
[[nodiscard]] catalog welcome_flow();

/// The decision; the test fails when there is none.
[[nodiscard]] decision decided(const conversation& state,
                               std::vector<cause> causes,
                               const catalog& flows,
                               timestamp now = noon,
                               const rules& r = {});
/// The texts that the bot sends.
[[nodiscard]] std::vector<std::string> bot_texts(const decision& d);
[[nodiscard]] bool traced(const decision& d, std::string_view what, std::string_view detail = {});

} // namespace charla::flows::test
