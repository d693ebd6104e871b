#include "io/json/pretty.hpp"

#include "io/json/text.hpp"
#include "io/json/writer.hpp"

namespace charla::json {

namespace {

constexpr std::size_t columns = 110;

std::string quoted(std::string_view text) { return writer{text.size() + 2}.text(text).take(); }

/// All in one line; empty when it does not fit.
std::string in_one_line(value v, std::size_t room) { // NOLINT(misc-no-recursion): the parser bounds the depth
  const bool list = v.kind() == kind::array;
  if (!list && v.kind() != kind::object) return v.dump();
  std::string out = list ? "[" : "{";
  const auto add = [&](const std::string& name, value one) {
    if (out.size() > 1) out += ", ";
    const auto text = in_one_line(one, room);
    out += name + text;
    return !text.empty() && length_utf8(out) < room;
  };
  if (list) {
    for (const auto one : v.items())
      if (!add({}, one)) return {};
  } else {
    for (const auto& [name, one] : v.members())
      if (!add(quoted(name) + ": ", one)) return {};
  }
  return out + (list ? ']' : '}');
}

void write(std::string& out, value v, std::size_t depth, std::size_t used) { // NOLINT(misc-no-recursion): likewise
  const bool list = v.kind() == kind::array;
  if (!list && v.kind() != kind::object) {
    out += v.dump();
    return;
  }
  const auto room = columns > used ? columns - used : 0;
  if (const auto line = in_one_line(v, room); !line.empty()) {
    out += line;
    return;
  }
  const std::string indent((depth + 1) * 2, ' ');
  bool first = true;
  const auto begin = [&] {
    out += first ? "\n" : ",\n";
    out += indent;
    first = false;
  };
  out += list ? '[' : '{';
  if (list) {
    for (const auto one : v.items()) {
      begin();
      write(out, one, depth + 1, indent.size() + 1);
    }
  } else {
    for (const auto& [name, one] : v.members()) {
      begin();
      const auto key = quoted(name) + ": ";
      out += key;
      write(out, one, depth + 1, indent.size() + length_utf8(key) + 1);
    }
  }
  out += '\n' + std::string(depth * 2, ' ') + (list ? ']' : '}');
}

} // namespace

std::string pretty(const document& d) {
  std::string out;
  write(out, d.root(), 0, 0);
  return out + '\n';
}

flows::result<std::string> pretty(std::string_view json) {
  const auto parsed = document::parse(json);
  if (!parsed) return tl::make_unexpected(parsed.error());
  return pretty(*parsed);
}

} // namespace charla::json
