#include "io/providers/evolution/numbered.hpp"

namespace charla::evolution {

namespace {

using namespace flows; // NOLINT(google-build-using-namespace)
using form = interactive_content::form;

std::string choices_of(const interactive_content& c) {
  std::string out;
  int number = 0;
  const auto add = [&](const std::string& title, const std::string& description) {
    out += '\n' + std::to_string(++number) + ". " + title;
    if (!description.empty()) out += " – " + description;
  };
  for (const auto& b : c.buttons)
    if (c.what == form::buttons) add(b.title, {});
  for (const auto& s : c.sections) {
    if (c.what != form::list) break;
    if (!s.title.empty()) out += "\n*" + s.title + '*';
    for (const auto& r : s.rows)
      add(r.title, r.description);
  }
  return number == 0 ? std::string{} : out;
}

} // namespace

result<std::string> numbered(const interactive_content& c) {
  if (c.what == form::product || c.what == form::product_list || c.what == form::catalog
      || c.what == form::whatsapp_flow)
    return fail("send.unsupported_type", "an unofficial number has no catalogue and no WhatsApp Flows; ask in text",
                "type");
  if (c.body.empty()) return fail("send.empty", "the message needs a text", "body");
  std::string out = c.header.empty() ? c.body : '*' + c.header + "*\n\n" + c.body;
  if (c.what == form::buttons || c.what == form::list) {
    const auto choices = choices_of(c);
    if (choices.empty())
      return fail("send.interactive", "there is nothing to choose", c.what == form::list ? "sections" : "buttons");
    out += '\n' + choices;
  }
  if (c.what == form::cta_url) {
    if (c.url.empty()) return fail("send.empty", "the link needs its address", "url");
    out += "\n\n" + (c.label.empty() ? c.url : c.label + ": " + c.url);
  }
  if (!c.footer.empty()) out += "\n\n_" + c.footer + '_';
  return out;
}

} // namespace charla::evolution
