#include "flows/expr/fold.hpp"
#include "flows/steps/types.hpp"

#include <algorithm>

/// `intent`: looks for keywords in what the customer has just said and leaves by the exit of the first intent that has
/// one (R058, R164), else by `default`. `map.<intent>` holds the intent's keywords, separated by commas; `order` may
/// name intents that are to be tried first, likewise; the others follow by name.
namespace charla::flows::steps {

namespace {

constexpr std::array fields{field_rule{"order"}};
constexpr std::array<std::string_view, 1> exits{"default"};
constexpr std::string_view map_prefix = "map.";

bool takes_field(std::string_view name) { return name.size() > map_prefix.size() && name.starts_with(map_prefix); }

bool takes_exit(const node& n, std::string_view name) {
  return n.fields.contains(std::string{map_prefix} + std::string{name});
}

/// Calls `use` with each trimmed, non-empty part until it returns true.
template <class Use>
bool any_part(std::string_view list, Use use) {
  while (!list.empty()) {
    const auto comma = list.find(',');
    auto part = list.substr(0, comma);
    list = comma == std::string_view::npos ? std::string_view{} : list.substr(comma + 1);
    const auto first = part.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) continue;
    part = part.substr(first, part.find_last_not_of(" \t\r\n") - first + 1);
    if (use(part)) return true;
  }
  return false;
}

bool occurs(std::string_view keywords, const std::string& folded_text) {
  return any_part(keywords,
                  [&](std::string_view word) { return folded_text.find(expr::fold(word)) != std::string::npos; });
}

std::string classify(const node& at, std::string_view order, std::string_view text) {
  const auto folded = expr::fold(text);
  std::string found;
  const auto try_intent = [&](std::string_view name) {
    const auto keywords = at.fields.find(std::string{map_prefix} + std::string{name});
    if (keywords == at.fields.end() || !occurs(keywords->second, folded)) return false;
    found = name;
    return true;
  };
  if (any_part(order, try_intent)) return found;
  for (auto it = at.fields.lower_bound(std::string{map_prefix}); it != at.fields.end() && takes_field(it->first);
       ++it) {
    if (occurs(it->second, folded)) return it->first.substr(map_prefix.size());
  }
  return "default";
}

result<outcome> enter(context& c) {
  auto name = classify(c.at(), c.field("order"), c.variable(input_variable));
  c.trace("intent", name);
  if (auto kept = c.remember("intent", name); !kept) return failed(kept);
  return leave{std::move(name)};
}

void check(const node& n, std::vector<error>& problems) {
  const bool has_intent =
      std::any_of(n.fields.begin(), n.fields.end(), [](const auto& field) { return takes_field(field.first); });
  if (!has_intent)
    problems.push_back({"flow.missing_field", "an intent step needs at least one `map.<intent>` with keywords",
                        field_path(n, "map.")});
  for (const auto& [name, keywords] : n.fields) {
    if (!takes_field(name)) continue;
    const auto intent = name.substr(map_prefix.size());
    const auto where = field_path(n, name);
    if (intent == "default") problems.push_back({"flow.bad_field", "`default` is the exit for no intent", where});
    if (!any_part(keywords, [](std::string_view) { return true; }))
      problems.push_back({"flow.bad_field", "no keyword in it; write words separated by commas", where});
    if (!n.exits.contains(intent))
      problems.push_back(
          {"flow.missing_exit", "connect the exit `" + intent + '`', "nodes." + n.id + ".exits." + intent});
  }
  const auto order = n.fields.find("order");
  if (order == n.fields.end()) return;
  any_part(order->second, [&](std::string_view name) {
    if (!takes_exit(n, name))
      problems.push_back({"flow.bad_field", "no intent is called `" + std::string{name} + '`', field_path(n, "order")});
    return false;
  });
}

} // namespace

step_type intent_step() {
  step_type type;
  type.name = "intent";
  type.fields = fields;
  type.exits = exits;
  type.takes_field = takes_field;
  type.takes_exit = takes_exit;
  type.check = check;
  type.enter = enter;
  return type;
}

} // namespace charla::flows::steps
