#include "flows/expr/duration.hpp"
#include "flows/expr/split.hpp"
#include "flows/expr/substitute.hpp"
#include "flows/steps/step.hpp"

namespace charla::flows::steps {

namespace {

using values = std::map<std::string, std::string>;

std::optional<std::string_view> in_map(const values& known, std::string_view name) {
  const auto found = known.find(std::string{name});
  if (found == known.end()) return std::nullopt;
  return found->second;
}

std::optional<std::string_view> value_of(const conversation& c, std::string_view name) {
  constexpr std::string_view of_contact = "contact.";
  constexpr std::string_view of_attributes = "attributes.";
  if (name == "contact.name") return c.contact_name;
  if (name == "contact.phone") return c.peer.wa_id;
  if (name == "contact.user_id") return c.peer.user_id;
  if (name.starts_with(of_contact)) return in_map(c.attributes, name.substr(of_contact.size()));
  if (name.starts_with(of_attributes)) return in_map(c.attributes, name.substr(of_attributes.size()));
  if (c.run) {
    if (const auto variable = in_map(c.run->variables, name)) return variable;
  }
  return in_map(c.attributes, name);
}

} // namespace

std::string_view context::field(const std::string& name) const {
  const auto found = at_.fields.find(name);
  return found == at_.fields.end() ? std::string_view{} : std::string_view{found->second};
}

std::string context::filled(const std::string& name) {
  const auto text = field(name);
  if (text.find("{{") == std::string_view::npos) return std::string{text};
  auto done = expr::substitute(text, [this](std::string_view asked) { return value_of(turn_.next(), asked); });
  for (auto& unknown : done.unknown)
    trace("unknown_name", std::move(unknown));
  return std::move(done.text);
}

result<void> context::send_text(std::string_view text) {
  auto parts = expr::split(text, limits::text_length_max);
  if (parts.empty()) trace("empty_text");
  for (auto& part : parts) {
    if (auto sent = send(text_content{std::move(part)}); !sent) return sent;
  }
  return {};
}

std::string_view context::variable(std::string_view name) {
  return in_map(run().variables, name).value_or(std::string_view{});
}

result<void> context::remember(std::string_view name, std::string_view value) {
  auto& variables = run().variables;
  std::string key{name};
  if (variables.size() >= limits::attributes_max && !variables.contains(key))
    return fail("flow.too_many_variables",
                "a run keeps at most " + std::to_string(limits::attributes_max) + " variables", at_.id);
  variables.insert_or_assign(std::move(key), std::string{expr::clip(value, limits::attribute_length_max)});
  return {};
}

result<void> context::keep_for_later(std::string_view text) {
  std::string all{variable(pending_variable)};
  if (!all.empty()) all += '\n';
  all += text;
  return remember(pending_variable, all);
}

void context::arm(wait_state::kind what, milliseconds after) {
  auto& wait = run().wait;
  wait.what = what;
  wait.timer_key = "run:" + std::to_string(turn_.next().version) + '.' + std::to_string(turn_.timer_count());
  turn_.set_timer(wait.timer_key, turn_.now() + after,
                  std::string{after <= limits::pause_max ? short_wait : long_wait});
}

tl::unexpected<error> context::bad_field(std::string_view name, std::string what) const {
  return fail("flow.bad_field", std::move(what), field_path(at_, name));
}

std::string field_path(const node& n, std::string_view field) {
  return "nodes." + n.id + ".fields." + std::string{field};
}

void check_seconds(const node& n, const std::string& field, std::vector<error>& problems) {
  const auto found = n.fields.find(field);
  if (found == n.fields.end() || expr::read_seconds(found->second)) return;
  problems.push_back({"flow.bad_field", "write seconds above zero, at most a year: 90 or 0.5", field_path(n, field)});
}

} // namespace charla::flows::steps
