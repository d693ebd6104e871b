#include "io/providers/meta/build_interactive.hpp"

#include "io/json/reader.hpp"
#include "io/providers/meta/interactive_limits.hpp"

namespace charla::meta {

namespace {

using namespace flows; // NOLINT(google-build-using-namespace)
using written = result<void>;
using form = interactive_content::form;

void put_text(json::writer& w, std::string_view key, const std::string& text) {
  w.key(key).begin_object().member("text", text).end_object();
}

void put_buttons(json::writer& w, const interactive_content& c) {
  w.key("buttons").begin_array();
  for (const auto& b : c.buttons) {
    w.begin_object().member("type", "reply").key("reply").begin_object();
    w.member("id", b.id).member("title", b.title).end_object().end_object();
  }
  w.end_array();
}

void put_sections(json::writer& w, const interactive_content& c) {
  w.member("button", c.label).key("sections").begin_array();
  for (const auto& s : c.sections) {
    w.begin_object();
    if (!s.title.empty()) w.member("title", s.title);
    w.key("rows").begin_array();
    for (const auto& r : s.rows) {
      w.begin_object().member("id", r.id).member("title", r.title);
      if (!r.description.empty()) w.member("description", r.description);
      w.end_object();
    }
    w.end_array().end_object();
  }
  w.end_array();
}

void put_link(json::writer& w, const interactive_content& c) {
  w.member("name", "cta_url").key("parameters").begin_object();
  w.member("display_text", c.label).member("url", c.url).end_object();
}

written put_form(json::writer& w, const interactive_content& c) {
  w.member("name", "flow").key("parameters").begin_object().member("flow_message_version", "3");
  w.member("flow_id", c.flow_id).member("flow_cta", c.label).member("flow_action", "navigate");
  if (!c.flow_token.empty()) w.member("flow_token", c.flow_token);
  if (!c.screen.empty()) {
    w.key("flow_action_payload").begin_object().member("screen", c.screen);
    if (!c.data_json.empty()) {
      const auto data = json::document::parse(c.data_json);
      if (!data || data->root().kind() != json::kind::object)
        return fail("send.interactive", "the data of a WhatsApp Flow is a JSON object", "data_json");
      if (!data->root().members().empty()) w.key("data").raw(data->root().dump()); // an empty one is refused
    }
    w.end_object();
  }
  w.end_object();
  return {};
}

std::string_view wire_form(form what) {
  switch (what) {
  case form::buttons: return "button";
  case form::list: return "list";
  case form::cta_url: return "cta_url";
  case form::location_request: return "location_request_message";
  case form::whatsapp_flow: return "flow";
  case form::product: return "product";
  case form::product_list: return "product_list";
  case form::catalog: return "catalog_message";
  case form::contact_request: return "request_contact_info";
  }
  return "button";
}

/// The product whose picture stands for the whole catalogue, and the one that `product` is about: the first.
std::string first_product(const interactive_content& c) {
  return c.products.empty() || c.products.front().products.empty() ? "" : c.products.front().products.front();
}

void put_products(json::writer& w, const interactive_content& c) {
  w.member("catalog_id", c.catalog_id).key("sections").begin_array();
  for (const auto& s : c.products) {
    w.begin_object();
    if (!s.title.empty()) w.member("title", s.title);
    w.key("product_items").begin_array();
    for (const auto& p : s.products)
      w.begin_object().member("product_retailer_id", p).end_object();
    w.end_array().end_object();
  }
  w.end_array();
}

void put_catalog(json::writer& w, const interactive_content& c) {
  w.member("name", "catalog_message");
  if (const auto product = first_product(c); !product.empty())
    w.key("parameters").begin_object().member("thumbnail_product_retailer_id", product).end_object();
}

written put_action(json::writer& w, const interactive_content& c) {
  switch (c.what) {
  case form::buttons: put_buttons(w, c); break;
  case form::list: put_sections(w, c); break;
  case form::cta_url: put_link(w, c); break;
  case form::location_request: w.member("name", "send_location"); break;
  case form::whatsapp_flow: return put_form(w, c);
  case form::product: w.member("catalog_id", c.catalog_id).member("product_retailer_id", first_product(c)); break;
  case form::product_list: put_products(w, c); break;
  case form::catalog: put_catalog(w, c); break;
  case form::contact_request: w.member("name", "request_contact_info"); break;
  }
  return {};
}

written put_header_file(json::writer& w, const media_content& m, dialect how) {
  const auto type = m.kind == media_kind::video ? "video" : m.kind == media_kind::document ? "document" : "image";
  if (m.kind == media_kind::audio || m.kind == media_kind::sticker)
    return fail("send.media", "a header takes an image, a video or a document", "header_media.kind");
  const bool by_id = !m.media_id.empty() && !how.header_by_link;
  if (!by_id && !m.url.starts_with("https://") && !m.url.starts_with("http://"))
    return fail("send.media",
                how.header_by_link ? "a file in a header needs an http(s) address here"
                                   : "a file needs the id of an uploaded one or an http(s) address",
                "header_media");
  w.key("header").begin_object().member("type", type).key(type).begin_object();
  w.member(by_id ? "id" : "link", by_id ? m.media_id : m.url);
  if (m.kind == media_kind::document && !m.filename.empty()) w.member("filename", m.filename);
  w.end_object().end_object();
  return {};
}

} // namespace

result<void> put_interactive(json::writer& w, const interactive_content& c, dialect how) {
  if (auto ok = check_interactive(c); !ok) return ok;
  w.key("interactive").begin_object().member("type", wire_form(c.what));
  if (!c.header.empty()) w.key("header").begin_object().member("type", "text").member("text", c.header).end_object();
  if (c.header_media)
    if (auto ok = put_header_file(w, *c.header_media, how); !ok) return ok;
  if (!c.body.empty()) put_text(w, "body", c.body);
  if (!c.footer.empty()) put_text(w, "footer", c.footer);
  w.key("action").begin_object();
  if (auto ok = put_action(w, c); !ok) return ok;
  w.end_object().end_object();
  return {};
}

} // namespace charla::meta
