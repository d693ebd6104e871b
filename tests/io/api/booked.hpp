#pragma once

#include "fixture.hpp"

/// What the sentences about the agenda are made of.
namespace charla::api_test {

inline const std::string resources_path = "/api/v1/agenda/resources";
inline const std::string appointments_path = "/api/v1/appointments";

inline std::string text_at(const json::document& d, std::string_view name) {
  return std::string{d.root()[name].text().value_or("?")};
}

/// A resource of acme; its id.
inline std::string add_resource(world& w, const std::string& hours = "") {
  return text_at(
      w.ask(200, "POST", resources_path, w.as(ports::role::owner), R"({"name":"Dra. Paz","hours":")" + hours + "\"}"),
      "id");
}

/// The body of a booking of half an hour at that hour of 19 November 2026 (the clock shows the day before).
/// @param more further members, each after a comma.
inline std::string booking_of(const std::string& resource, int hour, const std::string& more = "") {
  const auto at = "2026-11-19T" + std::to_string(hour);
  return R"({"resource_id":")" + resource + R"(","title":"Consulta","starts_at":")" + at + R"(:00:00Z","ends_at":")"
         + at + R"(:30:00Z")" + more + "}";
}

} // namespace charla::api_test
