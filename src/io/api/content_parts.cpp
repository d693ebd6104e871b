#include "io/api/content.hpp"

#include "flows/limits.hpp"

#include <algorithm>

namespace charla::api {

namespace {

using form = flows::interactive_content::form;

// How much of each is read at all; what WhatsApp takes of it is the provider's to say (providers.md A8).
constexpr std::size_t line_max = 300;
constexpr std::size_t body_max = 4096;
constexpr std::size_t id_max = 256;
constexpr std::size_t url_max = 2000;
constexpr std::size_t data_max = 16 << 10;
constexpr std::size_t sections_max = 10;
constexpr std::size_t items_max = 30;

bool is_sha256(std::string_view text) {
  return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char ch) {
           return (ch >= '0' && ch <= '9') || (ch >= 'a' && ch <= 'f');
         });
}

/// Whether a file of this type can be a bubble of that kind; which formats a provider takes is the provider's to say.
bool fits(flows::media_kind kind, std::string_view mime) {
  switch (kind) {
  case flows::media_kind::image: return mime.starts_with("image/");
  case flows::media_kind::video: return mime.starts_with("video/");
  case flows::media_kind::audio: return mime.starts_with("audio/");
  case flows::media_kind::sticker: return mime == "image/webp";
  case flows::media_kind::document: return true;
  }
  return true;
}

/// A file of the tenant's own: its type is noted, so that every provider sends it as what it is.
void check_asset(const call& c, body& part, flows::media_content& m) {
  if (!is_sha256(m.asset))
    return part.wrong("asset", "format", "The SHA-256 of the file in lower-case hexadecimal, as its upload told it.");
  const auto known = c.store().asset(c.who.tenant, m.asset);
  if (!known) return part.give_up(store_failed(known.error()));
  if (!*known) return part.wrong("asset", "unknown", "There is no such file: upload it first.");
  if (!fits(m.kind, (*known)->mime_type))
    return part.wrong("asset", "kind",
                      "The file is " + (*known)->mime_type + ": send it as what it is, or as a document.");
  m.mime_type = (*known)->mime_type;
  if (m.filename.empty() && m.kind == flows::media_kind::document) m.filename = (*known)->filename;
}

std::string data_of(body& part) {
  const auto data = part.maybe_object("data");
  if (!data) return {};
  auto text = data->dump();
  if (text.size() > data_max) part.wrong("data", "too_long", "At most 16 kB.");
  return text;
}

/// Each item of a list of objects, with its place in the field's name.
template <class Read>
void each(body& b, const std::string& prefix, std::string_view list, std::size_t most, Read read) {
  const auto given = b.maybe_array(list);
  const auto items = given ? given->items() : std::vector<json::value>{};
  if (items.empty() || items.size() > most) b.wrong(list, "count", "One to " + std::to_string(most) + ".");
  for (std::size_t i = 0; i < std::min(items.size(), most); ++i) {
    const auto at = prefix + std::string{list} + '[' + std::to_string(i) + "].";
    body part{items[i], at};
    read(part, at);
    part.refuse_unknown();
    b.take_errors(part);
  }
}

flows::list_section read_rows(body& section, const std::string& at) {
  flows::list_section s;
  s.title = section.maybe_text("title", line_max).value_or("");
  each(section, at, "rows", sections_max, [&](body& row, const std::string&) {
    s.rows.push_back(
        {row.text("id", id_max), row.text("title", line_max), row.maybe_text("description", line_max).value_or("")});
  });
  return s;
}

flows::product_section read_products(body& section) {
  flows::product_section s;
  s.title = section.maybe_text("title", line_max).value_or("");
  s.products = section.maybe_texts("products", items_max, id_max).value_or(std::vector<std::string>{});
  if (s.products.empty()) section.wrong("products", "required", "One to thirty ids of the catalogue.");
  return s;
}

