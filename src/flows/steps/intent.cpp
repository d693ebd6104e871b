#include "flows/expr/fold.hpp"
#include "flows/steps/types.hpp"

#include <algorithm>

/// `intent`: looks for keywords in what the customer has just said and leaves by the exit of the first intent that has
/// one (R058, R164), else by `default`. `map` holds each intent's keywords, a list or one text with commas (older
/// flows: a field `map.<intent>` each); `order` may name intents that are to be tried first; the others follow by name.
namespace charla::flows::steps {

namespace {

constexpr std::array rules{
    field_rule{"map", field_kind::table, false, "intent → its keywords, separated by commas"},
    field_rule{"order", field_kind::words, false, "intents that are tried first"},
};
constexpr std::array<std::string_view, 1> exits{"default"};
constexpr std::string_view map_prefix = "map.";

bool takes_field(std::string_view name) { return name.size() > map_prefix.size() && name.starts_with(map_prefix); }

/// Keywords by intent, from both forms.
std::map<std::string, std::vector<std::string>> read_map(const value::object& written) {
  std::map<std::string, std::vector<std::string>> out;
  if (const auto found = written.find("map"); found != written.end() && found->second.members() != nullptr)
    for (const auto& [intent, keywords] : *found->second.members())
      out[intent] = words_of(keywords);
  for (const auto& [name, keywords] : written)
    if (takes_field(name)) out[name.substr(map_prefix.size())] = words_of(keywords);
  return out;
}

bool takes_exit(const node& n, std::string_view name) { return read_map(n.fields).contains(std::string{name}); }

std::vector<std::string> own_exits(const node& n) {
  std::vector<std::string> out;
  for (const auto& entry : read_map(n.fields))
    out.push_back(entry.first);
  return out;
}

class intent final : public step {
public:
  explicit intent(field_reader& f) {
    const auto map = read_map(f.all());
    if (map.empty()) f.wrong("map.", "flow.missing_field", "an intent step needs at least one intent with keywords");
    for (const auto& [name, keywords] : map)
      check(f, name, keywords);
    const auto add = [&](const std::string& name, const std::vector<std::string>& keywords) {
      std::vector<std::string> folded;
      std::transform(keywords.begin(), keywords.end(), std::back_inserter(folded), expr::fold);
      intents_.emplace_back(name, std::move(folded));
    };
    const auto first = f.words("order");
    for (const auto& name : first) {
      const auto found = map.find(name);
      if (found == map.end())
        f.wrong("order", "flow.bad_field", "no intent is called `" + name + '`');
      else
        add(name, found->second);
    }
    for (const auto& [name, keywords] : map)
      if (std::find(first.begin(), first.end(), name) == first.end()) add(name, keywords);
  }

  result<outcome> enter(context& c) const override {
    auto name = classify(c.variable(input_variable));
    c.trace("intent", name);
    if (auto kept = c.remember("intent", name); !kept) return failed(kept);
    return leave{std::move(name)};
  }

private:
  static void check(field_reader& f, const std::string& name, const std::vector<std::string>& keywords) {
    const auto where = f.raw("map").present() ? "map." + name : std::string{map_prefix} + name;
    if (name == "default") f.wrong(where, "flow.bad_field", "`default` is the exit for no intent");
    if (keywords.empty()) f.wrong(where, "flow.bad_field", "no keyword in it; write words separated by commas");
  }

  [[nodiscard]] std::string classify(std::string_view text) const {
    const auto folded = expr::fold(text);
    const auto occurs = [&](const std::string& word) { return folded.find(word) != std::string::npos; };
    for (const auto& [name, keywords] : intents_)
      if (std::any_of(keywords.begin(), keywords.end(), occurs)) return name;
    return "default";
  }

  std::vector<std::pair<std::string, std::vector<std::string>>> intents_; ///< in the order in which they are tried
};

} // namespace

step_type intent_step() {
  return {.name = "intent",
          .about = "Chooses an exit by keywords in what the customer said",
          .fields = rules,
          .exits = exits,
          .takes_exit = takes_exit,
          .takes_field = takes_field,
          .own_exits = own_exits,
          .compile = [](field_reader& f) -> std::unique_ptr<const step> { return std::make_unique<intent>(f); }};
}

} // namespace charla::flows::steps
