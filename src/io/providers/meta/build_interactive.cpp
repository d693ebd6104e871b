#include "io/providers/meta/build_interactive.hpp"

#include "io/json/reader.hpp"
#include "io/json/text.hpp"

#include <set>

namespace charla::meta {

namespace {

using namespace flows; // NOLINT(google-build-using-namespace)
using written = result<void>;
using form = interactive_content::form;

constexpr std::size_t body_max = 1024;
constexpr std::size_t list_body_max = 4096;
constexpr std::size_t line_max = 60; // header and footer
constexpr std::size_t label_max = 20;
constexpr std::size_t row_title_max = 24;
constexpr std::size_t description_max = 72;
constexpr std::size_t button_id_max = 256;
constexpr std::size_t row_id_max = 200;

/// Texts with their limits; remembers the first that is over or missing.
class limits_check {
public:
  void needs(std::string_view text, std::size_t max, std::string where) {
    if (text.empty())
      return note("send.empty", "fill it in: WhatsApp refuses the message without it", std::move(where));
    allows(text, max, std::move(where));
  }
  void allows(std::string_view text, std::size_t max, std::string where) {
    const auto length = json::length_utf8(text);
    if (length > max)
      note("send.too_long", "it has " + std::to_string(length) + " characters, WhatsApp takes " + std::to_string(max),
           std::move(where));
  }
  void counts(std::size_t n, std::size_t most, std::string where) {
    if (n == 0 || n > most)
      note("send.interactive", "one to " + std::to_string(most) + ", not " + std::to_string(n), std::move(where));
  }
  void differs(const std::string& id, std::string where) {
    if (!ids_.insert(id).second) note("send.interactive", "the id `" + id + "` is there twice", std::move(where));
  }
  [[nodiscard]] written take() { return first_ ? written{tl::make_unexpected(*std::move(first_))} : written{}; }

private:
  void note(std::string code, std::string what, std::string where) {
    if (!first_) first_ = error{std::move(code), std::move(what), std::move(where)};
  }
  std::optional<error> first_;
  std::set<std::string> ids_;
};

written check(const interactive_content& c) {
  limits_check l;
  l.needs(c.body, c.what == form::list ? list_body_max : body_max, "body");
  l.allows(c.header, line_max, "header");
  l.allows(c.footer, line_max, "footer");
  if (c.what == form::buttons) {
    l.counts(c.buttons.size(), 3, "buttons");
    for (const auto& b : c.buttons) {
      l.needs(b.id, button_id_max, "buttons.id");
      l.needs(b.title, label_max, "buttons.title");
      l.differs(b.id, "buttons.id");
    }
  }
  if (c.what == form::list || c.what == form::cta_url || c.what == form::whatsapp_flow)
    l.needs(c.label, label_max, "label");
  if (c.what == form::cta_url) l.needs(c.url, 2000, "url");
  if (c.what == form::whatsapp_flow) l.needs(c.flow_id, 200, "flow_id");
  if (c.what != form::list) return l.take();
  std::size_t rows = 0;
  for (const auto& s : c.sections) {
    rows += s.rows.size();
    if (c.sections.size() > 1) l.needs(s.title, row_title_max, "sections.title");
    for (const auto& r : s.rows) {
      l.needs(r.id, row_id_max, "sections.rows.id");
      l.needs(r.title, row_title_max, "sections.rows.title");
      l.allows(r.description, description_max, "sections.rows.description");
      l.differs(r.id, "sections.rows.id");
    }
  }
  l.counts(rows, 10, "sections.rows");
  return l.take();
}

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

} // namespace

result<void> put_interactive(json::writer& w, const interactive_content& c) {
  if (auto ok = check(c); !ok) return ok;
  w.key("interactive").begin_object().member("type", wire_form(c.what));
  if (!c.header.empty()) w.key("header").begin_object().member("type", "text").member("text", c.header).end_object();
  put_text(w, "body", c.body);
  if (!c.footer.empty()) put_text(w, "footer", c.footer);
  w.key("action").begin_object();
  switch (c.what) {
  case form::buttons: put_buttons(w, c); break;
  case form::list: put_sections(w, c); break;
  case form::cta_url: put_link(w, c); break;
  case form::location_request: w.member("name", "send_location"); break;
  case form::whatsapp_flow:
    if (auto ok = put_form(w, c); !ok) return ok;
    break;
  case form::product:
  case form::product_list:
  case form::catalog: return fail("send.unsupported_type", "products cannot be sent yet", "type");
  case form::contact_request: w.member("name", "request_contact_info"); break;
  }
  w.end_object().end_object();
  return {};
}

} // namespace charla::meta
