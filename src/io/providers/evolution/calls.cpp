#include "io/providers/evolution/calls.hpp"

#include "io/json/writer.hpp"
#include "io/providers/evolution/build.hpp"
#include "io/providers/evolution/interpret.hpp"
#include "io/providers/wire/answer.hpp"
#include "io/providers/wire/fields.hpp"

namespace charla::evolution {

using namespace wire; // NOLINT(google-build-using-namespace)

namespace {

constexpr std::chrono::seconds transfer_timeout{120};
constexpr std::size_t answer_max = 140u << 20; // 100 MB in base64
constexpr std::string_view file_member = "\"base64\":\"";

struct answer_with_file {
  std::string_view base64;
  std::string rest; ///< the JSON with an empty text where the file was
};

/// Takes the file out before the JSON is read: a hundred megabytes of text are nothing for a parser. Base64 has no
/// character that JSON would escape but `/`, which the gateway writes as it is.
answer_with_file take_file(std::string_view body) {
  const auto at = body.find(file_member);
  if (at == std::string_view::npos) return {{}, std::string{body}};
  const auto begin = at + file_member.size();
  const auto end = body.find('"', begin);
  if (end == std::string_view::npos) return {{}, std::string{body.substr(0, begin)}};
  std::string rest{body.substr(0, begin)};
  rest += body.substr(end);
  return {body.substr(begin, end - begin), std::move(rest)};
}

/// The text behind `data:image/jpeg;base64,`, or the whole.
std::string_view bare(std::string_view base64) {
  const auto comma = base64.find(',');
  return base64.starts_with("data:") && comma != std::string_view::npos ? base64.substr(comma + 1) : base64;
}

ports::media_step
finish(const ports::crypto& c, const flows::media_content& what, const ports::client_response& answer) {
  if (answer.error != ports::transport_errc::none) return fetch_trouble(answer, {});
  const auto parts = take_file(answer.body);
  ports::client_response small = answer;
  small.body = parts.rest;
  const auto parsed = read_answer(small);
  if (!parsed) {
    auto trouble = fetch_trouble(small, parsed.error().what);
    trouble.again = trouble.again || says_not_connected(trouble.what);
    return trouble;
  }
  auto bytes = c.unbase64(bare(parts.base64));
  if (!bytes || bytes->empty()) return ports::media_trouble{"the gateway's answer has no file", true};
  const auto root = parsed->root();
  const auto type = text_of(root["mimetype"]);
  const auto name = text_of(root["fileName"]);
  return ports::media_file{*std::move(bytes), type.empty() ? what.mime_type : type,
                           what.filename.empty() ? name : what.filename};
}

} // namespace

flows::result<ports::client_request>
mark_read(const ports::channel_access& channel, const flows::address& peer, const std::string& provider_id) {
  const auto chat = recipient(channel, peer, false);
  if (!chat) return tl::make_unexpected(chat.error());
  json::writer w;
  w.begin_object().key("readMessages").begin_array().begin_object();
  w.member("id", provider_id).member("fromMe", false).member("remoteJid", *chat).end_object().end_array().end_object();
  return call(channel, "POST", "chat/markMessageAsRead", w.take());
}

ports::media_step fetch(const ports::crypto& c,
                        const ports::channel_access& channel,
                        const flows::media_content& what,
                        std::size_t step,
                        const ports::client_response* last) {
  if (step > 0 && last != nullptr) return finish(c, what, *last);
  if (what.media_id.empty()) return ports::media_trouble{"the message does not say which file it has", false};
  json::writer w;
  w.begin_object().key("message").begin_object().key("key").begin_object().member("id", what.media_id);
  w.end_object().end_object().member("convertToMp4", false).end_object();
  auto out = call(channel, "POST", "chat/getBase64FromMediaMessage", w.take());
  out.timeout = transfer_timeout;
  out.answer_max = answer_max;
  return out;
}

ports::client_request ask_health(const ports::channel_access& channel) {
  return call(channel, "GET", "instance/connectionState");
}

ports::client_request connect(const ports::channel_access& channel) {
  auto out = call(channel, "GET", "instance/connect");
  out.timeout = std::chrono::seconds{30}; // it waits for WhatsApp to give a code
  return out;
}

flows::result<ports::number_fact> health(const ports::channel_access& channel, const ports::client_response& response) {
  const auto parsed = read_answer(response);
  if (!parsed) return tl::make_unexpected(parsed.error());
  const auto root = parsed->root();
  ports::number_fact fact;
  fact.tenant = channel.tenant;
  fact.channel = channel.id;
  const auto code = root["qrcode"].exists() ? root["qrcode"] : root;
  const auto image = text_of(code["base64"]);
  const auto state = text_of(root["instance"]["state"]);
  if (image.starts_with("data:image/")) {
    fact.connection = "connecting";
    fact.qr = image;
    fact.pairing_code = text_of(code["pairingCode"]);
    return fact;
  }
  if (state != "open" && state != "connecting" && state != "close")
    return flows::fail("provider.refused",
                       "the gateway says neither how the connection is nor which code to scan; try it again");
  fact.connection = state;
  if (state == "open") {
    fact.qr = "";
    fact.pairing_code = "";
    fact.reason = "";
  }
  return fact;
}

} // namespace charla::evolution
