#include "io/api/people/import_row.hpp"

#include "io/api/people/change.hpp"
#include "io/api/phone.hpp"
#include "io/json/text.hpp"

#include <algorithm>
#include <array>

namespace charla::api {

namespace {

constexpr std::array<std::string_view, 5> known{"phone", "name", "tags", "locale", "consent"};
constexpr std::string_view attribute_prefix = "attr:";
constexpr std::size_t attribute_name_max = 60;
constexpr std::size_t attribute_value_max = 500;
constexpr std::size_t columns_max = 100;

std::string_view trim(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

std::string lower(std::string_view text) {
  std::string out{text};
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

std::vector<std::string> split_tags(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const auto end = std::min(text.find_first_of(",;|"), text.size());
    if (const auto tag = trim(text.substr(0, end)); !tag.empty()) out.emplace_back(tag);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return unique_tags(std::move(out));
}

std::map<std::string, std::string> attributes_of(const std::string& text) {
  std::map<std::string, std::string> out; // name → JSON
  if (const auto parsed = json::document::parse(text))
    for (const auto& [name, v] : parsed->root().members())
      out[std::string{name}] = v.dump();
  return out;
}

std::string quoted(std::string_view text) {
  json::writer w;
  w.text(text);
  return w.take();
}

/// Written anew only when one differs: a file that is sent twice changes nothing.
void add_attributes(ports::contact_row& contact, const std::vector<std::pair<std::string, std::string>>& added) {
  const auto before = attributes_of(contact.attributes);
  auto all = before;
  for (const auto& [name, value] : added)
    all[name] = quoted(value);
  if (all == before) return;
  json::writer w;
  w.begin_object();
  for (const auto& [name, value] : all)
    w.key(name).raw(value);
  contact.attributes = w.end_object().take();
}

} // namespace

tl::expected<import_columns, std::vector<field_error>> read_header(const csv_row& header) {
  import_columns out;
  out.count = header.cells.size();
  std::vector<field_error> errors;
  if (out.count > columns_max) errors.push_back({"header", "too_many", "At most 100 columns."});
  for (std::size_t i = 0; i < header.cells.size() && errors.empty(); ++i) {
    const auto cell = trim(header.cells[i]);
    const auto name = lower(cell);
    const auto attribute = name.starts_with(attribute_prefix) ? trim(cell.substr(attribute_prefix.size())) : "";
    if (!attribute.empty() && attribute.size() <= attribute_name_max)
      out.attributes.emplace_back(attribute, i);
    else if (std::find(known.begin(), known.end(), name) == known.end())
      errors.push_back({"header", "unknown",
                        "The column \"" + std::string{cell.substr(0, 60)}
                            + "\" is none of: phone, name, tags, locale, consent, attr:NAME."});
    else if (!out.at.emplace(name, i).second)
      errors.push_back({"header", "twice", "The column \"" + name + "\" is there twice."});
  }
  if (errors.empty() && !out.at.contains("phone"))
    errors.push_back({"header", "required", "The first row names the columns; one of them is `phone`."});
  if (!errors.empty()) return tl::make_unexpected(std::move(errors));
  return out;
}

tl::expected<import_row, std::vector<field_error>> read_row(const import_columns& columns, const csv_row& row) {
  std::vector<field_error> errors;
  const auto cell = [&](std::string_view name) -> std::string_view {
    const auto found = columns.at.find(name);
    return found == columns.at.end() || found->second >= row.cells.size() ? ""
                                                                          : unguarded(trim(row.cells[found->second]));
  };
  const auto bounded = [&](std::string_view name, std::size_t max) {
    const auto text = cell(name);
    if (json::length_utf8(text) > max)
      errors.push_back({std::string{name}, "too_long", "At most " + std::to_string(max) + " characters."});
    return std::string{text};
  };
  import_row out;
  if (row.cells.size() > columns.count)
    errors.push_back({"row", "too_many", "There are more cells than columns: is a text with a separator not quoted?"});
  const auto phone = read_phone(cell("phone"));
  if (cell("phone").empty())
    errors.push_back({"phone", "required", "A telephone number with country code: +54 9 11 5555-0100."});
  else if (!phone)
    errors.push_back({"phone", "phone",
                      "This is no telephone number with country code (+54 9 11 5555-0100); a spreadsheet may have "
                      "shortened it to 5.49E+12: format the column as text."});
  out.phone = phone.value_or("");
  out.name = bounded("name", contact_name_max);
  out.locale = bounded("locale", 20);
  out.consent = lower(cell("consent"));
  if (!out.consent.empty() && out.consent != "opted_in" && out.consent != "opted_out" && out.consent != "unknown")
    errors.push_back({"consent", "not_one_of", "One of: opted_in, opted_out, unknown; or leave it empty."});
  out.tags = split_tags(cell("tags"));
  if (std::any_of(out.tags.begin(), out.tags.end(),
                  [](const auto& t) { return json::length_utf8(t) > contact_tag_max; }))
    errors.push_back({"tags", "too_long", "Each at most 60 characters; commas stand between them."});
  for (const auto& [name, at] : columns.attributes) {
    const auto text = at < row.cells.size() ? unguarded(trim(row.cells[at])) : "";
    if (text.empty()) continue;
    if (json::length_utf8(text) > attribute_value_max)
      errors.push_back({"attr:" + name, "too_long", "At most 500 characters."});
    out.attributes.emplace_back(name, text);
  }
  if (!errors.empty()) return tl::make_unexpected(std::move(errors));
  return out;
}

tl::expected<ports::contact_row, std::vector<field_error>>
applied(const import_row& row, ports::contact_row contact, flows::timestamp now) {
  std::vector<field_error> errors;
  if (!row.name.empty()) contact.name = row.name;
  if (!row.locale.empty()) contact.locale = row.locale;
  contact.tags.insert(contact.tags.end(), row.tags.begin(), row.tags.end());
  contact.tags = unique_tags(std::move(contact.tags));
  if (contact.tags.size() > contact_tags_max)
    errors.push_back({"tags", "too_many", "A contact has at most 50; these would be more."});
  if (contact.consent == "opted_out" && row.consent == "opted_in")
    errors.push_back(
        {"consent", "opted_out",
         "They have said no, and a file does not change that: change it at the contact, with its source."});
  else if (!row.consent.empty() && row.consent != contact.consent)
    set_consent(contact, row.consent, "import", now);
  add_attributes(contact, row.attributes);
  if (contact.attributes.size() > contact_attributes_max)
    errors.push_back({"attributes", "too_long", "All of a contact's have at most 16 kB; these would be more."});
  if (!errors.empty()) return tl::make_unexpected(std::move(errors));
  return contact;
}

} // namespace charla::api
