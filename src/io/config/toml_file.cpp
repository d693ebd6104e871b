#include "io/config/toml_file.hpp"

#include "io/config/value.hpp"

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

namespace charla::config {

namespace {

std::optional<value> texts_of(const toml::array& a) {
  std::vector<std::string> out;
  for (const auto& item : a) {
    const auto* text = item.as_string();
    if (text == nullptr) return std::nullopt;
    out.push_back(text->get());
  }
  return value{std::move(out)};
}

std::optional<value> value_of(const toml::node& node) {
  if (const auto* s = node.as_string()) return value{s->get()};
  if (const auto* b = node.as_boolean()) return value{b->get()};
  if (const auto* i = node.as_integer()) return value{i->get()};
  if (const auto* d = node.as_floating_point()) return value{d->get()};
  if (const auto* a = node.as_array()) return texts_of(*a);
  return std::nullopt;
}

std::string words_for(const toml::node& node) {
  switch (node.type()) {
  case toml::node_type::string: return "the text \"" + node.as_string()->get() + "\"";
  case toml::node_type::boolean: return node.as_boolean()->get() ? "true" : "false";
  case toml::node_type::integer: return "the whole number " + std::to_string(node.as_integer()->get());
  case toml::node_type::floating_point: return "the number " + to_text(node.as_floating_point()->get());
  case toml::node_type::array: return "a list";
  default: return "a date or time";
  }
}

void collect(const toml::table& table, const std::string& prefix, std::vector<setting>& out) {
  for (const auto& [name, node] : table) {
    const auto path = prefix.empty() ? std::string(name.str()) : prefix + "." + std::string(name.str());
    if (const auto* inner = node.as_table())
      collect(*inner, path, out);
    else
      out.push_back({path, value_of(node), words_for(node), static_cast<int>(node.source().begin.line)});
  }
}

} // namespace

flows::result<std::vector<setting>> read_toml(const std::string& file) {
  const auto parsed = toml::parse_file(file);
  if (!parsed) {
    const auto& e = parsed.error();
    const auto at = e.source().begin.line
                        ? ":" + std::to_string(e.source().begin.line) + ":" + std::to_string(e.source().begin.column)
                        : std::string{};
    return flows::fail("config.file", file + at + ": " + std::string(e.description()), file);
  }
  std::vector<setting> out;
  collect(parsed.table(), "", out);
  return out;
}

} // namespace charla::config
