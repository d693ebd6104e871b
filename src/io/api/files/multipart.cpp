#include "io/api/files/multipart.hpp"

#include <algorithm>

namespace charla::api {

namespace {

constexpr int parts_max = 20;

std::string lower(std::string_view text) {
  std::string out{text};
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

std::string_view trim(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

/// The value of a part's header; empty when it has none of that name.
std::string_view header_in(std::string_view head, std::string_view name) {
  while (!head.empty()) {
    const auto end = std::min(head.find("\r\n"), head.size());
    const auto line = head.substr(0, end);
    const auto colon = line.find(':');
    if (colon != std::string_view::npos && lower(line.substr(0, colon)) == name) return trim(line.substr(colon + 1));
    head.remove_prefix(std::min(end + 2, head.size()));
  }
  return {};
}

/// Takes a quoted or bare value off the text.
std::string take_value(std::string_view& text) {
  std::string out;
  if (text.empty() || text.front() != '"') {
    const auto end = std::min(text.find(';'), text.size());
    out = trim(text.substr(0, end));
    text.remove_prefix(end);
    return out;
  }
  text.remove_prefix(1);
  while (!text.empty() && text.front() != '"') {
    if (text.front() == '\\' && text.size() > 1 && text[1] == '"') text.remove_prefix(1);
    out.push_back(text.front());
    text.remove_prefix(1);
  }
  if (!text.empty()) text.remove_prefix(1);
  return out;
}

} // namespace

std::string header_parameter(std::string_view value, std::string_view name) {
  auto rest = value.substr(std::min(value.find(';'), value.size()));
  while (!rest.empty()) {
    rest.remove_prefix(1); // the semicolon
    const auto equals = rest.find('=');
    if (equals == std::string_view::npos) return {};
    const auto key = lower(trim(rest.substr(0, equals)));
    rest.remove_prefix(equals + 1);
    auto found = take_value(rest);
    if (key == name) return found;
    rest.remove_prefix(std::min(rest.find(';'), rest.size()));
  }
  return {};
}

flows::result<form_file> file_in_form(std::string_view content_type, std::string_view body) {
  const auto boundary = header_parameter(content_type, "boundary");
  if (boundary.empty() || boundary.size() > 70)
    return flows::fail("form.boundary", "The Content-Type must carry the form's boundary, of at most 70 characters.");
  const auto mark = "--" + boundary;
  const auto between = "\r\n" + mark;
  if (!body.starts_with(mark))
    return flows::fail("form.broken", "The form does not begin with the boundary that the Content-Type names.");
  body.remove_prefix(mark.size());
  form_file named;
  bool has_named = false;
  for (int i = 0; i < parts_max && body.starts_with("\r\n"); ++i) {
    body.remove_prefix(2);
    const auto head_end = body.find("\r\n\r\n");
    const auto end = head_end == std::string_view::npos ? head_end : body.find(between, head_end + 2);
    if (end == std::string_view::npos) return flows::fail("form.broken", "A part of the form does not end.");
    const auto head = body.substr(0, head_end);
    const auto begin = std::min(head_end + 4, end);
    const auto about = header_in(head, "content-disposition");
    form_file part{body.substr(begin, end - begin), std::string{header_in(head, "content-type")},
                   header_parameter(about, "filename")};
    if (!part.filename.empty()) return part;
    if (!has_named && header_parameter(about, "name") == "file") {
      named = part;
      has_named = true;
    }
    body.remove_prefix(end + between.size());
  }
  if (has_named) return named;
  return flows::fail("form.no_file", "The form holds no file: send it in the part `file`.");
}

} // namespace charla::api
