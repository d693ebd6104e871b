#include "io/api/templates/variables.hpp"

#include "io/json/writer.hpp"

#include <algorithm>

namespace charla::api {

namespace {

std::string_view trim(std::string_view text) {
  while (text.starts_with(' '))
    text.remove_prefix(1);
  while (text.ends_with(' '))
    text.remove_suffix(1);
  return text;
}

std::string text_of(json::value v) { return std::string{v.text().value_or("")}; }

/// Positional ones are numbers from 1; named ones lower-case words of at most 20 letters.
bool is_name(std::string_view name) {
  const bool number =
      !name.empty() && std::all_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (number) return name.front() != '0' && name.size() <= 2;
  return !name.empty() && name.size() <= 20 && name.front() >= 'a' && name.front() <= 'z'
         && std::all_of(name.begin(), name.end(),
                        [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

/// Examples come by name, or in the order of the variables: `body_text` is a list of lists, `header_text` a list.
std::string example_for(json::value example, const std::string& in, const std::string& name, std::size_t index) {
  for (const auto named : example[in + "_text_named_params"].items())
    if (text_of(named["param_name"]) == name) return text_of(named["example"]);
  auto list = example[in + "_text"].items();
  if (!list.empty() && list.front().kind() == json::kind::array) list = list.front().items();
  return index < list.size() ? text_of(list[index]) : "";
}

void add_text(std::vector<template_variable>& out, json::value component, const std::string& in, std::size_t at) {
  const auto holes = holes_of(component["text"].text().value_or(""));
  for (std::size_t i = 0; holes && i < holes->size(); ++i)
    out.push_back({(*holes)[i], in, example_for(component["example"], in, (*holes)[i], i), "text", at});
}

void add_header(std::vector<template_variable>& out, json::value component, std::size_t at) {
  const auto format = text_of(component["format"]);
  if (format.empty() || format == "TEXT") return add_text(out, component, "header", at);
  const auto handles = component["example"]["header_handle"].items();
  const auto example = handles.empty() ? std::string{} : text_of(handles.front());
  if (format == "IMAGE") out.push_back({format, "header", example, "image", at});
  if (format == "VIDEO") out.push_back({format, "header", example, "video", at});
  if (format == "DOCUMENT") out.push_back({format, "header", example, "document", at});
}

/// Buttons whose address ends in a variable, and codes to copy; a send names them by their index.
void add_buttons(std::vector<template_variable>& out, json::value component, std::size_t at) {
  const auto buttons = component["buttons"].items();
  for (std::size_t i = 0; i < buttons.size(); ++i) {
    const auto button = buttons[i];
    const auto examples = button["example"].items();
    const auto example = examples.empty() ? text_of(button["example"]) : text_of(examples.front());
    const auto in = "button " + std::to_string(i);
    const auto holes = holes_of(button["url"].text().value_or(""));
    if (text_of(button["type"]) == "COPY_CODE") out.push_back({"coupon_code", in, example, "text", at});
    if (holes && !holes->empty()) out.push_back({holes->front(), in, example, "text", at});
  }
}

} // namespace

std::string template_variable::key() const {
  if (in == "body") return name;
  std::string out;
  for (const char c : in)
    if (c != ' ') out.push_back(c);
  return out + '.' + name;
}

flows::result<std::vector<std::string>> holes_of(std::string_view text) {
  std::vector<std::string> out;
  for (auto at = text.find("{{"); at != std::string_view::npos; at = text.find("{{", at)) {
    const auto end = text.find("}}", at);
    if (end == std::string_view::npos)
      return flows::fail("template.braces", "A variable is opened with {{ and never closed with }}.");
    const auto name = trim(text.substr(at + 2, end - at - 2));
    if (!is_name(name))
      return flows::fail("template.name", "A variable is {{1}}, {{2}}, … or a word of at most 20 lower-case letters, "
                                          "digits and _: {{nombre}}.");
    if (std::find(out.begin(), out.end(), name) == out.end()) out.emplace_back(name);
    at = end + 2;
  }
  return out;
}

std::vector<template_variable> variables_of(json::value components) {
  std::vector<template_variable> out;
  const auto all = components.items();
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto type = text_of(all[i]["type"]);
    if (type == "BODY") add_text(out, all[i], "body", i);
    if (type == "HEADER") add_header(out, all[i], i);
    if (type == "BUTTONS") add_buttons(out, all[i], i);
  }
  return out;
}

std::string write_variables(const std::vector<template_variable>& variables) {
  json::writer w;
  w.begin_array();
  for (const auto& v : variables)
    w.begin_object()
        .member("key", v.key())
        .member("name", v.name)
        .member("in", v.in)
        .member("type", v.type)
        .member("example", v.example)
        .end_object();
  return w.end_array().take();
}

std::string filled(std::string_view text, const std::map<std::string, std::string>& values) {
  std::string out;
  for (auto at = text.find("{{"); at != std::string_view::npos; at = text.find("{{")) {
    const auto end = text.find("}}", at);
    if (end == std::string_view::npos) break;
    out += text.substr(0, at);
    const auto value = values.find(std::string{trim(text.substr(at + 2, end - at - 2))});
    out += value == values.end() ? text.substr(at, end + 2 - at) : std::string_view{value->second};
    text.remove_prefix(end + 2);
  }
  return out += text;
}

} // namespace charla::api