std::optional<flows::media_content> read_header(const call& c, body& part) {
  const auto given = part.maybe_object("header_media");
  if (!given) return std::nullopt;
  body header{*given, "interactive.header_media."};
  const auto kind = header.choice("kind", {"image", "video", "document"});
  auto m = read_media(c, header,
                      kind == "video"      ? flows::media_kind::video
                      : kind == "document" ? flows::media_kind::document
                                           : flows::media_kind::image,
                      false);
  header.refuse_unknown();
  part.take_errors(header);
  return m;
}

/// What the form has beside header, body and footer.
void read_form(body& part, flows::interactive_content& i) {
  const std::string at = "interactive.";
  switch (i.what) {
  case form::buttons:
    each(part, at, "buttons", 3, [&](body& b, const std::string&) {
      i.buttons.push_back({b.text("id", id_max), b.text("title", line_max)});
    });
    break;
  case form::list:
    i.label = part.text("label", line_max);
    each(part, at, "sections", sections_max,
         [&](body& s, const std::string& where) { i.sections.push_back(read_rows(s, where)); });
    break;
  case form::cta_url:
    i.label = part.text("label", line_max);
    i.url = part.text("url", url_max);
    break;
  case form::whatsapp_flow:
    i.label = part.text("label", line_max);
    i.flow_id = part.text("flow_id", id_max);
    i.flow_token = part.maybe_text("flow_token", id_max).value_or("");
    i.screen = part.maybe_text("screen", id_max).value_or("");
    i.data_json = data_of(part);
    break;
  case form::product:
  case form::product_list: i.catalog_id = part.text("catalog_id", id_max); [[fallthrough]];
  case form::catalog:
    if (i.what == form::catalog && !part.has("products")) break;
    each(part, at, "products", sections_max,
         [&](body& s, const std::string&) { i.products.push_back(read_products(s)); });
    break;
  case form::location_request:
  case form::contact_request: break;
  }
}

} // namespace

flows::media_content read_media(const call& c, body& part, flows::media_kind kind, bool alone) {
  flows::media_content m;
  m.kind = kind;
  m.asset = part.maybe_text("asset", 64).value_or("");
  m.media_id = part.maybe_text("media_id", id_max).value_or("");
  m.url = part.maybe_text("url", url_max).value_or("");
  m.filename = part.maybe_text("filename", 240).value_or("");
  if (alone) {
    m.caption = part.maybe_text("caption", flows::limits::caption_length_max).value_or("");
    if (kind == flows::media_kind::audio) m.voice = part.maybe_boolean("voice").value_or(false);
  }
  const auto ways =
      static_cast<int>(!m.asset.empty()) + static_cast<int>(!m.media_id.empty()) + static_cast<int>(!m.url.empty());
  if (ways != 1 && part.good())
    part.wrong("asset", ways == 0 ? "required" : "ambiguous",
               "One of: `asset` (a file of yours), `media_id` (the provider's id), `url` (https).");
  if (!m.url.empty() && !m.url.starts_with("https://"))
    part.wrong("url", "format", "An address that begins with https://: the provider fetches the file from there.");
  if (!m.asset.empty() && ways == 1) check_asset(c, part, m);
  return m;
}

flows::interactive_content read_interactive(const call& c, body& b, form what) {
  flows::interactive_content i;
  i.what = what;
  const auto given = b.maybe_object("interactive");
  if (!given) {
    b.wrong("interactive", "required", "An object with `body` and what the type needs; see /docs.");
    return i;
  }
  body part{*given, "interactive."};
  i.header = part.maybe_text("header", line_max).value_or("");
  if (what == form::buttons) i.header_media = read_header(c, part);
  i.body = what == form::product ? part.maybe_text("body", body_max).value_or("") : part.text("body", body_max);
  i.footer = part.maybe_text("footer", line_max).value_or("");
  read_form(part, i);
  part.refuse_unknown();
  b.take_errors(part);
  return i;
}

} // namespace charla::api
