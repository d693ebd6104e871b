#include "io/json/content_codec.hpp"

#include "flows/overloaded.hpp"

namespace charla::json {

// Not in the unnamed namespace: the archive finds these by argument-dependent look-up.
void members(auto& a, like<flows::contact_card> auto& c) {
  a.always("formatted_name", c.formatted_name);
  a("phones", c.phones);
  a("emails", c.emails);
}
void members(auto& a, like<flows::order_item> auto& c) {
  a("product", c.product);
  a("quantity", c.quantity);
  a("price", c.price);
  a("currency", c.currency);
}
void members(auto& a, like<flows::reply_button> auto& c) {
  a.always("id", c.id);
  a.always("title", c.title);
}
void members(auto& a, like<flows::list_row> auto& c) {
  a.always("id", c.id);
  a.always("title", c.title);
  a("description", c.description);
}
/// A file in a bubble's header: only pictures, videos and documents can stand there.
void members(auto& a, like<flows::media_content> auto& c) {
  static constexpr std::initializer_list<flows::media_kind> kinds = {flows::media_kind::image, flows::media_kind::video,
                                                                     flows::media_kind::document};
  a.choice("kind", c.kind, kinds, [](flows::media_kind k) -> std::string_view {
    return k == flows::media_kind::video ? "video" : k == flows::media_kind::document ? "document" : "image";
  });
  a("media_id", c.media_id);
  a("url", c.url);
  a("filename", c.filename);
  a("asset", c.asset);
}
void members(auto& a, like<flows::product_section> auto& c) {
  a("title", c.title);
  a.always("products", c.products);
}
void members(auto& a, like<flows::list_section> auto& c) {
  a("title", c.title);
  a.always("rows", c.rows);
}

namespace {

using namespace flows; // NOLINT(google-build-using-namespace)

void fields_of(auto& a, like<text_content> auto& c) { a.always("body", c.body); }
void fields_of(auto& a, like<media_content> auto& c) {
  a("media_id", c.media_id);
  a("url", c.url);
  a("mime_type", c.mime_type);
  a("sha256", c.sha256);
  a("caption", c.caption);
  a("filename", c.filename);
  a("voice", c.voice);
  a("animated", c.animated);
  a("asset", c.asset);
}
void fields_of(auto& a, like<location_content> auto& c) {
  a.always("latitude", c.latitude);
  a.always("longitude", c.longitude);
  a("name", c.name);
  a("address", c.address);
  a("url", c.url);
}
void fields_of(auto& a, like<contacts_content> auto& c) {
  a.always("cards", c.cards);
  a("requested", c.requested);
}
void fields_of(auto& a, like<choice_content> auto& c) {
  a.always("id", c.id);
  a.always("title", c.title);
  a("description", c.description);
}
void fields_of(auto& a, like<form_content> auto& c) {
  a("name", c.name);
  a("body", c.body);
  a("response_json", c.response_json);
}
void fields_of(auto& a, like<call_permission_content> auto& c) {
  a.always("accepted", c.accepted);
  a("permanent", c.permanent);
}
void fields_of(auto& a, like<reaction_content> auto& c) {
  a.always("target", c.target);
  a.always("emoji", c.emoji);
}
void fields_of(auto& a, like<order_content> auto& c) {
  a("catalog_id", c.catalog_id);
  a("text", c.text);
  a.always("items", c.items);
}
void fields_of(auto& a, like<system_content> auto& c) {
  a("kind", c.kind);
  a("body", c.body);
  a("wa_id", c.wa_id);
  a("user_id", c.user_id);
  a("previous_user_id", c.previous_user_id);
}
void fields_of(auto& a, like<edit_content> auto& c) {
  a("original_id", c.original_id);
  a("edited_type", c.type);
  a("text", c.text);
}
void fields_of(auto& a, like<revoke_content> auto& c) { a("original_id", c.original_id); }
void fields_of(auto&, like<welcome_content> auto&) {}
void fields_of(auto& a, like<template_content> auto& c) {
  a.always("name", c.name);
  a.always("language", c.language);
  a.always("components_json", c.components_json);
}
void fields_of(auto& a, like<interactive_content> auto& c) {
  a("header", c.header);
  a("header_media", c.header_media);
  a.always("body", c.body);
  a("footer", c.footer);
  a("buttons", c.buttons);
  a("label", c.label);
  a("sections", c.sections);
  a("url", c.url);
  a("flow_id", c.flow_id);
  a("flow_token", c.flow_token);
  a("screen", c.screen);
  a("data_json", c.data_json);
  a("catalog_id", c.catalog_id);
  a("products", c.products);
}
void fields_of(auto& a, like<unsupported_content> auto& c) {
  a("unsupported_type", c.type);
  a("reason", c.reason);
  a("raw", c.raw);
}
void fields_of(auto& a, like<note_content> auto& c) { a.always("body", c.body); }

content media(media_kind kind) {
  media_content m;
  m.kind = kind;
  return m;
}
content choice(choice_content::origin source) {
  choice_content c;
  c.source = source;
  return c;
}

content tappable(interactive_content::form form) {
  interactive_content c;
  c.what = form;
  return c;
}

/// One constructed value for every name that `type_name` gives; reading looks the name up here.
const std::vector<content>& every_type() {
  using enum media_kind;
  using origin = choice_content::origin;
  using form = interactive_content::form;
  static const std::vector<content> all{text_content{},
                                        media(image),
                                        media(video),
                                        media(audio),
                                        media(document),
                                        media(sticker),
                                        location_content{},
                                        contacts_content{},
                                        choice(origin::button),
                                        choice(origin::list),
                                        choice(origin::template_button),
                                        form_content{},
                                        call_permission_content{},
                                        reaction_content{},
                                        order_content{},
                                        system_content{},
                                        edit_content{},
                                        revoke_content{},
                                        welcome_content{},
                                        template_content{},
                                        tappable(form::buttons),
                                        tappable(form::list),
                                        tappable(form::cta_url),
                                        tappable(form::location_request),
                                        tappable(form::whatsapp_flow),
                                        tappable(form::product),
                                        tappable(form::product_list),
                                        tappable(form::catalog),
                                        tappable(form::contact_request),
                                        unsupported_content{},
                                        note_content{}};
  return all;
}

} // namespace

void members(writing& a, const flows::content& c) {
  a.out().member("type", flows::type_name(c));
  std::visit([&](const auto& one) { fields_of(a, one); }, c);
}

void members(reading& a, flows::content& c) {
  std::string type;
  a.in().read("type", type);
  for (const auto& candidate : every_type())
    if (flows::type_name(candidate) == type) {
      c = candidate;
      std::visit([&](auto& one) { fields_of(a, one); }, c);
      return;
    }
  if (type.empty()) return a.in().missing("type");
  a.in().wrong("type", "json.unknown_name", "'" + type + "' is not a type of content that this version knows");
}

} // namespace charla::json
