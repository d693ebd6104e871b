#include "io/json/pointer.hpp"

#include <charconv>

namespace charla::json {

namespace {

/// `~1` is a slash and `~0` a tilde (RFC 6901 §3).
std::string unescape(std::string_view token) {
  std::string out;
  for (std::size_t i = 0; i < token.size(); ++i) {
    const bool escaped = token[i] == '~' && i + 1 < token.size() && (token[i + 1] == '0' || token[i + 1] == '1');
    out += !escaped ? token[i] : token[++i] == '0' ? '~' : '/';
  }
  return out;
}

value item(value array, std::string_view token) {
  std::size_t index = 0;
  const auto* const end = token.data() + token.size();
  const auto [at, failed] = std::from_chars(token.data(), end, index);
  const auto items = array.items();
  return failed == std::errc{} && at == end && index < items.size() ? items[index] : value{};
}

} // namespace

value find(value root, std::string_view pointer) {
  auto here = root;
  while (!pointer.empty()) {
    if (pointer.front() != '/') return {};
    pointer.remove_prefix(1);
    const auto slash = pointer.find('/');
    const auto token = pointer.substr(0, slash);
    here = here.kind() == kind::array ? item(here, token) : here[unescape(token)];
    if (!here.exists() || slash == std::string_view::npos) return here;
    pointer.remove_prefix(slash);
  }
  return here;
}

flows::result<std::map<std::string, std::string>> pick(std::string_view text,
                                                       const std::map<std::string, std::string>& pointers) {
  std::map<std::string, std::string> out;
  if (pointers.empty()) return out;
  const auto parsed = document::parse(text);
  if (!parsed) return tl::make_unexpected(parsed.error());
  for (const auto& [name, pointer] : pointers) {
    const auto found = find(parsed->root(), pointer);
    if (!found.exists()) return flows::fail("json.missing", "the answer has nothing at `" + pointer + '`', pointer);
    if (found.kind() == kind::null)
      out.emplace(name, std::string{});
    else
      out.emplace(name, found.text() ? std::string{*found.text()} : found.dump());
  }
  return out;
}

} // namespace charla::json
