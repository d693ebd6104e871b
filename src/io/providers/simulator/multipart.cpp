#include "io/providers/simulator/multipart.hpp"

#include <algorithm>
#include <strings.h>

namespace charla::simulator {

namespace {

/// The value of `name=` or `name="…"` in a header; empty when it is not there.
std::string parameter(std::string_view header, std::string_view name) {
  const auto key = std::string{name} + '=';
  auto at = header.find(key);
  while (at != std::string_view::npos && at > 0 && header[at - 1] != ' ' && header[at - 1] != ';')
    at = header.find(key, at + 1);
  if (at == std::string_view::npos) return {};
  auto rest = header.substr(at + key.size());
  if (rest.starts_with('"')) {
    rest.remove_prefix(1);
    return std::string{rest.substr(0, rest.find('"'))};
  }
  return std::string{rest.substr(0, rest.find_first_of("; \r\n"))};
}

void read_head(std::string_view head, form_part& part) {
  while (!head.empty()) {
    const auto end = std::min(head.find("\r\n"), head.size());
    const auto line = head.substr(0, end);
    head.remove_prefix(std::min(end + 2, head.size()));
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    const std::string name{line.substr(0, colon)};
    auto value = line.substr(colon + 1);
    while (value.starts_with(' '))
      value.remove_prefix(1);
    if (strcasecmp(name.c_str(), "Content-Type") == 0) part.type = value;
    if (strcasecmp(name.c_str(), "Content-Disposition") != 0) continue;
    part.name = parameter(value, "name");
    part.filename = parameter(value, "filename");
  }
}

} // namespace

flows::result<std::vector<form_part>> read_form(std::string_view content_type, std::string_view body) {
  const auto boundary = parameter(content_type, "boundary");
  if (!content_type.starts_with("multipart/form-data") || boundary.empty())
    return flows::fail("multipart.boundary", "the content type is multipart/form-data with a boundary");
  const auto delimiter = "--" + boundary;
  std::vector<form_part> out;
  if (!body.starts_with(delimiter)) return flows::fail("multipart.form", "the body begins with the boundary");
  body.remove_prefix(delimiter.size());
  while (!body.starts_with("--")) {
    if (!body.starts_with("\r\n")) return flows::fail("multipart.form", "a line ends after the boundary");
    body.remove_prefix(2);
    const auto head_end = body.find("\r\n\r\n");
    if (head_end == std::string_view::npos) return flows::fail("multipart.form", "a part's head does not end");
    form_part part;
    read_head(body.substr(0, head_end), part);
    body.remove_prefix(head_end + 4);
    const auto end = body.find("\r\n" + delimiter);
    if (end == std::string_view::npos) return flows::fail("multipart.form", "a part does not end with the boundary");
    part.bytes = body.substr(0, end);
    out.push_back(std::move(part));
    body.remove_prefix(end + 2 + delimiter.size());
  }
  return out;
}

} // namespace charla::simulator
