#include "io/api/body.hpp"

#include "io/json/text.hpp"

#include <algorithm>

namespace charla::api {

namespace {

bool is_blank(std::string_view bytes) { return bytes.find_first_not_of(" \t\r\n") == std::string_view::npos; }

std::string list_of(std::initializer_list<std::string_view> choices) {
  std::string out;
  for (const auto c : choices) {
    if (!out.empty()) out += ", ";
    out += c;
  }
  return out;
}

} // namespace

body::body(json::document whole)
    : whole_(std::make_shared<const json::document>(std::move(whole))), object_(whole_->root()) {}

tl::expected<body, problem> body::of(const ports::http_request& request) {
  auto parsed = json::parse_tolerant(is_blank(request.body) ? std::string_view{"{}"} : std::string_view{request.body});
  if (!parsed) return refuse(bad_request("The body is not JSON: " + parsed.error().what));
  if (parsed->root().kind() != json::kind::object) return refuse(bad_request("The body must be a JSON object."));
  return body{std::move(*parsed)};
}

json::value body::ask(std::string_view field) {
  asked_.emplace_back(field);
  return object_[field];
}

void body::wrong(std::string_view field, std::string reason, std::string hint) {
  auto name = prefix_ + std::string{field};
  const bool told = std::any_of(errors_.begin(), errors_.end(), [&](const auto& e) { return e.field == name; });
  if (!told) errors_.push_back({std::move(name), std::move(reason), std::move(hint)}); // one reason a field is enough
}

void body::take_errors(const body& part) {
  errors_.insert(errors_.end(), part.errors_.begin(), part.errors_.end());
  if (part.trouble_) give_up(*part.trouble_);
}

std::optional<std::string> body::maybe_text(std::string_view field, std::size_t max) {
  const auto v = ask(field);
  if (!v.exists() || v.kind() == json::kind::null) return std::nullopt;
  const auto text = v.text();
  if (!text) {
    wrong(field, "type", "Send a text, not " + std::string{json::describe(v.kind())} + ".");
    return std::nullopt;
  }
  auto clean = json::sanitize_utf8(*text);
  if (json::length_utf8(clean) > max) {
    wrong(field, "too_long", "At most " + std::to_string(max) + " characters.");
    return std::nullopt;
  }
  return clean;
}

std::string body::text(std::string_view field, std::size_t max) {
  const auto before = errors_.size();
  auto found = maybe_text(field, max);
  if (errors_.size() == before && (!found || is_blank(*found)))
    wrong(field, "required", "Give a text that is not empty.");
  return std::move(found).value_or("");
}

std::optional<std::int64_t> body::maybe_integer(std::string_view field, std::int64_t min, std::int64_t max) {
  const auto v = ask(field);
  if (!v.exists() || v.kind() == json::kind::null) return std::nullopt;
  const auto n = v.integer();
  if (!n)
    wrong(field, "type", "Send a whole number, not " + std::string{json::describe(v.kind())} + ".");
  else if (*n < min || *n > max)
    wrong(field, "range", "From " + std::to_string(min) + " to " + std::to_string(max) + ".");
  return n;
}

std::optional<std::string> body::maybe_choice(std::string_view field, std::initializer_list<std::string_view> choices) {
  auto found = maybe_text(field, 100);
  if (found && std::find(choices.begin(), choices.end(), *found) == choices.end()) {
    wrong(field, "not_one_of", "One of: " + list_of(choices) + ".");
    return std::nullopt;
  }
  return found;
}

std::string body::choice(std::string_view field, std::initializer_list<std::string_view> choices) {
  const auto before = errors_.size();
  auto found = maybe_choice(field, choices);
  if (!found && errors_.size() == before) wrong(field, "required", "One of: " + list_of(choices) + ".");
  return std::move(found).value_or("");
}

std::optional<std::vector<std::string>>
body::maybe_texts(std::string_view field, std::size_t count_max, std::size_t each_max) {
  const auto v = ask(field);
  if (!v.exists() || v.kind() == json::kind::null) return std::nullopt;
  std::vector<std::string> out;
  if (v.kind() != json::kind::array) {
    wrong(field, "type", "Send a list of texts.");
    return out;
  }
  const auto items = v.items();
  if (items.size() > count_max) wrong(field, "too_many", "At most " + std::to_string(count_max) + ".");
  for (const auto item : items) {
    const auto text = item.text();
    if (!text || text->empty() || json::length_utf8(*text) > each_max) {
      wrong(field, "type", "Each must be a text of 1 to " + std::to_string(each_max) + " characters.");
      break;
    }
    out.push_back(json::sanitize_utf8(*text));
  }
  return out;
}

std::optional<json::value> body::maybe_object(std::string_view field) {
  const auto v = ask(field);
  if (!v.exists() || v.kind() == json::kind::null) return std::nullopt;
  if (v.kind() == json::kind::object) return v;
  wrong(field, "type", "Send an object, not " + std::string{json::describe(v.kind())} + ".");
  return std::nullopt;
}

std::optional<json::value> body::maybe_array(std::string_view field) {
  const auto v = ask(field);
  if (!v.exists() || v.kind() == json::kind::null) return std::nullopt;
  if (v.kind() == json::kind::array) return v;
  wrong(field, "type", "Send a list, not " + std::string{json::describe(v.kind())} + ".");
  return std::nullopt;
}

std::optional<bool> body::maybe_boolean(std::string_view field) {
  const auto v = ask(field);
  if (!v.exists() || v.kind() == json::kind::null) return std::nullopt;
  const auto yes = v.boolean();
  if (!yes) wrong(field, "type", "Send true or false, not " + std::string{json::describe(v.kind())} + ".");
  return yes;
}

std::map<std::string, std::string>
body::maybe_variables(std::string_view field, std::size_t count_max, std::size_t each_max) {
  std::map<std::string, std::string> out;
  const auto object = maybe_object(field);
  if (!object) return out;
  const auto members = object->members();
  if (members.size() > count_max) wrong(field, "too_many", "At most " + std::to_string(count_max) + ".");
  for (const auto& [name, v] : members) {
    const auto at = std::string{field} + '.' + std::string{name};
    const auto kind = v.kind();
    if (kind == json::kind::text && json::length_utf8(*v.text()) <= each_max)
      out.emplace(name, json::sanitize_utf8(*v.text()));
    else if (kind == json::kind::text)
      wrong(at, "too_long", "At most " + std::to_string(each_max) + " characters.");
    else if (kind == json::kind::integer || kind == json::kind::number || kind == json::kind::boolean)
      out.emplace(name, v.dump());
    else
      wrong(at, "type", "Send a text, a number or a boolean.");
  }
  return out;
}

json::value body::raw(std::string_view field) { return ask(field); }

bool body::has(std::string_view field) { return ask(field).exists(); }

void body::refuse_unknown() {
  for (const auto& [name, value] : object_.members())
    if (std::find(asked_.begin(), asked_.end(), name) == asked_.end())
      wrong(name, "unknown", "This request has no such field; the document at /docs lists them.");
}

} // namespace charla::api
