#include "io/api/content.hpp"

#include "flows/limits.hpp"
#include "flows/overloaded.hpp"

#include <algorithm>

namespace charla::api {

namespace {

using form = flows::interactive_content::form;

constexpr std::size_t components_max = 16 << 10;
constexpr std::size_t id_max = 256;
constexpr std::size_t cards_max = 5;

struct tappable {
  std::string_view name;
  form what;
};
constexpr auto forms = std::to_array<tappable>({{"buttons", form::buttons},
                                                {"list", form::list},
                                                {"cta_url", form::cta_url},
                                                {"location_request", form::location_request},
                                                {"whatsapp_flow", form::whatsapp_flow},
                                                {"product", form::product},
                                                {"product_list", form::product_list},
                                                {"catalog", form::catalog},
                                                {"contact_request", form::contact_request}});

struct file_type {
  std::string_view name;
  flows::media_kind kind;
};
constexpr auto files = std::to_array<file_type>({{"image", flows::media_kind::image},
                                                 {"video", flows::media_kind::video},
                                                 {"audio", flows::media_kind::audio},
                                                 {"document", flows::media_kind::document},
                                                 {"sticker", flows::media_kind::sticker}});

/// `{"name":…, "language":…, "components":[…]}`; Meta's `{"language":{"code":…}}` is understood, and so is the name
/// alone.
flows::template_content read_template(body& b) {
  flows::template_content t;
  t.language = "es";
  const auto given = b.raw("template");
  if (const auto name = given.text()) {
    t.name = *name;
  } else if (given.kind() == json::kind::object) {
    body part{given, "template."};
    t.name = part.text("name", 512);
    const auto language = given["language"];
    if (const auto code = language["code"].text())
      t.language = *code;
    else if (auto text = part.maybe_text("language", 20))
      t.language = *text;
    const auto components = given["components"];
    if (components.kind() == json::kind::array)
      t.components_json = components.dump();
    else if (components.exists() && components.kind() != json::kind::null)
      part.wrong("components", "type", "Send the list of components that the provider takes.");
    if (t.components_json.size() > components_max) part.wrong("components", "too_long", "At most 16 kB.");
    b.take_errors(part);
    return t;
  }
  if (t.name.empty())
    b.wrong("template", "required", "The name of an approved template, or {name, language, components}.");
  return t;
}

/// The object that carries the content; its absence is noted.
std::optional<json::value> needed_object(body& b, std::string_view name, std::string hint) {
  auto found = b.maybe_object(name);
  if (!found) b.wrong(name, "required", std::move(hint));
  return found;
}

flows::content read_file(const call& c, body& b, flows::media_kind kind) {
  flows::media_content empty;
  empty.kind = kind;
  const auto given = needed_object(b, "media", "A file: {\"asset\":…}, {\"media_id\":…} or {\"url\":\"https://…\"}.");
  if (!given) return empty;
  body part{*given, "media."};
  auto m = read_media(c, part, kind, true);
  part.refuse_unknown();
  b.take_errors(part);
  return m;
}

double degrees(body& part, std::string_view field, double most) {
  const auto n = part.raw(field).number();
  if (!n || !(*n >= -most && *n <= most)) {
    part.wrong(field, n ? "range" : "required",
               "Degrees: a number from -" + std::to_string(static_cast<int>(most)) + " to "
                   + std::to_string(static_cast<int>(most)) + ".");
    return 0;
  }
  return *n;
}

flows::content read_location(body& b) {
  flows::location_content l;
  const auto given = needed_object(b, "location", "{\"latitude\":…, \"longitude\":…, \"name\":…, \"address\":…}.");
  if (!given) return l;
  body part{*given, "location."};
  l.latitude = degrees(part, "latitude", 90);
  l.longitude = degrees(part, "longitude", 180);
  l.name = part.maybe_text("name", 1000).value_or("");
  l.address = part.maybe_text("address", 1000).value_or("");
  part.refuse_unknown();
  b.take_errors(part);
  return l;
}

flows::content read_contacts(body& b) {
  flows::contacts_content out;
  const auto given = b.maybe_array("contacts");
  const auto cards = given ? given->items() : std::vector<json::value>{};
  if (cards.empty() || cards.size() > cards_max)
    b.wrong("contacts", "count", "One to five cards: [{\"formatted_name\":…, \"phones\":[…], \"emails\":[…]}].");
  for (std::size_t i = 0; i < std::min(cards.size(), cards_max); ++i) {
    body part{cards[i], "contacts[" + std::to_string(i) + "]."};
    flows::contact_card card;
    card.formatted_name = part.text("formatted_name", 200);
    card.phones = part.maybe_texts("phones", 20, 40).value_or(std::vector<std::string>{});
    card.emails = part.maybe_texts("emails", 20, 200).value_or(std::vector<std::string>{});
    part.refuse_unknown();
    b.take_errors(part);
    out.cards.push_back(std::move(card));
  }
  return out;
}

flows::content read_reaction(body& b) {
  flows::reaction_content r;
  const auto given = needed_object(b, "reaction", "{\"target\": the message's provider id, \"emoji\":…}.");
  if (!given) return r;
  body part{*given, "reaction."};
  r.target = part.text("target", id_max);
  r.emoji = part.maybe_text("emoji", 20).value_or(""); // none takes an earlier one back
  part.refuse_unknown();
  b.take_errors(part);
  return r;
}

/// The names of the members that carry contents: a member of another type is passed over, as it always was.
void pass_over_others(body& b) {
  for (const auto name : {"text", "template", "media", "location", "contacts", "reaction", "interactive"})
    (void)b.has(name);
}

} // namespace

flows::content read_content(const call& c, body& b) {
  const auto type =
      b.maybe_choice("type", {"text", "template", "image", "video", "audio", "document", "sticker", "location",
                              "contacts", "reaction", "buttons", "list", "cta_url", "location_request", "whatsapp_flow",
                              "product", "product_list", "catalog", "contact_request"})
          .value_or("text");
  pass_over_others(b);
  for (const auto& f : files)
    if (f.name == type) return read_file(c, b, f.kind);
  for (const auto& f : forms)
    if (f.name == type) return read_interactive(c, b, f.what);
  if (type == "template") return read_template(b);
  if (type == "location") return read_location(b);
  if (type == "contacts") return read_contacts(b);
  if (type == "reaction") return read_reaction(b);
  return flows::text_content{b.text("text", flows::limits::text_length_max)};
}

std::string_view member_of(const flows::content& what) {
  return std::visit(flows::overloaded{
                        [](const flows::text_content&) -> std::string_view { return "text"; },
                        [](const flows::media_content&) -> std::string_view { return "media"; },
                        [](const flows::template_content&) -> std::string_view { return "template"; },
                        [](const flows::interactive_content&) -> std::string_view { return "interactive"; },
                        [](const auto& other) -> std::string_view { return flows::type_name(flows::content{other}); },
                    },
                    what);
}

std::optional<field_error> refused_by(const ports::provider& speaks,
                                      const ports::channel_access& channel,
                                      const flows::address& to,
                                      const flows::content& what,
                                      const std::string& reply_to) {
  ports::outbound trial;
  trial.to = to;
  trial.body = what;
  trial.reply_to = reply_to;
  // A file of ours gets the provider's id when it is sent; here any will do.
  const auto resolve = [&](flows::media_content& m) {
    if (m.asset.empty()) return;
    m.media_id = "asset";
    trial.file = std::make_shared<const std::string>();
  };
  if (auto* m = std::get_if<flows::media_content>(&trial.body)) resolve(*m);
  if (auto* i = std::get_if<flows::interactive_content>(&trial.body); i != nullptr && i->header_media)
    resolve(*i->header_media);
  const auto request = speaks.build(channel, trial);
  if (request) return std::nullopt;
  const auto& e = request.error();
  if (e.code == "send.unsupported_type") return field_error{"type", "unsupported", e.what};
  std::string field{member_of(what)};
  if (!e.where.empty() && field != "text") field += '.' + e.where;
  const auto dot = e.code.find('.');
  return field_error{std::move(field), dot == std::string::npos ? e.code : e.code.substr(dot + 1), e.what};
}

} // namespace charla::api
