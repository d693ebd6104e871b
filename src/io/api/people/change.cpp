#include "io/api/people/change.hpp"

#include "io/api/show.hpp"

#include <algorithm>

namespace charla::api {

namespace {

void read_consent(const call& c, body& b, ports::contact_row& row) {
  auto consent = b.maybe_choice("consent", {"opted_in", "opted_out", "unknown"});
  auto source = b.maybe_text("consent_source", 200);
  if (consent)
    set_consent(row, *std::move(consent), source && !source->empty() ? *std::move(source) : c.who.name,
                c.house.with.clock.now());
  else if (source && b.good())
    b.wrong("consent_source", "conflict", "It says where `consent` comes from: send both.");
}

void read_zone(const call& c, body& b, ports::contact_row& row) {
  auto zone = b.maybe_text("timezone", 60);
  if (!zone) return;
  if (const auto& posix = c.house.with.posix_zone; posix && !zone->empty())
    if (const auto known = posix(*zone); !known) b.wrong("timezone", "unknown", known.error().what);
  row.timezone = *std::move(zone);
}

} // namespace

tl::expected<ports::contact_row, problem> find_contact(const call& c) { return find_contact(c, c.request.param("id")); }

tl::expected<ports::contact_row, problem> find_contact(const call& c, std::string_view id) {
  const auto uuid = flows::parse_uuid(id);
  if (!uuid) return refuse(not_found("contact"));
  auto row = c.store().contact(c.who.tenant, flows::contact_id{*uuid});
  if (!row) return refuse(store_failed(row.error()));
  if (!*row) return refuse(not_found("contact"));
  return std::move(**row);
}

void read_contact_change(const call& c, body& b, ports::contact_row& row) {
  if (auto name = b.maybe_text("name", contact_name_max)) row.name = *std::move(name);
  read_consent(c, b, row);
  if (auto locale = b.maybe_text("locale", 20)) row.locale = *std::move(locale);
  read_zone(c, b, row);
  if (auto tags = b.maybe_texts("tags", contact_tags_max, contact_tag_max)) row.tags = unique_tags(*std::move(tags));
  if (const auto attributes = b.maybe_object("attributes")) {
    row.attributes = attributes->dump();
    if (row.attributes.size() > contact_attributes_max) b.wrong("attributes", "too_long", "At most 16 kB.");
  }
}

void set_consent(ports::contact_row& row, std::string consent, std::string source, flows::timestamp at) {
  row.consent = std::move(consent);
  row.consent_source = std::move(source);
  row.consent_at = at;
}

std::vector<std::string> unique_tags(std::vector<std::string> tags) {
  std::vector<std::string> out;
  for (auto& t : tags)
    if (std::find(out.begin(), out.end(), t) == out.end()) out.push_back(std::move(t));
  return out;
}

ports::http_response show_contact(const call& c, const ports::contact_row& row) {
  const auto known = c.house.channels.get();
  json::writer w;
  write_contact(w, view_for(c, known ? *known : directory{}), row);
  return json_response(w.take());
}

} // namespace charla::api
