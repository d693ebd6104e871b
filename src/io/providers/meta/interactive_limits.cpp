#include "io/providers/meta/interactive_limits.hpp"

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
constexpr std::size_t rows_max = 10;
constexpr std::size_t sections_max = 10;
constexpr std::size_t products_max = 30;
constexpr std::size_t url_max = 2000;

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
  /// What a form does not have must not be there: it would be lost, or the message refused.
  void lacks(bool there, std::string where) {
    if (there) note("send.interactive", "this form has no such part; leave it out", std::move(where));
  }
  [[nodiscard]] written take() { return first_ ? written{tl::make_unexpected(*std::move(first_))} : written{}; }

private:
  void note(std::string code, std::string what, std::string where) {
    if (!first_) first_ = error{std::move(code), std::move(what), std::move(where)};
  }
  std::optional<error> first_;
  std::set<std::string> ids_;
};

void check_buttons(limits_check& l, const interactive_content& c) {
  l.counts(c.buttons.size(), 3, "buttons");
  for (const auto& b : c.buttons) {
    l.needs(b.id, button_id_max, "buttons.id");
    l.needs(b.title, label_max, "buttons.title");
    l.differs(b.id, "buttons.id");
  }
}

void check_rows(limits_check& l, const interactive_content& c) {
  l.needs(c.label, label_max, "label");
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
  l.counts(rows, rows_max, "sections.rows");
}

void check_products(limits_check& l, const interactive_content& c) {
  l.needs(c.catalog_id, url_max, "catalog_id");
  if (c.what == form::product) {
    l.counts(c.products.empty() ? 0 : c.products.front().products.size(), 1, "products");
    return;
  }
  l.needs(c.header, line_max, "header");
  l.counts(c.products.size(), sections_max, "products");
  std::size_t all = 0;
  for (const auto& s : c.products) {
    all += s.products.size();
    if (c.products.size() > 1) l.needs(s.title, row_title_max, "products.title");
    l.allows(s.title, row_title_max, "products.title");
  }
  l.counts(all, products_max, "products");
}

bool has_header(form what) {
  return what != form::product && what != form::catalog && what != form::location_request
         && what != form::contact_request;
}

bool takes_header_file(form what) { return what == form::buttons || what == form::cta_url; }

void check_header(limits_check& l, const interactive_content& c) {
  l.lacks(!c.header.empty() && !has_header(c.what), "header");
  l.allows(c.header, line_max, "header");
  l.lacks(c.header_media && (!takes_header_file(c.what) || !c.header.empty()), "header_media");
}

} // namespace

result<void> check_interactive(const interactive_content& c) {
  limits_check l;
  const auto max = c.what == form::list ? list_body_max : body_max;
  if (c.what == form::product)
    l.allows(c.body, max, "body"); // the product speaks for itself
  else
    l.needs(c.body, max, "body");
  l.allows(c.footer, line_max, "footer");
  check_header(l, c);
  switch (c.what) {
  case form::buttons: check_buttons(l, c); break;
  case form::list: check_rows(l, c); break;
  case form::cta_url:
    l.needs(c.label, label_max, "label");
    l.needs(c.url, url_max, "url");
    break;
  case form::whatsapp_flow:
    l.needs(c.label, label_max, "label");
    l.needs(c.flow_id, row_id_max, "flow_id");
    break;
  case form::product:
  case form::product_list: check_products(l, c); break;
  case form::location_request:
  case form::contact_request:
  case form::catalog: break;
  }
  return l.take();
}

} // namespace charla::meta
