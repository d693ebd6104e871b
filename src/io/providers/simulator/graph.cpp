#include "flows/limits.hpp"
#include "io/json/reader.hpp"
#include "io/json/text.hpp"
#include "io/json/writer.hpp"
#include "io/providers/simulator/webhooks.hpp"

#include <algorithm>
#include <array>

namespace charla::simulator {

namespace {

constexpr std::array<std::string_view, 11> types{"text",     "image",    "video",      "audio",
                                                 "document", "sticker",  "location",   "contacts",
                                                 "reaction", "template", "interactive"};
constexpr std::size_t caption_max = 1024;

using read_result = tl::expected<send_request, refusal>;

std::string text_at(json::value v) { return json::sanitize_utf8(v.text().value_or("")); }

std::string shown_text(std::string_view type, json::value own) {
  if (type == "text") return text_at(own["body"]);
  if (type == "reaction") return text_at(own["emoji"]);
  if (type == "template" || type == "location") return text_at(own["name"]);
  if (type == "interactive") return text_at(own["body"]["text"]);
  return text_at(own["caption"]);
}

auto no(std::string details, std::int32_t code = 100, int status = 400) {
  return tl::make_unexpected(refusal{code, status, std::move(details)});
}

std::size_t body_parameters(json::value components) {
  for (const auto one : components.items())
    if (one["type"].text() == "body") return one["parameters"].items().size();
  return 0;
}

class graph_dialect final : public dialect {
public:
  read_result read(const ports::http_request& r) const override {
    if (!r.header_value("Authorization").value_or("").starts_with("Bearer "))
      return no("An access token is required to request this resource.", 190, 401);
    const auto parsed = json::document::parse(r.body);
    if (!parsed) return no("The body is not JSON: " + parsed.error().what);
    const auto root = parsed->root();
    if (root["messaging_product"].text() != "whatsapp") return no("Parameter messaging_product must be whatsapp.");
    send_request out;
    out.phone_number_id = r.param("phone_number_id");
    if (root["status"].text() == "read") return read_receipt(root, std::move(out));
    return read_message(root, std::move(out));
  }

  std::string id_of(std::string_view hex) const override { return "wamid.SIM" + std::string{hex}; }

  ports::http_response accepted(const send_request& r, const std::string& id, flows::timestamp) const override {
    json::writer w{512};
    w.begin_object().member("messaging_product", "whatsapp").key("contacts").begin_array().begin_object();
    w.member("input", r.recipient());
    if (r.to.empty())
      w.member("user_id", r.user_id);
    else
      w.member("wa_id", digits_of(r.to));
    w.end_object().end_array().key("messages").begin_array().begin_object().member("id", id);
    if (r.type == "template") w.member("message_status", "accepted");
    w.end_object().end_array();
    w.member("fake", true).member("to", r.recipient()).member("text", r.text);
    return json_response(200, w.end_object().take());
  }

  ports::http_response refused(const refusal& r) const override {
    json::writer w{512};
    w.begin_object().key("error").begin_object();
    w.member("message", "(#" + std::to_string(r.code) + ") " + r.details).member("type", "OAuthException");
    w.member("code", r.code).key("error_data").begin_object();
    w.member("messaging_product", "whatsapp").member("details", r.details).end_object();
    w.member("fbtrace_id", "simulated").end_object();
    return json_response(r.status, w.member("fake", true).end_object().take());
  }

  std::string status(const sender_number& number, const send_request& about, const status_news& news) const override {
    return meta_status(number, about, news);
  }
  std::string inbound(const sender_number& number, const customer_message& m, flows::timestamp at) const override {
    return meta_inbound(number, m, at);
  }

private:
  static read_result read_receipt(json::value root, send_request out) {
    out.type = "read";
    if (text_at(root["message_id"]).empty()) return no("Parameter message_id is required.", 131008);
    if (root["typing_indicator"].exists()) out.text = "typing";
    return out;
  }

  static read_result read_message(json::value root, send_request out) {
    out.to = text_at(root["to"]);
    if (out.to.empty()) out.user_id = text_at(root["recipient"]);
    if (out.recipient().empty()) return no("Parameter to or recipient is required.", 131008);
    out.type = root["type"].exists() ? text_at(root["type"]) : "text"; // as Graph: text when it is left out
    if (std::find(types.begin(), types.end(), out.type) == types.end())
      return no("Parameter type has the unknown value " + out.type + ".");
    const auto own = root[out.type];
    if (!own.exists()) return no("Parameter " + out.type + " is required.", 131008);
    out.text = shown_text(out.type, own);
    if (out.type == "text" && out.text.empty()) return no("Parameter text['body'] is required.", 131008);
    const auto max = out.type == "text" ? flows::limits::text_length_max : caption_max;
    if (json::length_utf8(out.text) > max)
      return no("The text must be at most " + std::to_string(max) + " characters long.");
    out.media_id = text_at(own["id"]);
    out.language = text_at(own["language"]["code"]);
    out.parameters = body_parameters(own["components"]);
    out.out_id = text_at(root["biz_opaque_callback_data"]);
    return out;
  }
};

} // namespace

const dialect& graph() {
  static const graph_dialect one;
  return one;
}

const dialect& dialect_of(speech s) {
  switch (s) {
  case speech::ycloud: return ycloud();
  case speech::evolution: return evolution();
  case speech::meta: break;
  }
  return graph();
}

} // namespace charla::simulator
