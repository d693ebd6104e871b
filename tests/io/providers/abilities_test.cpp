#include "io/json/codec.hpp"
#include "io/providers/given.hpp"
#include "io/providers/render.hpp"
#include "support/golden.hpp"
#include "support/paths.hpp"

#include <catch2/catch.hpp>
#include <fstream>

/// The table of docs/channels.md says what the providers do: it is made from what they did.
using namespace charla;
namespace bj = boost::json;

namespace {

constexpr std::string_view begin_mark = "<!-- made by test_providers: begin -->\n";
constexpr std::string_view end_mark = "<!-- made by test_providers: end -->\n";

struct speaker {
  std::unique_ptr<ports::provider> provider;
  ports::channel_access channel;
};

using cell = std::function<std::string(const speaker&)>;

std::string yes_no(bool yes) { return yes ? "yes" : "no"; }

/// What became of the golden request of this name.
cell sends(std::string file) {
  return [file](const speaker& s) -> std::string {
    const auto path =
        test::repository("tests/golden/requests/" + std::string{s.provider->type()} + '/' + file + ".json");
    const auto golden = test::read_json(path).as_object();
    if (golden.contains("refused")) return "no";
    const auto& content = golden.at("message").at("content").as_object();
    const auto& body = golden.at("request").at("body").as_object();
    const bool tappable = content.contains("body") && content.at("type") != "text";
    return tappable && !body.contains("interactive") ? "as text" : "yes";
  };
}

/// Whether the provider is told that it is one, rather than any sound.
std::string sends_voice(const speaker& s) {
  ports::outbound m;
  m.to = {"549", ""};
  flows::media_content voice;
  voice.kind = flows::media_kind::audio;
  voice.media_id = "M";
  voice.url = "https://example.org/v.ogg";
  const auto sound = s.provider->build(s.channel, (m.body = voice, m));
  voice.voice = true;
  const auto note = s.provider->build(s.channel, (m.body = voice, m));
  return sound->body != note->body || sound->url != note->url ? "yes" : "as audio";
}

template <class F>
cell works(F call) {
  return [call](const speaker& s) {
    const auto r = call(*s.provider, s.channel);
    return yes_no(r || r.error().code != "provider.unsupported");
  };
}

std::vector<std::pair<std::string, cell>> rows() {
  using p = const ports::provider&;
  using ch = const ports::channel_access&;
  return {
      {"official", [](const speaker& s) { return yes_no(s.provider->traits().official); }},
      {"text", sends("text")},
      {"quoting a message", sends("text_reply")},
      {"image, video, document", sends("document")},
      {"audio", sends("audio")},
      {"voice note", sends_voice},
      {"sticker", sends("sticker")},
      {"location", sends("location")},
      {"contact cards", sends("contacts")},
      {"reaction", sends("reaction")},
      {"approved template", sends("template")},
      {"reply buttons", sends("buttons")},
      {"buttons under an uploaded picture", sends("buttons_with_image_id")},
      {"list", sends("list")},
      {"button with a link", sends("cta_url")},
      {"asking for a location", sends("location_request")},
      {"asking for the phone number", sends("contact_request")},
      {"WhatsApp Flow", sends("whatsapp_flow")},
      {"product, products", sends("product_list")},
      {"catalogue", sends("catalog")},
      {"blue ticks", works([](p x, ch c) {
         return x.mark_read(c, {"549", ""}, "A", false);
       })},
      {"is writing …",
       [](const speaker& s) {
         const auto plain = s.provider->mark_read(s.channel, {"549", ""}, "A", false);
         const auto typing = s.provider->mark_read(s.channel, {"549", ""}, "A", true);
         return yes_no(plain->body != typing->body || plain->url != typing->url);
       }},
      {"files that customers send",
       [](const speaker& s) {
         flows::media_content m;
         m.media_id = "M";
         m.url = "https://example.org/m";
         return yes_no(std::holds_alternative<ports::client_request>(s.provider->fetch(s.channel, m, 0, nullptr)));
       }},
      {"templates listed and submitted", works([](p x, ch c) { return x.list_templates(c, ""); })},
      {"how the number is", works([](p x, ch c) { return x.ask_health(c); })},
      {"connecting by QR code", works([](p x, ch c) { return x.connect(c); })},
      {"free texts at any time", [](const speaker& s) { return yes_no(!s.provider->traits().service_window); }},
      {"webhooks are signed", [](const speaker& s) { return yes_no(s.provider->traits().signed_webhooks); }},
  };
}

std::string table() {
  const auto crypto = tests::crypto();
  std::vector<speaker> speakers;
  speakers.push_back({meta::make_provider(*crypto), tests::meta_channel()});
  speakers.push_back({ycloud::make_provider(*crypto), tests::ycloud_channel()});
  speakers.push_back({evolution::make_provider(*crypto), tests::evolution_channel()});
  std::string out = "| |";
  for (const auto& s : speakers)
    out += " `" + std::string{s.provider->type()} + "` |";
  out += "\n|---|---|---|---|\n";
  for (const auto& [name, of] : rows()) {
    out += "| " + name + " |";
    for (const auto& s : speakers)
      out += ' ' + of(s) + " |";
    out += '\n';
  }
  return out;
}

} // namespace

TEST_CASE("the table of what each provider can do is true", "[golden][docs]") {
  const auto path = test::repository("docs/channels.md");
  auto text = tests::slurp(path);
  const auto begin = text.find(begin_mark);
  const auto end = text.find(end_mark);
  REQUIRE(begin != std::string::npos);
  REQUIRE(end != std::string::npos);
  const auto at = begin + begin_mark.size();
  if (test::updating_golden()) {
    text.replace(at, end - at, table());
    std::ofstream{path, std::ios::binary} << text;
  } else {
    CHECK(text.substr(at, end - at) == table());
  }
}
