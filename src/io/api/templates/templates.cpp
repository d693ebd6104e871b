#include "io/api/resources.hpp"
#include "io/api/show.hpp"
#include "io/api/templates/row.hpp"
#include "io/api/templates/variables.hpp"

#include <algorithm>

namespace charla::api {

namespace {

constexpr std::size_t values_max = 100;
constexpr std::size_t value_max = 1024;

answer list(call& c) {
  const auto known = c.house.channels.get();
  if (!known) return refuse(unavailable("The channels have not been read yet."));
  auto all = c.store().templates(c.who.tenant);
  if (!all) return refuse(store_failed(all.error()));
  const auto wanted = [&](std::string_view name) { return c.request.query_value(name).value_or(""); };
  const auto* channel = known->find(c.who.tenant, wanted("channel"));
  if (!wanted("channel").empty() && channel == nullptr)
    return refuse(invalid("channel", "unknown", "The key of a channel of this tenant."));
  std::erase_if(*all, [&](const ports::template_row& t) {
    return (channel != nullptr && t.channel != channel->row.id)
           || (!wanted("status").empty() && t.status != wanted("status"))
           || (!wanted("language").empty() && t.language != wanted("language"))
           || (!wanted("q").empty() && t.name.find(wanted("q")) == std::string::npos
               && t.body.find(wanted("q")) == std::string::npos);
  });
  return list_response(*all, "", [&](json::writer& w, const auto& t) { write_template(w, *known, t); });
}

answer one(call& c) {
  const auto row = find_template(c);
  if (!row) return refuse(row.error());
  return show_template(c, *row);
}

answer save(const call& c, const ports::template_row& row, std::string_view action) {
  const auto saved = c.store().put_template(row);
  if (!saved) return refuse(store_failed(saved.error()));
  note_audit(c, action, row.name + ' ' + row.language);
  return show_template(c, *saved);
}

answer add(call& c) {
  const auto row = read_new_template(c);
  if (!row) return refuse(row.error());
  return save(c, *row, "template.add");
}

answer change(call& c) {
  auto row = find_template(c);
  if (!row) return refuse(row.error());
  const auto changed = read_template_change(c, *std::move(row));
  if (!changed) return refuse(changed.error());
  return save(c, *changed, "template.change");
}

answer remove(call& c) {
  const auto row = find_template(c);
  if (!row) return refuse(row.error());
  const auto removed = c.store().delete_template(c.who.tenant, row->id);
  if (!removed) return refuse(store_failed(removed.error()));
  if (!*removed) return refuse(not_found("template"));
  note_audit(c, "template.delete", row->name + ' ' + row->language);
  return ok_response();
}

/// WhatsApp refuses values that would change how the text looks (132018).
bool is_fit(const std::string& value) {
  return value.find_first_of("\n\r\t") == std::string::npos && value.find("     ") == std::string::npos;
}

/// The values by part (`body`, `header`, `button 0`) and name; what lacks or is too many stays in the body.
std::map<std::string, std::map<std::string, std::string>> read_values(body& b,
                                                                      const std::vector<template_variable>& variables) {
  const auto given = b.maybe_variables("variables", values_max, value_max);
  std::map<std::string, std::map<std::string, std::string>> out;
  for (const auto& v : variables) {
    if (v.type != "text") continue;
    const auto field = "variables." + v.key();
    const auto found = given.find(v.key());
    if (found == given.end() || found->second.empty())
      b.wrong(field, "required",
              v.example.empty() ? "Give it a value." : "Give it a value, such as " + v.example + ".");
    else if (!is_fit(found->second))
      b.wrong(field, "format", "WhatsApp takes neither line ends nor tabs nor more than 4 blanks in a row.");
    else
      out[v.in][v.name] = found->second;
  }
  for (const auto& [key, value] : given)
    if (std::none_of(variables.begin(), variables.end(), [&, k = key](const auto& v) { return v.key() == k; }))
      b.wrong("variables." + key, "unknown", "The template has no such variable.");
  return out;
}

void write_rendered(json::writer& w,
                    json::value components,
                    const std::map<std::string, std::map<std::string, std::string>>& values) {
  const auto fill = [&](json::value text, const std::string& in) {
    const auto found = values.find(in);
    const auto plain = text.text().value_or("");
    return found == values.end() ? std::string{plain} : filled(plain, found->second);
  };
  for (const auto part : components.items()) {
    const auto type = part["type"].text().value_or("");
    if (type == "BODY") w.member("body", fill(part["text"], "body"));
    if (type == "FOOTER") w.member("footer", fill(part["text"], "footer"));
    if (type == "HEADER")
      w.key("header")
          .begin_object()
          .member("format", part["format"].text().value_or("TEXT"))
          .member("text", fill(part["text"], "header"))
          .end_object();
    if (type != "BUTTONS") continue;
    w.key("buttons").begin_array();
    const auto buttons = part["buttons"].items();
    for (std::size_t i = 0; i < buttons.size(); ++i)
      w.begin_object()
          .member("type", buttons[i]["type"].text().value_or(""))
          .member("text", buttons[i]["text"].text().value_or(""))
          .member("url", fill(buttons[i]["url"], "button " + std::to_string(i)))
          .end_object();
    w.end_array();
  }
}

answer preview(call& c) {
  const auto row = find_template(c);
  if (!row) return refuse(row.error());
  const auto parsed = json::document::parse(row->components);
  if (!parsed) return refuse(conflict("The components of this template cannot be read: bring it in again by sync."));
  auto b = body::of(c.request);
  if (!b) return refuse(b.error());
  const auto values = read_values(*b, variables_of(parsed->root()));
  b->refuse_unknown();
  if (!b->good()) return refuse(b->take_problem());
  return object_response([&](json::writer& w) { write_rendered(w, parsed->root(), values); });
}

} // namespace

endpoints template_endpoints() {
  endpoint all{"GET",       "/api/v1/templates", right::templates_read, "Templates, by name, then language", "",
               "templates", quick(list)};
  all.query = {{"channel", "string", "key of a channel"},
               {"status", "string", "DRAFT, PENDING, APPROVED, REJECTED, PAUSED, …"},
               {"language", "string", "es_AR"},
               {"q", "string", "in name or text"}};
  return {all,
          {"POST", "/api/v1/templates", right::templates_write, "A draft of a template", "template_new",
           "message_template", quick(add)},
          {"GET", "/api/v1/templates/{id}", right::templates_read, "One template", "", "message_template", quick(one)},
          {"PATCH", "/api/v1/templates/{id}", right::templates_write, "Changes a draft, or one that was rejected",
           "template_change", "message_template", quick(change)},
          {"DELETE", "/api/v1/templates/{id}", right::templates_write,
           "Forgets it here; at the provider it stays, and sync brings it back", "", "ok", quick(remove)},
          {"POST", "/api/v1/templates/{id}/preview", right::templates_read, "The text as a customer would see it",
           "template_preview", "template_rendered", quick(preview)}};
}

} // namespace charla::api
