#include "wire/http_message.hpp"

#include <charconv>

namespace charla::bench {

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool starts_with_name(std::string_view line, std::string_view lower_name) {
  if (line.size() <= lower_name.size() || line[lower_name.size()] != ':') return false;
  for (std::size_t i = 0; i < lower_name.size(); ++i)
    if (lower(line[i]) != lower_name[i]) return false;
  return true;
}

std::string_view word(std::string_view line, std::size_t index) {
  for (; index > 0; --index) {
    const auto space = line.find(' ');
    if (space == std::string_view::npos) return {};
    line.remove_prefix(space + 1);
  }
  return line.substr(0, line.find(' '));
}

} // namespace

int http_message::status() const {
  const auto text = word(start_line, 1);
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::string_view http_message::method() const { return word(start_line, 0); }

std::string_view http_message::target() const { return word(start_line, 1); }

std::string_view http_message::header(std::string_view lower_name) const {
  auto rest = head;
  while (!rest.empty()) {
    const auto end = rest.find("\r\n");
    const auto line = rest.substr(0, end);
    if (starts_with_name(line, lower_name)) {
      const auto first = line.find_first_not_of(' ', lower_name.size() + 1);
      return first == std::string_view::npos ? std::string_view{} : line.substr(first);
    }
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + 2);
  }
  return {};
}

std::optional<http_message> split_http(std::string_view buffer) {
  const auto head_end = buffer.find("\r\n\r\n");
  if (head_end == std::string_view::npos) return std::nullopt;
  http_message m;
  const auto line_end = buffer.find("\r\n");
  m.start_line = buffer.substr(0, line_end);
  if (line_end < head_end) m.head = buffer.substr(line_end + 2, head_end - line_end - 2);
  std::size_t length = 0;
  const auto text = m.header("content-length");
  std::from_chars(text.data(), text.data() + text.size(), length);
  m.size = head_end + 4 + length;
  if (buffer.size() < m.size) return std::nullopt;
  m.body = buffer.substr(head_end + 4, length);
  return m;
}

} // namespace charla::bench
