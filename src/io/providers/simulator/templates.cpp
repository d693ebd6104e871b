#include "io/providers/simulator/templates.hpp"

#include "io/json/fields.hpp"
#include "io/json/writer.hpp"

#include <algorithm>
#include <charconv>
#include <set>

namespace charla::simulator {

namespace {

constexpr std::size_t templates_max = 6000; // of one account, as Meta allows at most
constexpr std::int64_t first_id = 900'000'000'000'000;

refusal no(std::string details, std::int32_t code = 100) { return {code, 400, std::move(details)}; }

bool good_name(std::string_view name) {
  return !name.empty() && name.size() <= 512 && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

std::size_t body_variables(json::value components) {
  for (const auto one : components.items())
    if (one["type"].text() == "BODY" || one["type"].text() == "body")
      return variables_of(one["text"].text().value_or(""));
  return 0;
}

} // namespace

std::size_t variables_of(std::string_view text) {
  std::set<std::string_view> names;
  for (auto open = text.find("{{"); open != std::string_view::npos; open = text.find("{{", open)) {
    const auto close = text.find("}}", open);
    if (close == std::string_view::npos) break;
    names.insert(text.substr(open + 2, close - open - 2));
    open = close + 2;
  }
  return names.size();
}

std::string to_json(const message_template& t) {
  json::writer w;
  w.begin_object().member("id", t.id).member("name", t.name).member("language", t.language);
  w.member("category", t.category).member("status", t.status).key("components").raw(t.components);
  w.key("quality_score").begin_object().member("score", t.quality).end_object();
  if (!t.reason.empty()) w.member("rejected_reason", t.reason);
  return w.end_object().take();
}

tl::expected<message_template, refusal>
template_shelf::put(const std::string& account, std::string_view text, bool replace) {
  const auto parsed = json::document::parse(text);
  if (!parsed) return tl::make_unexpected(no("The body is not JSON: " + parsed.error().what));
  const json::trail top;
  json::problem problem;
  const json::fields in{parsed->root(), top, problem};
  message_template t;
  t.account = account;
  in.read("name", t.name);
  in.read("language", t.language);
  in.read("category", t.category);
  in.read("status", t.status);
  in.read("quality", t.quality);
  in.read("reason", t.reason);
  if (problem.any()) {
    const auto why = problem.take();
    return tl::make_unexpected(no("Parameter " + why.where + ": " + why.what));
  }
  if (!good_name(t.name)) return tl::make_unexpected(no("Parameter name takes lower case letters, digits and _."));
  if (t.language.empty()) return tl::make_unexpected(no("Parameter language is required."));
  const auto components = parsed->root()["components"];
  if (components.kind() == json::kind::array) t.components = components.dump();
  t.parameters = body_variables(components);
  const auto same = std::find_if(all_.begin(), all_.end(), [&](const message_template& x) {
    return x.account == account && x.name == t.name && x.language == t.language;
  });
  if (same != all_.end() && !replace)
    return tl::make_unexpected(no("There is already a template of this name in this language."));
  t.id = same != all_.end() ? same->id : std::to_string(first_id + ++made_);
  if (same != all_.end())
    *same = t;
  else if (all_.size() >= templates_max)
    return tl::make_unexpected(no("The account has as many templates as it may have.", 80008));
  else
    all_.push_back(t);
  return t;
}

std::size_t template_shelf::remove(const std::string& account, std::string_view name) {
  return std::erase_if(all_, [&](const message_template& t) { return t.account == account && t.name == name; });
}

std::string template_shelf::page(const std::string& account,
                                 std::string_view base_url,
                                 std::string_view after,
                                 std::size_t limit) const {
  std::size_t skip = 0;
  std::from_chars(after.data(), after.data() + after.size(), skip);
  std::size_t at = 0;
  std::size_t shown = 0;
  json::writer w{1024};
  w.begin_object().key("data").begin_array();
  bool more = false;
  for (const auto& t : all_) {
    if (t.account != account || at++ < skip) continue;
    more = shown == limit;
    if (more) break;
    w.raw(to_json(t));
    ++shown;
  }
  w.end_array().key("paging").begin_object().key("cursors").begin_object();
  const auto next = std::to_string(skip + shown);
  w.member("before", std::to_string(skip)).member("after", next).end_object();
  if (more) w.member("next", std::string{base_url} + "?limit=" + std::to_string(limit) + "&after=" + next);
  return w.end_object().end_object().take();
}

std::optional<refusal> template_shelf::admit(const send_request& r) const {
  const auto found = std::find_if(all_.begin(), all_.end(), [&](const message_template& t) {
    return t.name == r.text && t.language == r.language;
  });
  if (found == all_.end() || found->status == "PENDING" || found->status == "REJECTED")
    return refusal{132001, 404, "template name (" + r.text + ") does not exist in " + r.language};
  if (found->status == "PAUSED") return no("The template is paused because of its quality.", 132015);
  if (found->status == "DISABLED") return no("The template is disabled because of its quality.", 132016);
  if (found->parameters != r.parameters)
    return no("body: number of localizable_params (" + std::to_string(r.parameters)
                  + ") does not match the expected number of params (" + std::to_string(found->parameters) + ")",
              132000);
  return std::nullopt;
}

std::optional<message_template> template_shelf::decide(std::string_view name,
                                                       std::string_view language,
                                                       std::string_view status,
                                                       std::string_view reason) {
  for (auto& t : all_) {
    if (t.name != name || t.language != language) continue;
    t.status = status;
    t.reason = reason;
    return t;
  }
  return std::nullopt;
}

void template_shelf::clear() {
  all_.clear();
  made_ = 0;
}

} // namespace charla::simulator
