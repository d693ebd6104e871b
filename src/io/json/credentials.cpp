#include "io/json/credentials.hpp"

#include "io/json/reader.hpp"
#include "io/json/writer.hpp"

namespace charla::json {

std::string write_credentials(const credentials& c) {
  writer w;
  w.begin_object();
  w.member("access_token", c.access_token).member("app_secret", c.app_secret).member("verify_token", c.verify_token);
  return w.end_object().take();
}

flows::result<credentials> read_credentials(std::string_view json) {
  if (json.empty()) return credentials{};
  const auto parsed = document::parse(json);
  if (!parsed) return tl::make_unexpected(parsed.error());
  const auto root = parsed->root();
  if (root.kind() != kind::object) return flows::fail("json.type", "credentials must be an object");
  const auto text = [&](std::string_view name) { return std::string{root[name].text().value_or("")}; };
  return credentials{text("access_token"), text("app_secret"), text("verify_token")};
}

} // namespace charla::json
