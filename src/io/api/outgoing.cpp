#include "io/api/outgoing.hpp"

#include "flows/limits.hpp"
#include "io/api/addressee.hpp"

namespace charla::api {

namespace {

constexpr std::size_t client_id_max = 128;
constexpr std::size_t components_max = 16 << 10;

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

void queued(json::writer& w, const std::string& client_id) { w.member("queued", true).member("client_id", client_id); }

} // namespace

flows::outgoing_request read_outgoing(const call& c, body& b) {
  flows::outgoing_request m;
  m.by = c.who.by == identity::means::cookie ? flows::author::human : flows::author::system;
  m.author_name = c.who.name;
  const auto type = b.maybe_choice("type", {"text", "template"}).value_or("text");
  if (type == "template")
    m.body = read_template(b);
  else
    m.body = flows::text_content{b.text("text", flows::limits::text_length_max)};
  (void)b.has(type == "template" ? "text" : "template"); // both may be there; the type says which one counts
  m.client_id = b.maybe_text("client_id", client_id_max).value_or("");
  m.reply_to = b.maybe_text("reply_to", 256).value_or("");
  return m;
}

void send_outgoing(const call& c,
                   const ports::responder_ptr& done,
                   const ports::channel_access& channel,
                   const flows::address& to,
                   flows::outgoing_request message) {
  if (message.client_id.empty()) {
    message.client_id = c.house.next_client_id();
  } else {
    const auto before = c.store().message_by_client_id(c.who.tenant, message.client_id);
    if (!before) return (*done)(to_response(store_failed(before.error()), c.request.correlation_id));
    if (*before) return (*done)(object_response([&](json::writer& w) { queued(w, message.client_id); }));
  }
  message.to = to;
  const auto id = message.client_id;
  command(c, done, channel, to, ports::send_message{std::move(message)},
          [id](json::writer& w, const ports::command_result&) { queued(w, id); });
}

} // namespace charla::api
