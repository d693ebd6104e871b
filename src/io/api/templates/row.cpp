#include "io/api/templates/row.hpp"

#include "io/api/show.hpp"
#include "io/api/templates/check.hpp"
#include "io/api/templates/variables.hpp"

#include <algorithm>
#include <limits>

namespace charla::api {

namespace {

constexpr std::size_t components_bytes_max = 64 << 10;

bool is_template_name(const std::string& name) {
  return std::all_of(name.begin(), name.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

/// `es`, `es_AR`, `fil`, `zh_CN`, `es_MEX`.
bool is_language(const std::string& code) {
  const auto underscore = std::min(code.find('_'), code.size());
  const auto region = code.substr(std::min(underscore + 1, code.size()));
  const auto within = [](const std::string& text, char first, char last) {
    return std::all_of(text.begin(), text.end(), [&](char c) { return c >= first && c <= last; });
  };
  return (underscore == 2 || underscore == 3) && within(code.substr(0, underscore), 'a', 'z')
         && (underscore == code.size() || ((region.size() == 2 || region.size() == 3) && within(region, 'A', 'Z')));
}

void read_identity(body& b, ports::template_row& row) {
  row.name = b.text("name", 512);
  if (!is_template_name(row.name)) b.wrong("name", "format", "Lower-case letters, digits and _: pedido_listo.");
  row.language = b.text("language", 10);
  if (!row.language.empty() && !is_language(row.language))
    b.wrong("language", "format", "Exactly as it is to be approved: es, es_AR, pt_BR.");
}

void read_content(body& b, ports::template_row& row, bool needed) {
  const auto given = b.maybe_array("components");
  if (!given) {
    if (needed) b.wrong("components", "required", "The list of components; one of them is the BODY.");
    return;
  }
  check_components(b, *given, row.category);
  row.components = given->dump();
  if (row.components.size() > components_bytes_max) b.wrong("components", "too_long", "At most 64 kB.");
  derive_from_components(row);
}

tl::expected<void, problem> refuse_twin(const call& c, const ports::template_row& row) {
  const auto all = c.store().templates(c.who.tenant);
  if (!all) return refuse(store_failed(all.error()));
  for (const auto& other : *all)
    if (other.id != row.id && other.channel == row.channel && other.name == row.name && other.language == row.language)
      return refuse(invalid("name", "taken", "The channel has a template of this name in this language."));
  return {};
}

} // namespace

tl::expected<ports::template_row, problem> find_template(const call& c) {
  const auto id = number_of(c.request.param("id"));
  if (!id || *id < 1 || *id > std::numeric_limits<std::int32_t>::max()) return refuse(not_found("template"));
  auto row = c.store().message_template(c.who.tenant, static_cast<std::int32_t>(*id));
  if (!row) return refuse(store_failed(row.error()));
  if (!*row) return refuse(not_found("template"));
  return std::move(**row);
}

tl::expected<ports::template_row, problem> read_new_template(const call& c) {
  auto b = body::of(c.request);
  if (!b) return refuse(b.error());
  const auto known = c.house.channels.get();
  const auto key = b->text("channel", 40);
  const auto* channel = known ? known->find(c.who.tenant, key) : nullptr;
  if (channel == nullptr && b->good()) b->wrong("channel", "unknown", "The key of a channel of this tenant.");
  ports::template_row row;
  row.tenant = c.who.tenant;
  if (channel != nullptr) row.channel = channel->row.id;
  read_identity(*b, row);
  row.category = b->choice("category", {"MARKETING", "UTILITY", "AUTHENTICATION"});
  read_content(*b, row, true);
  b->refuse_unknown();
  if (!b->good()) return refuse(b->take_problem());
  row.updated_at = c.house.with.clock.now();
  if (const auto alone = refuse_twin(c, row); !alone) return refuse(alone.error());
  return row;
}

tl::expected<ports::template_row, problem> read_template_change(const call& c, ports::template_row row) {
  if (row.status != "DRAFT" && row.status != "REJECTED")
    return refuse(conflict("The provider has this template (" + row.status
                           + "): what was approved is not changed. Add one under another name."));
  auto b = body::of(c.request);
  if (!b) return refuse(b.error());
  if (auto category = b->maybe_choice("category", {"MARKETING", "UTILITY", "AUTHENTICATION"}))
    row.category = *std::move(category);
  read_content(*b, row, false);
  b->refuse_unknown();
  if (!b->good()) return refuse(b->take_problem());
  row.status = "DRAFT";
  row.updated_at = c.house.with.clock.now();
  return row;
}

void derive_from_components(ports::template_row& row) {
  const auto parsed = json::document::parse(row.components);
  if (!parsed) return;
  row.variables = write_variables(variables_of(parsed->root()));
  row.body.clear();
  for (const auto component : parsed->root().items())
    if (component["type"].text() == "BODY") row.body = component["text"].text().value_or("");
}

void write_template(json::writer& w, const directory& known, const ports::template_row& row) {
  const auto* channel = known.find(row.channel);
  w.begin_object().member("id", row.id).member("channel", channel == nullptr ? "" : channel->row.key);
  w.member("name", row.name).member("language", row.language).member("category", row.category);
  w.member("status", row.status).member("quality", row.quality).member("reason", row.reason).member("body", row.body);
  write_raw(w, "components", row.components);
  write_raw(w, "variables", row.variables);
  w.member("provider_id", row.provider_id).member("updated_at", show_time(row.updated_at)).end_object();
}

ports::http_response show_template(const call& c, const ports::template_row& row) {
  const auto known = c.house.channels.get();
  const directory none;
  json::writer w;
  write_template(w, known ? *known : none, row);
  return json_response(w.take());
}

} // namespace charla::api
