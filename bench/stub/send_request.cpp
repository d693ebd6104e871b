#include "stub/send_request.hpp"

namespace charla::bench {

namespace {

std::size_t end_of_string(std::string_view json, std::size_t from) {
  while (from < json.size() && json[from] != '"')
    from += json[from] == '\\' ? 2 : 1;
  return from;
}

} // namespace

std::string_view string_field(std::string_view json, std::string_view name) {
  for (auto at = json.find(name); at != std::string_view::npos; at = json.find(name, at + 1)) {
    auto after = at + name.size();
    // A quoted name inside a text is escaped, so a bare quote on both sides is a key (or a whole value).
    if (at == 0 || json[at - 1] != '"' || after >= json.size() || json[after] != '"') continue;
    after = json.find_first_not_of(" \t\r\n", after + 1);
    if (after == std::string_view::npos || json[after] != ':') continue;
    after = json.find_first_not_of(" \t\r\n", after + 1);
    if (after == std::string_view::npos || json[after] != '"') continue;
    const auto end = end_of_string(json, after + 1);
    if (end >= json.size()) return {};
    return json.substr(after + 1, end - after - 1);
  }
  return {};
}

send_request read_send(std::string_view body) {
  auto to = string_field(body, "to");
  if (!to.empty() && to.front() == '+') to.remove_prefix(1); // sends carry +549…, webhooks 549…
  return {string_field(body, "biz_opaque_callback_data"), to, string_field(body, "body")};
}

std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char c : text)
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return hash;
}

} // namespace charla::bench
