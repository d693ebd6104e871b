#include "io/providers/ycloud/build.hpp"

#include "io/json/writer.hpp"
#include "io/providers/meta/payload.hpp"
#include "io/providers/wire/address.hpp"

namespace charla::ycloud {

namespace {

using namespace flows; // NOLINT(google-build-using-namespace)

constexpr std::chrono::seconds send_timeout{10}; // R055
// Files in headers come by address only, and the schema of audio has no voice note (providers.md B2).
constexpr meta::dialect ours{true, false};

result<void> put_recipient(json::writer& w, const ports::channel_access& channel, const ports::outbound& message) {
  if (message.to.wa_id.empty()) {
    w.member("recipient", message.to.user_id);
    return {};
  }
  const auto digits = wire::recipient(channel.settings.number_rules, message.to.wa_id, message.other_number_form);
  if (!digits) return tl::make_unexpected(digits.error());
  w.member("to", '+' + *digits);
  return {};
}

} // namespace

ports::client_request
call(const ports::channel_access& channel, std::string method, std::string_view path, std::string body) {
  ports::client_request out;
  out.method = std::move(method);
  out.url = wire::join(channel.base_url, path);
  out.headers = {{"X-API-Key", channel.access_token}};
  if (!body.empty()) out.headers.push_back({"Content-Type", "application/json"});
  out.body = std::move(body);
  out.timeout = send_timeout;
  return out;
}

result<ports::client_request> build_request(const ports::channel_access& channel, const ports::outbound& message) {
  if (message.to.primary().empty())
    return fail("send.no_recipient", "the conversation has neither a phone number nor a user id", "to");
  json::writer w{512};
  w.begin_object().member("from", channel.phone_number_id);
  if (auto ok = put_recipient(w, channel, message); !ok) return tl::make_unexpected(std::move(ok).error());
  w.member("type", meta::wire_type(message.body)).member("externalId", to_string(message.id));
  const bool is_reaction = std::holds_alternative<reaction_content>(message.body);
  if (!message.reply_to.empty() && !is_reaction)
    w.key("context").begin_object().member("message_id", message.reply_to).end_object();
  if (auto ok = meta::put_content(w, message.body, ours); !ok) return tl::make_unexpected(std::move(ok).error());
  w.end_object();
  return call(channel, "POST", "whatsapp/messages/sendDirectly", w.take());
}

} // namespace charla::ycloud
