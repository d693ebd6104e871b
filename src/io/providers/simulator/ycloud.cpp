#include "io/json/event_codec.hpp"
#include "io/json/reader.hpp"
#include "io/json/text.hpp"
#include "io/json/writer.hpp"
#include "io/providers/simulator/dialect.hpp"

#include <algorithm>
#include <array>

/// YCloud as providers.md B has it: E.164 with `+`, RFC 3339, Meta's codes as texts, the queue's errors by status.
namespace charla::simulator {

namespace {

constexpr std::array<std::string_view, 10> types{"text",    "image",    "video",    "audio",    "document",
                                                 "sticker", "location", "contacts", "reaction", "interactive"};

std::string text_at(json::value v) { return json::sanitize_utf8(v.text().value_or("")); }

auto no(std::string details, std::int32_t code = 100, int status = 400) {
  return tl::make_unexpected(refusal{code, status, std::move(details)});
}

std::string shown_text(std::string_view type, json::value own) {
  if (type == "text") return text_at(own["body"]);
  if (type == "reaction") return text_at(own["emoji"]);
  if (type == "template" || type == "location") return text_at(own["name"]);
  if (type == "interactive") return text_at(own["body"]["text"]);
  return text_at(own["caption"]);
}

/// The code of YCloud's own that goes with an HTTP status.
std::string_view word_of(int status) {
  switch (status) {
  case 401: return "UNAUTHORIZED";
  case 403: return "ACCOUNT_UNAVAILABLE";
  case 404: return "NOT_FOUND";
  case 413: return "CONTENT_TOO_LARGE";
  case 429: return "TOO_MANY_REQUESTS";
  default: return status >= 500 ? "INTERNAL_ERROR" : "PARAM_INVALID";
  }
}

std::string own_id(const std::string& wamid) {
  return "sim" + wamid.substr(wamid.size() - std::min<std::size_t>(wamid.size(), 24));
}

void open_event(json::writer& w, std::string_view type, const std::string& id, flows::timestamp at) {
  w.begin_object().member("id", "evt_" + id).member("type", type).member("apiVersion", "v2");
  w.member("createTime", json::time_text(at));
}

/// The members of a `whatsappMessage`.
void put_message(
    json::writer& w, const send_request& r, const std::string& wamid, std::string_view status, flows::timestamp at) {
  w.member("id", own_id(wamid)).member("wamid", wamid).member("wabaId", "simulated");
  w.member("from", r.phone_number_id);
  if (r.to.empty())
    w.member("recipientUserId", r.user_id);
  else
    w.member("to", with_plus(r.to));
  w.member("type", r.type);
  if (r.type == "text") w.key("text").begin_object().member("body", r.text).end_object();
  if (!r.out_id.empty()) w.member("externalId", r.out_id);
  w.member("status", status).member("createTime", json::time_text(at));
}

class ycloud_dialect final : public dialect {
public:
  tl::expected<send_request, refusal> read(const ports::http_request& r) const override {
    if (r.header_value("X-API-Key").value_or("").empty()) return no("The header X-API-Key is missing.", 190, 401);
    const auto parsed = json::document::parse(r.body);
    if (!parsed) return no("The body is not JSON: " + parsed.error().what);
    const auto root = parsed->root();
    send_request out;
    out.via = speech::ycloud;
    out.queued = !r.path.ends_with("/sendDirectly");
    out.phone_number_id = text_at(root["from"]);
    if (!out.phone_number_id.starts_with('+')) return no("from: E.164 with its + is required.");
    out.to = text_at(root["to"]);
    if (out.to.empty()) out.user_id = text_at(root["recipient"]);
    if (out.recipient().empty()) return no("to or recipient is required.");
    if (!out.to.empty() && !out.to.starts_with('+')) return no("to: E.164 with its + is required.");
    out.type = text_at(root["type"]);
    if (out.type != "template" && std::find(types.begin(), types.end(), out.type) == types.end())
      return no("type has the unknown value " + out.type);
    const auto own = root[out.type];
    if (!own.exists()) return no(out.type + " is required.");
    if (own["header"].exists() && own["header"][text_at(own["header"]["type"])]["id"].exists())
      return no("A header takes a link, not an id.");
    out.text = shown_text(out.type, own);
    if (out.type == "text" && out.text.empty()) return no("text.body is required.");
    out.media_id = text_at(own["id"]);
    out.language = text_at(own["language"]["code"]);
    for (const auto one : own["components"].items())
      if (one["type"].text() == "body") out.parameters = one["parameters"].items().size();
    out.out_id = text_at(root["externalId"]);
    return out;
  }

