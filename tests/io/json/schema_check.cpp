#include "schema_check.hpp"

#include <algorithm>
#include <array>

namespace charla::test {

namespace {

using json::kind;
using json::value;

bool is_type(value v, std::string_view type) {
  switch (v.kind()) {
  case kind::boolean: return type == "boolean";
  case kind::integer: return type == "integer" || type == "number";
  case kind::number: return type == "number";
  case kind::text: return type == "string";
  case kind::array: return type == "array";
  case kind::object: return type == "object";
  default: return false;
  }
}

class checker {
public:
  explicit checker(value root) : root_(root) {}

  std::string check(value schema, value v, const std::string& path) {
    if (schema.kind() == kind::boolean) return *schema.boolean() ? "" : path + ": not allowed here";
    for (const auto& [word, rule] : schema.members())
      if (auto wrong = check_word(schema, word, rule, v, path); !wrong.empty()) return wrong;
    return {};
  }

private:
  std::string check_word(value schema, std::string_view word, value rule, value v, const std::string& path) {
    constexpr std::array<std::string_view, 12> passed_over{
        "description",          "title",         "$schema",       "$comment",  "$defs",     "patternProperties",
        "additionalProperties", "minProperties", "maxProperties", "maxLength", "minLength", "minItems"};
    if (word == "$ref") return check(resolved(*rule.text()), v, path);
    if (word == "type") return check_type(rule, v, path);
    if (word == "const") return rule.dump() == v.dump() ? "" : path + ": not " + rule.dump();
    if (word == "enum") return among(rule, v) ? "" : path + ": none of " + rule.dump();
    if (word == "oneOf") return check_one_of(rule, v, path);
    if (word == "required") {
      for (const auto name : rule.items())
        if (!v[*name.text()].exists()) return path + ": lacks " + std::string{*name.text()};
      return {};
    }
    if (word == "items") {
      std::size_t i = 0;
      for (const auto one : v.items())
        if (auto wrong = check(rule, one, path + '[' + std::to_string(i++) + ']'); !wrong.empty()) return wrong;
      return {};
    }
    const bool of_members = word == "properties" || (word == "additionalProperties" && !schema["properties"].exists());
    if (of_members) return check_members(schema, v, path);
    return std::find(passed_over.begin(), passed_over.end(), word) != passed_over.end()
               ? ""
               : "unknown keyword " + std::string{word};
  }

  std::string check_type(value rule, value v, const std::string& path) {
    const auto types = rule.kind() == kind::array ? rule.items() : std::vector<value>{rule};
    const bool fits = std::any_of(types.begin(), types.end(), [&](value t) { return is_type(v, *t.text()); });
    return fits ? "" : path + ": not " + rule.dump();
  }

  static bool among(value rule, value v) {
    const auto all = rule.items();
    return std::any_of(all.begin(), all.end(), [&](value one) { return one.dump() == v.dump(); });
  }

  std::string check_one_of(value rule, value v, const std::string& path) {
    std::size_t fits = 0;
    std::string closest;
    for (const auto one : rule.items()) {
      auto wrong = check(one, v, path);
      if (wrong.empty()) ++fits;
      if (wrong.size() > closest.size()) closest = std::move(wrong);
    }
    if (fits == 1) return {};
    return fits == 0 ? closest : path + ": fits more than one";
  }

  std::string check_members(value schema, value v, const std::string& path) {
    for (const auto& [name, one] : v.members()) {
      const auto here = path + '.' + std::string{name};
      auto rule = schema["properties"][name];
      for (const auto& [pattern, by_prefix] : schema["patternProperties"].members())
        if (!rule.exists() && pattern == "^map\\.." && name.starts_with("map.")) rule = by_prefix;
      if (!rule.exists()) rule = schema["additionalProperties"];
      if (!rule.exists()) continue;
      if (auto wrong = check(rule, one, here); !wrong.empty()) return wrong;
    }
    return {};
  }

  value resolved(std::string_view reference) {
    auto out = root_;
    reference.remove_prefix(2);
    while (!reference.empty()) {
      const auto slash = reference.find('/');
      out = out[reference.substr(0, slash)];
      reference = slash == std::string_view::npos ? std::string_view{} : reference.substr(slash + 1);
    }
    return out;
  }

  value root_;
};

} // namespace

std::string misfit(value schema, value written) { return checker{schema}.check(schema, written, "$"); }

} // namespace charla::test
