#include "io/api/templates/check.hpp"

#include "io/api/templates/variables.hpp"

#include <algorithm>
#include <set>

namespace charla::api {

namespace {

// Meta, "Template components".
constexpr std::size_t body_max = 1024;
constexpr std::size_t line_max = 60; ///< header and footer
constexpr std::size_t buttons_max = 10;
constexpr std::size_t button_text_max = 25;
constexpr std::size_t url_max = 2000;
constexpr std::size_t phone_max = 20;
constexpr std::size_t components_max = 4;

bool is_number(std::string_view name) { return !name.empty() && name.front() >= '0' && name.front() <= '9'; }

/// One kind of variable, and positional ones without a gap.
void check_names(body& part, const std::vector<std::string>& holes) {
  const auto numbers = static_cast<std::size_t>(std::count_if(holes.begin(), holes.end(), is_number));
  if (numbers != 0 && numbers != holes.size())
    return part.wrong("text", "mixed", "Either numbers or names in the braces, not both.");
  for (std::size_t i = 1; i <= numbers; ++i)
    if (std::find(holes.begin(), holes.end(), std::to_string(i)) == holes.end())
      return part.wrong("text", "gap",
                        "The variables are numbered from 1 without a gap: {{" + std::to_string(i) + "}} is missing.");
}

std::string without_blanks(std::string_view text) {
  std::string out;
  for (const char c : text)
    if (c != ' ' && c != '\n' && c != '\t' && c != '\r') out.push_back(c);
  return out;
}

/// WhatsApp refuses a text whose beginning or end nobody knows, and variables that nothing separates.
void check_places(body& part, std::string_view text) {
  const auto dense = without_blanks(text);
  if (dense.starts_with("{{") || dense.ends_with("}}"))
    part.wrong("text", "edge", "The text neither begins nor ends with a variable: add a word or a full stop.");
  else if (dense.find("}}{{") != std::string::npos)
    part.wrong("text", "adjacent", "Between two variables stands some text.");
}

void check_text(body& part, std::size_t max, std::size_t variables_max) {
  const auto text = part.text("text", max);
  const auto holes = holes_of(text);
  if (!holes) return part.wrong("text", holes.error().code.substr(9), holes.error().what);
  if (holes->size() > variables_max)
    return part.wrong("text", "too_many",
                      variables_max == 0 ? "This part takes no variable."
                                         : "At most " + std::to_string(variables_max) + " variable(s) here.");
  check_names(part, *holes);
  if (max == body_max) check_places(part, text);
}

void check_header(body& part) {
  const bool said = part.has("format");
  const auto format = part.maybe_choice("format", {"TEXT", "IMAGE", "VIDEO", "DOCUMENT", "LOCATION"});
  if (!said || format == "TEXT") check_text(part, line_max, 1);
}

void check_url(body& button) {
  const auto url = button.text("url", url_max);
  const auto holes = holes_of(url);
  if (!url.empty() && url.rfind("https://", 0) != 0 && url.rfind("http://", 0) != 0)
    button.wrong("url", "url", "An address that begins with https://.");
  else if (!holes)
    button.wrong("url", holes.error().code.substr(9), holes.error().what);
  else if (holes->size() > 1 || (!holes->empty() && !url.ends_with("}}")))
    button.wrong("url", "variable", "One variable at most, at the end: https://shop.test/{{1}}.");
}

std::string check_button(body& button) {
  auto type = button.choice(
      "type", {"QUICK_REPLY", "URL", "PHONE_NUMBER", "COPY_CODE", "OTP", "FLOW", "CATALOG", "VOICE_CALL"});
  if (type == "COPY_CODE" || type == "OTP")
    (void)button.maybe_text("text", button_text_max);
  else if (!type.empty())
    (void)button.text("text", button_text_max);
  if (type == "URL") check_url(button);
  if (type == "PHONE_NUMBER") (void)button.text("phone_number", phone_max);
  return type;
}

void check_buttons(body& part, const std::string& prefix) {
  const auto given = part.maybe_array("buttons");
  const auto buttons = given ? given->items() : std::vector<json::value>{};
  if (buttons.empty()) return part.wrong("buttons", "required", "A list of 1 to 10 buttons.");
  if (buttons.size() > buttons_max) return part.wrong("buttons", "too_many", "At most 10 buttons.");
  std::map<std::string, int> count;
  for (std::size_t i = 0; i < buttons.size(); ++i) {
    body button{buttons[i], prefix + "buttons[" + std::to_string(i) + "]."};
    ++count[check_button(button)];
    part.take_errors(button);
  }
  if (count["URL"] > 2) part.wrong("buttons", "too_many", "At most 2 buttons that open an address.");
  if (count["PHONE_NUMBER"] > 1) part.wrong("buttons", "too_many", "At most 1 button that calls.");
  if (count["COPY_CODE"] > 1) part.wrong("buttons", "too_many", "At most 1 button that copies a code.");
}

} // namespace

void check_components(body& b, json::value components, std::string_view category) {
  const auto all = components.items();
  if (all.size() > components_max) b.wrong("components", "too_many", "HEADER, BODY, FOOTER and BUTTONS, each once.");
  std::set<std::string> seen;
  for (std::size_t i = 0; i < std::min(all.size(), components_max); ++i) {
    const auto prefix = "components[" + std::to_string(i) + "].";
    body part{all[i], prefix};
    const auto type = part.choice("type", {"HEADER", "BODY", "FOOTER", "BUTTONS"});
    if (!seen.insert(type).second) part.wrong("type", "twice", "Each component stands once.");
    // WhatsApp writes the body of an authentication template itself.
    if (type == "BODY" && category != "AUTHENTICATION") check_text(part, body_max, 99);
    if (type == "HEADER") check_header(part);
    if (type == "FOOTER" && category != "AUTHENTICATION") check_text(part, line_max, 0);
    if (type == "BUTTONS") check_buttons(part, prefix);
    b.take_errors(part);
  }
  if (!seen.contains("BODY")) b.wrong("components", "required", "One component of type BODY with its `text`.");
}

std::vector<field_error> missing_examples(json::value components) {
  std::vector<field_error> out;
  for (const auto& v : variables_of(components))
    if (v.example.empty())
      out.push_back({"components[" + std::to_string(v.component) + "].example", "required",
                     "WhatsApp's reviewers want an example of " + v.key()
                         + (v.type == "text" ? "." : ": the handle of a file that was uploaded to Meta.")});
  return out;
}

} // namespace charla::api