  std::string id_of(std::string_view hex) const override { return "wamid.YSIM" + std::string{hex}; }

  ports::http_response accepted(const send_request& r, const std::string& id, flows::timestamp at) const override {
    json::writer w{512};
    w.begin_object();
    put_message(w, r, id, "accepted", at);
    w.member("fake", true);
    return json_response(200, w.end_object().take());
  }

  ports::http_response refused(const refusal& r) const override {
    const bool own_limit = r.status == 429 && r.retry_after_s > 0; // of its queue, not Meta's
    json::writer w{512};
    w.begin_object()
        .key("error")
        .begin_object()
        .member("status", r.status)
        .member("code", own_limit ? "ACCOUNT_RATE_LIMITED" : word_of(r.status));
    w.member("message", r.details).member("requestId", "req_simulated");
    if (r.code != 100 && r.code != 190 && !own_limit) {
      w.member("target", "whatsappApiError").key("whatsappApiError").begin_object();
      w.member("code", std::to_string(r.code))
          .member("message", r.details)
          .member("type", "OAuthException")
          .end_object();
    }
    auto out = json_response(r.status, w.end_object().member("fake", true).end_object().take());
    out.headers.push_back({"YCloud-Request-ID", "req_simulated"});
    return out;
  }

  std::string status(const sender_number&, const send_request& about, const status_news& news) const override {
    json::writer w{640};
    open_event(w, "whatsapp.message.updated", own_id(news.id) + '_' + std::string{news.name}, news.at);
    w.key("whatsappMessage").begin_object();
    put_message(w, about, news.id, news.name, news.at);
    const auto time = json::time_text(news.at);
    w.member("sendTime", time);
    if (news.name == "delivered" || news.name == "read") w.member("deliverTime", time);
    if (news.name == "read") w.member("readTime", time);
    if (news.error_code != 0) {
      const auto code = std::to_string(news.error_code);
      w.member("errorCode", code).member("errorMessage", "Simulated failure").key("whatsappApiError").begin_object();
      w.member("code", code).member("message", "Simulated failure").member("type", "OAuthException").end_object();
    }
    return w.end_object().end_object().take();
  }

  std::string inbound(const sender_number& number, const customer_message& m, flows::timestamp at) const override {
    const auto parsed = json::document::parse(m.own);
    json::writer w{1024};
    open_event(w, m.echo ? "whatsapp.smb.message.echoes" : "whatsapp.inbound_message.received", own_id(m.id), at);
    w.key(m.echo ? "whatsappMessage" : "whatsappInboundMessage").begin_object();
    const auto customer = with_plus(m.from);
    const auto ours = with_plus(number.id);
    w.member("id", own_id(m.id)).member("wamid", m.id).member("wabaId", "simulated");
    if (m.echo || !m.from.empty()) w.member("from", m.echo ? ours : customer);
    if (!m.echo || !m.from.empty()) w.member("to", m.echo ? customer : ours);
    if (!m.user_id.empty()) w.member(m.echo ? "recipientUserId" : "fromUserId", m.user_id);
    if (!m.echo) {
      w.key("customerProfile").begin_object().member("name", m.name);
      if (!m.username.empty()) w.member("username", m.username);
      w.end_object();
    }
    w.member("sendTime", json::time_text(at));
    if (parsed)
      for (const auto& [name, v] : parsed->root().members())
        w.key(name).raw(v.dump());
    else
      put_content(w, m, ours);
    return w.end_object().end_object().take();
  }
};

} // namespace

const dialect& ycloud() {
  static const ycloud_dialect one;
  return one;
}

} // namespace charla::simulator
