#include "io/json/writer.hpp"

#include "io/json/text.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace charla::json {

namespace {

/// 0: copied as it is; 1: escaped; 2: begins a sequence of more than one byte.
constexpr std::array<std::uint8_t, 256> byte_classes() {
  std::array<std::uint8_t, 256> classes{};
  for (std::size_t b = 0; b < classes.size(); ++b)
    classes[b] = b < 0x20 ? 1 : b < 0x80 ? 0 : 2;
  classes['"'] = 1;
  classes['\\'] = 1;
  return classes;
}
constexpr auto class_of = byte_classes();

void append_escaped(std::string& out, char c) {
  constexpr std::string_view hex = "0123456789abcdef";
  switch (c) {
  case '\0': return; // NUL is removed: no database of ours stores it in text
  case '"': out += "\\\""; return;
  case '\\': out += "\\\\"; return;
  case '\n': out += "\\n"; return;
  case '\r': out += "\\r"; return;
  case '\t': out += "\\t"; return;
  default:
    out += "\\u00";
    out.push_back(hex[static_cast<std::uint8_t>(c) >> 4]);
    out.push_back(hex[static_cast<std::uint8_t>(c) & 15]);
  }
}

} // namespace

void writer::separate() {
  if (comma_) out_.push_back(',');
}

writer& writer::begin_object() {
  separate();
  out_.push_back('{');
  comma_ = false;
  return *this;
}

writer& writer::end_object() {
  out_.push_back('}');
  comma_ = true;
  return *this;
}

writer& writer::begin_array() {
  separate();
  out_.push_back('[');
  comma_ = false;
  return *this;
}

writer& writer::end_array() {
  out_.push_back(']');
  comma_ = true;
  return *this;
}

writer& writer::key(std::string_view name) {
  separate();
  quoted(name);
  out_.push_back(':');
  comma_ = false;
  return *this;
}

void writer::quoted(std::string_view value) {
  out_.push_back('"');
  std::size_t plain = 0; // beginning of the run that is copied as it is
  for (std::size_t i = 0; i < value.size();) {
    const auto kind = class_of[static_cast<std::uint8_t>(value[i])];
    if (kind == 0) {
      ++i;
      continue;
    }
    std::size_t broken = 0;
    if (kind == 2)
      if (const auto length = utf8_sequence(value, i, broken); length != 0) {
        i += length;
        continue;
      }
    out_.append(value, plain, i - plain);
    if (kind == 1) {
      append_escaped(out_, value[i++]);
    } else {
      out_ += "\xEF\xBF\xBD";
      i += broken;
    }
    plain = i;
  }
  out_.append(value, plain, value.size() - plain);
  out_.push_back('"');
}

writer& writer::text(std::string_view value) {
  separate();
  quoted(value);
  comma_ = true;
  return *this;
}

writer& writer::integer(std::int64_t value) {
  separate();
  std::array<char, 24> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  out_.append(digits.data(), end);
  comma_ = true;
  return *this;
}

writer& writer::number(double value) {
  if (!std::isfinite(value)) return null();
  separate();
  std::array<char, 40> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  out_.append(digits.data(), end);
  comma_ = true;
  return *this;
}

writer& writer::boolean(bool value) { return raw(value ? "true" : "false"); }
writer& writer::null() { return raw("null"); }

writer& writer::raw(std::string_view json) {
  separate();
  out_ += json;
  comma_ = true;
  return *this;
}

} // namespace charla::json
