#include "flows/check/line_of.hpp"

#include "flows/definition/value.hpp"
#include "flows/overloaded.hpp"

namespace charla::flows::check {

namespace {

void add(std::string& out, std::string_view before, std::string_view what, std::string_view after = {}) {
  if (what.empty()) return;
  out += before;
  out += what;
  out += after;
}

std::string show(const interactive_content& c) {
  std::string out;
  add(out, " {", c.header, "}");
  add(out, " ", c.body);
  add(out, " {", c.footer, "}");
  for (const auto& b : c.buttons)
    out += " [" + b.id + ": " + b.title + ']';
  add(out, " (", c.label, ")");
  for (const auto& s : c.sections) {
    out += " |";
    add(out, " ", s.title);
    for (const auto& r : s.rows) {
      out += " [" + r.id + ": " + r.title;
      add(out, " - ", r.description);
      out += ']';
    }
  }
  add(out, " -> ", c.url);
  add(out, " -> form ", c.flow_id);
  add(out, " ", c.flow_token);
  add(out, " ", c.screen);
  add(out, " ", c.data_json);
  return out;
}

std::string show(const media_content& c) {
  std::string out;
  add(out, " ", c.caption);
  add(out, " <", c.url.empty() ? c.media_id : c.url, ">");
  add(out, " ", c.filename);
  return out;
}

std::string show(const location_content& c) {
  auto out = ' ' + number_text(c.latitude) + ',' + number_text(c.longitude);
  add(out, " ", c.name);
  add(out, ", ", c.address);
  return out;
}

std::string show(const contacts_content& c) {
  std::string out;
  for (const auto& card : c.cards) {
    out += " [" + card.formatted_name;
    for (const auto& phone : card.phones)
      add(out, " ", phone);
    for (const auto& email : card.emails)
      add(out, " ", email);
    out += ']';
  }
  return out;
}

std::string details(const content& c) {
  return std::visit(
      overloaded{
          [](const interactive_content& m) { return show(m); },
          [](const media_content& m) { return show(m); },
          [](const location_content& m) { return show(m); },
          [](const contacts_content& m) { return show(m); },
          [](const template_content& m) { return ' ' + m.name + ' ' + m.language + ' ' + m.components_json; },
          [](const choice_content& m) { return " [" + m.id + ": " + m.title + ']'; },
          [](const system_content& m) { return ' ' + m.kind + ": " + m.body; },
          [&](const auto&) { return ' ' + std::string{plain_text(c)}; },
      },
      c);
}

} // namespace

std::string line_of(const content& c) {
  const auto written = std::string{type_name(c)} + ':' + details(c);
  std::string out;
  for (const char one : written) {
    if (one == '\n')
      out += "\\n";
    else
      out += one;
  }
  return out;
}

} // namespace charla::flows::check
