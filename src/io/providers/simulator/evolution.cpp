#include "io/json/event_codec.hpp"
#include "io/json/reader.hpp"
#include "io/json/text.hpp"
#include "io/json/writer.hpp"
#include "io/providers/simulator/evolution_message.hpp"

#include <algorithm>
#include <array>

/// Evolution API v2 as providers.md C has it.
namespace charla::simulator {

namespace {

std::string text_at(json::value v) { return json::sanitize_utf8(v.text().value_or("")); }

auto no(std::string details, std::int32_t code = 100, int status = 400) {
  return tl::make_unexpected(refusal{code, status, std::move(details)});
}

/// What a route of `/message/…` sends, in the Cloud API's word; empty: no such route.
std::string type_of(std::string_view verb, json::value root) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 9> verbs{{{"sendText", "text"},
                                                                                {"sendWhatsAppAudio", "audio"},
                                                                                {"sendSticker", "sticker"},
                                                                                {"sendLocation", "location"},
                                                                                {"sendContact", "contacts"},
                                                                                {"sendReaction", "reaction"},
                                                                                {"sendButtons", "interactive"},
                                                                                {"sendList", "interactive"},
                                                                                {"sendPoll", "interactive"}}};
  if (verb == "sendMedia") return text_at(root["mediatype"]);
  const auto found = std::find_if(verbs.begin(), verbs.end(), [verb](const auto& v) { return v.first == verb; });
  return found == verbs.end() ? std::string{} : std::string{found->second};
}

std::string shown_text(const std::string& type, json::value root) {
  if (type == "text") return text_at(root["text"]);
  if (type == "reaction") return text_at(root["reaction"]);
  if (type == "location") return text_at(root["name"]);
  if (type == "interactive") return text_at(root["title"].exists() ? root["title"] : root["name"]);
  return text_at(root["caption"]);
}

/// What has to be there besides the recipient.
std::string_view needed(std::string_view verb) {
  if (verb == "sendText") return "text";
  if (verb == "sendMedia") return "media";
  if (verb == "sendWhatsAppAudio") return "audio";
  if (verb == "sendSticker") return "sticker";
  if (verb == "sendLocation") return "latitude";
  if (verb == "sendContact") return "contact";
  if (verb == "sendReaction") return "reaction";
  return verb == "sendPoll" ? "values" : "title";
}

std::string_view word_of(int status) {
  switch (status) {
  case 401: return "Unauthorized";
  case 403: return "Forbidden";
  case 404: return "Not Found";
  case 429: return "Too Many Requests";
  default: return status >= 500 ? "Internal Server Error" : "Bad Request";
  }
}

std::string_view ack_of(std::string_view status) {
  if (status == "failed") return "ERROR";
  if (status == "sent") return "SERVER_ACK";
  return status == "delivered" ? "DELIVERY_ACK" : "READ";
}

class evolution_dialect final : public dialect {
public:
  tl::expected<send_request, refusal> read(const ports::http_request& r) const override {
    if (r.header_value("apikey").value_or("").empty()) return no("Unauthorized", 190, 401);
    const auto parsed = json::document::parse(r.body);
    if (!parsed) return no("The body is not JSON: " + parsed.error().what);
    const auto root = parsed->root();
    const auto verb = r.param("verb");
    send_request out;
    out.via = speech::evolution;
    out.phone_number_id = r.param("instance");
    out.type = type_of(verb, root);
    if (out.type.empty()) return no("Cannot POST " + r.path, 100, 404);
    out.to = verb == "sendReaction" ? text_at(root["key"]["remoteJid"]) : text_at(root["number"]);
    out.to = out.to.substr(0, out.to.find('@'));
    if (out.to.empty()) return no("instance requires property \"number\"");
    const auto wanted = needed(verb);
    if (!root[wanted].exists()) return no("instance requires property \"" + std::string{wanted} + '"');
    out.text = shown_text(out.type, root);
    constexpr std::int64_t delay_max = 60'000;
    out.hold_ms = std::clamp<std::int64_t>(root["delay"].integer().value_or(0), 0, delay_max);
    return out;
  }

  std::string id_of(std::string_view hex) const override {
    std::string out = "3EB0";
    for (const char c : hex.substr(0, 16))
      out.push_back(static_cast<char>(c >= 'a' && c <= 'f' ? c - 'a' + 'A' : c));
    return out;
  }

  ports::http_response accepted(const send_request& r, const std::string& id, flows::timestamp at) const override {
    json::writer w{512};
    w.begin_object().key("key").begin_object().member("remoteJid", jid_of(r.to)).member("fromMe", true);
    w.member("id", id).end_object().member("pushName", "").member("status", "PENDING").key("message").begin_object();
    if (r.type == "text") w.member("conversation", r.text);
    w.end_object().member("messageType", r.type == "text" ? "conversation" : r.type + "Message");
    w.member("messageTimestamp", flows::to_unix_ms(at) / 1000).member("instanceId", "simulated");
    w.member("source", "unknown").member("fake", true);
    return json_response(201, w.end_object().take());
  }

  ports::http_response refused(const refusal& r) const override {
    json::writer w{256};
    w.begin_object().member("status", r.status).member("error", word_of(r.status)).key("response").begin_object();
    w.key("message").begin_array().text(r.details).end_array().end_object().member("fake", true);
    return json_response(r.status, w.end_object().take());
  }

  std::string status(const sender_number& number, const send_request& about, const status_news& news) const override {
    json::writer w{512};
    open_evolution(w, "messages.update", number.id);
    w.member("keyId", news.id).member("remoteJid", jid_of(about.to)).member("fromMe", true);
    w.member("status", ack_of(news.name)).member("instanceId", "simulated").member("messageId", "sim" + news.id);
    return close_evolution(w, number, news.at);
  }

  std::string inbound(const sender_number& number, const customer_message& m, flows::timestamp at) const override {
    return evolution_inbound(number, m, at);
  }
};

} // namespace

const dialect& evolution() {
  static const evolution_dialect one;
  return one;
}

} // namespace charla::simulator
