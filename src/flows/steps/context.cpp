#include "flows/steps/context.hpp"

#include "flows/expr/hours.hpp"
#include "flows/expr/split.hpp"

#include <algorithm>

namespace charla::flows::steps {

namespace {

using values = std::map<std::string, std::string>;

std::optional<std::string> in_map(const values& known, std::string_view name) {
  const auto found = known.find(std::string{name});
  if (found == known.end()) return std::nullopt;
  return found->second;
}

std::string lines_of(const std::vector<std::string>& items) {
  std::string out;
  for (const auto& item : items)
    out += (out.empty() ? "" : "\n") + item;
  return out;
}

std::optional<std::string> of_contact(const conversation& c, std::string_view name) {
  if (name == "name") return c.contact_name;
  if (name == "phone") return c.peer.wa_id;
  if (name == "user_id") return c.peer.user_id;
  if (name == "tags") return lines_of(c.tags);
  return in_map(c.attributes, name);
}

} // namespace

std::optional<std::string> context::find(std::string_view name) const {
  constexpr std::string_view contact = "contact.";
  constexpr std::string_view attributes = "attributes.";
  const auto& c = turn_.next();
  if (name == "contact.language") return std::string{language()};
  if (name.starts_with(contact)) return of_contact(c, name.substr(contact.size()));
  if (name.starts_with(attributes)) return in_map(c.attributes, name.substr(attributes.size()));
  if (c.run) {
    if (auto variable = in_map(c.run->variables, name)) return variable;
  }
  if (auto attribute = in_map(c.attributes, name)) return attribute;
  if (name == "channel") return turn_.rule().channel;
  if (name == "flow") return program_.source().name;
  return std::nullopt;
}

const expr::zone& context::local() const {
  if (!zone_) zone_ = expr::zone::parse(turn_.rule().zone).value_or(expr::zone{});
  return *zone_;
}

std::string_view context::language() const {
  const auto& own = turn_.next().language;
  return own.empty() ? std::string_view{turn_.rule().language} : std::string_view{own};
}

bool context::has_tag(std::string_view name) const {
  const auto& tags = turn_.next().tags;
  return std::find(tags.begin(), tags.end(), name) != tags.end();
}

bool context::within_business_hours() const {
  const auto& written = turn_.rule().hours;
  if (written.empty()) return true;
  const auto parsed = expr::business_hours::parse(written);
  return !parsed || parsed->open_at(turn_.now(), local());
}

void context::trace(std::vector<expr::note> notes) {
  for (auto& n : notes)
    trace(std::move(n.code), std::move(n.about));
}

std::string context::fill(const expr::text_template& text) {
  std::vector<expr::note> notes;
  auto out = text.render(*this, notes);
  trace(std::move(notes));
  return out;
}

std::string context::fill(const localized& text) {
  const auto* const spoken = text.in(language());
  return spoken == nullptr ? std::string{} : fill(*spoken);
}

values context::fill(const std::map<std::string, expr::text_template>& table) {
  values out;
  for (const auto& [name, text] : table)
    out.emplace(name, fill(text));
  return out;
}

bool context::holds(const expr::condition& c) {
  std::vector<expr::note> notes;
  const bool yes = c.holds(*this, notes);
  trace(std::move(notes));
  return yes;
}

result<void> context::send_text(std::string_view text) {
  auto parts = expr::split(text, limits::text_length_max);
  if (parts.empty()) trace("empty_text");
  for (auto& part : parts) {
    if (auto sent = send(text_content{std::move(part)}); !sent) return sent;
  }
  return {};
}

std::string_view context::variable(std::string_view name) const {
  const auto& run = turn_.next().run;
  if (!run) return {};
  const auto found = run->variables.find(std::string{name});
  return found == run->variables.end() ? std::string_view{} : std::string_view{found->second};
}

result<void> context::remember(std::string_view name, std::string_view value) {
  auto& variables = run().variables;
  std::string key{name};
  if (variables.size() >= limits::attributes_max && !variables.contains(key))
    return fail("flow.too_many_variables",
                "a run keeps at most " + std::to_string(limits::attributes_max) + " variables", at_.id);
  constexpr std::size_t shown_max = 100;
  if (name != input_variable && name != pending_variable)
    turn_.trace(at_.id, "set", key + '=' + std::string{expr::clip(value, shown_max)});
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

void context::await_reply() {
  const auto& expires = program_.source().expires_s;
  if (!expires) {
    run().wait.what = wait_state::kind::reply;
    return;
  }
  arm(wait_state::kind::reply, std::chrono::seconds{*expires});
  turn_.set_timer(run().wait.timer_key, turn_.now() + std::chrono::seconds{*expires}, std::string{expiry});
}

void context::forget_wait() {
  auto& wait = run().wait;
  if (!wait.timer_key.empty()) turn_.set_timer(wait.timer_key, std::nullopt);
  wait = {};
}

void context::ask(call_request request) {
  call_effect effect;
  // A second call of the same step in the same turn is another question.
  effect.token = {turn_.next().version, at_.id, static_cast<std::int32_t>(turn_.call_count())};
  // The answer comes as a cause; should it never come, this timer ends the wait.
  arm(wait_state::kind::call, request.timeout + limits::call_grace);
  effect.request = request;
  auto& wait = run().wait;
  wait.call = effect.token;
  wait.request = std::move(request);
  trace("call", effect.request.kind);
  turn_.call(std::move(effect));
}

tl::unexpected<error> context::bad_field(std::string_view name, std::string what) const {
  return fail("flow.bad_field", std::move(what), field_path(at_, name));
}

std::string field_path(const node& n, std::string_view field) {
  return "nodes." + n.id + ".fields." + std::string{field};
}

step::~step() = default;

result<outcome> step::resume(context& c, const resumption&) const {
  return fail("flow.not_waiting", "a run waits in a step that never waits", c.at().id);
}

} // namespace charla::flows::steps
