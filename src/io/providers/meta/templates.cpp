#include "io/providers/meta/templates.hpp"

#include "io/json/writer.hpp"
#include "io/providers/meta/build.hpp"
#include "io/providers/meta/interpret.hpp"
#include "io/providers/wire/address.hpp"
#include "io/providers/wire/fields.hpp"

#include <algorithm>

namespace charla::meta {

using namespace wire; // NOLINT(google-build-using-namespace)

namespace {

constexpr std::string_view fields = "id,name,language,category,status,quality_score,rejected_reason,components";
constexpr std::string_view page_size = "100";

flows::result<std::string> path_of(const ports::channel_access& channel) {
  if (channel.account_id.empty())
    return flows::fail("channel.account_id",
                       "templates belong to the WhatsApp business account: set its id on the channel", "account_id");
  return escaped(channel.account_id) + "/message_templates";
}

/// The names between `{{` and `}}`, each once, in their order.
std::vector<std::string> holes_of(std::string_view text) {
  std::vector<std::string> out;
  for (auto at = text.find("{{"); at != std::string_view::npos; at = text.find("{{", at)) {
    const auto end = text.find("}}", at);
    if (end == std::string_view::npos) break;
    auto name = text.substr(at + 2, end - at - 2);
    while (name.starts_with(' '))
      name.remove_prefix(1);
    while (name.ends_with(' '))
      name.remove_suffix(1);
    if (std::find(out.begin(), out.end(), name) == out.end()) out.emplace_back(name);
    at = end + 2;
  }
  return out;
}

/// Examples come by name, or in the order of the holes: `body_text` is a list of lists, `header_text` a list.
std::string example_for(json::value example, const std::string& in, const std::string& name, std::size_t index) {
  for (const auto named : example[in + "_text_named_params"].items())
    if (text_of(named["param_name"]) == name) return text_of(named["example"]);
  auto list = example[in + "_text"].items();
  if (!list.empty() && list.front().kind() == json::kind::array) list = list.front().items();
  return index < list.size() ? text_of(list[index]) : "";
}

void put_variable(json::writer& w, std::string_view name, std::string_view in, std::string_view example) {
  w.begin_object().member("name", name).member("in", in).member("example", example).end_object();
}

void put_text_variables(json::writer& w, json::value component, const std::string& in) {
  const auto holes = holes_of(text_of(component["text"]));
  for (std::size_t i = 0; i < holes.size(); ++i)
    put_variable(w, holes[i], in, example_for(component["example"], in, holes[i], i));
}

/// Buttons whose address ends in a variable, and codes to copy; by their index, which a send names.
void put_button_variables(json::writer& w, json::value component) {
  const auto buttons = component["buttons"].items();
  for (std::size_t i = 0; i < buttons.size(); ++i) {
    const auto examples = buttons[i]["example"].items();
    const auto example = examples.empty() ? text_of(buttons[i]["example"]) : text_of(examples.front());
    const bool code = text_of(buttons[i]["type"]) == "COPY_CODE";
    if (code || !holes_of(text_of(buttons[i]["url"])).empty())
      put_variable(w, code ? "coupon_code" : "1", "button " + std::to_string(i), example);
  }
}

ports::template_row row_of(json::value t) {
  ports::template_row row;
  row.provider_id = text_of(t["id"]);
  row.name = text_of(t["name"]);
  row.language = text_of(t["language"]);
  row.category = text_of(t["category"]);
  row.status = text_of(t["status"]);
  if (auto quality = text_of(t["quality_score"]["score"]); !quality.empty()) row.quality = std::move(quality);
  row.reason = text_of(t["rejected_reason"]);
  if (row.reason == "NONE") row.reason.clear();
  put_components(row, t["components"]);
  return row;
}

} // namespace

void put_components(ports::template_row& row, json::value components) {
  row.components = components.kind() == json::kind::array ? components.dump() : "[]";
  json::writer w;
  w.begin_array();
  for (const auto component : components.items()) {
    const auto type = text_of(component["type"]);
    const auto format = text_of(component["format"]);
    if (type == "BODY") {
      row.body = text_of(component["text"]);
      put_text_variables(w, component, "body");
    } else if (type == "HEADER" && (format.empty() || format == "TEXT")) {
      put_text_variables(w, component, "header");
    } else if (type == "HEADER" && format != "LOCATION") {
      put_variable(w, format, "header", {});
    } else if (type == "BUTTONS") {
      put_button_variables(w, component);
    }
  }
  row.variables = w.end_array().take();
}

flows::result<std::string> components_of(const ports::template_row& row) {
  const auto parsed = json::document::parse(row.components.empty() ? "[]" : row.components);
  if (!parsed || parsed->root().kind() != json::kind::array)
    return flows::fail("template.components", "the components are a JSON array in WhatsApp's form", "components");
  if (!parsed->root().items().empty()) return parsed->root().dump();
  if (row.body.empty()) return flows::fail("template.body", "a template needs a text", "body");
  json::writer w;
  w.begin_array().begin_object().member("type", "BODY").member("text", row.body).end_object().end_array();
  return w.take();
}

flows::result<ports::client_request> list_templates(const ports::channel_access& channel, const std::string& after) {
  const auto path = path_of(channel);
  if (!path) return tl::make_unexpected(path.error());
  auto query = "?fields=" + escaped(fields) + "&limit=" + std::string{page_size};
  if (!after.empty()) query += "&after=" + escaped(after);
  auto out = call(channel, "GET", *path + query);
  out.answer_max = 8u << 20; // a hundred templates with all their components
  return out;
}

flows::result<ports::template_page> listed(const ports::client_response& response) {
  const auto parsed = read_answer(response);
  if (!parsed) return tl::make_unexpected(parsed.error());
  ports::template_page page;
  for (const auto t : parsed->root()["data"].items())
    page.rows.push_back(row_of(t));
  const auto paging = parsed->root()["paging"];
  if (paging["next"].exists()) page.next = text_of(paging["cursors"]["after"]);
  return page;
}

flows::result<ports::client_request> submit_template(const ports::channel_access& channel,
                                                     const ports::template_row& row) {
  const auto path = path_of(channel);
  if (!path) return tl::make_unexpected(path.error());
  const auto components = components_of(row);
  if (!components) return tl::make_unexpected(components.error());
  json::writer w;
  w.begin_object().member("name", row.name).member("language", row.language).member("category", row.category);
  w.key("components").raw(*components).end_object();
  return call(channel, "POST", *path, w.take());
}

flows::result<ports::template_row> submitted(ports::template_row row, const ports::client_response& response) {
  const auto parsed = read_answer(response);
  if (!parsed) return tl::make_unexpected(parsed.error());
  const auto root = parsed->root();
  row.provider_id = text_of(root["id"]);
  if (row.provider_id.empty()) return flows::fail("provider.refused", "the answer to the template has no id");
  row.status = text_of(root["status"]).empty() ? "PENDING" : text_of(root["status"]);
  if (auto category = text_of(root["category"]); !category.empty()) row.category = std::move(category);
  row.reason.clear();
  return row;
}

} // namespace charla::meta
