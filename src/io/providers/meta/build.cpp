#include "io/providers/meta/build.hpp"

#include "io/json/writer.hpp"
#include "io/providers/meta/payload.hpp"
#include "io/providers/wire/address.hpp"

namespace charla::meta {

namespace {

using namespace flows; // NOLINT(google-build-using-namespace)

constexpr std::chrono::seconds send_timeout{10}; // R055
constexpr std::size_t callback_data_max = 512;
static_assert(callback_data_max > 63, "an out_id always fits");

result<void> put_recipient(json::writer& w, const ports::channel_access& channel, const ports::outbound& message) {
  if (message.to.wa_id.empty()) {
    w.member("recipient", message.to.user_id);
    return {};
  }
  const auto digits = wire::recipient(channel.settings.number_rules, message.to.wa_id, message.other_number_form);
  if (!digits) return tl::make_unexpected(digits.error());
  w.member("to", '+' + *digits); // without it Meta may put the business's own country code in front
  return {};
}

} // namespace

ports::client_request
call(const ports::channel_access& channel, std::string method, std::string_view path, std::string body) {
  ports::client_request out;
  out.method = std::move(method);
  out.url = wire::join(channel.base_url, path);
  out.headers = {{"Authorization", "Bearer " + channel.access_token}};
  if (!body.empty()) out.headers.push_back({"Content-Type", "application/json"});
  out.body = std::move(body);
  out.timeout = send_timeout;
  return out;
}

result<ports::client_request> build_request(const ports::channel_access& channel, const ports::outbound& message) {
  if (message.to.primary().empty())
    return fail("send.no_recipient", "the conversation has neither a phone number nor a user id", "to");
  json::writer w{512};
  w.begin_object().member("messaging_product", "whatsapp").member("recipient_type", "individual");
  if (auto ok = put_recipient(w, channel, message); !ok) return tl::make_unexpected(std::move(ok).error());
  w.member("type", wire_type(message.body));
  w.member("biz_opaque_callback_data", to_string(message.id));
  // A reaction names its message itself; as a contextual reply it is refused.
  const bool is_reaction = std::holds_alternative<reaction_content>(message.body);
  if (!message.reply_to.empty() && !is_reaction)
    w.key("context").begin_object().member("message_id", message.reply_to).end_object();
  if (auto ok = put_content(w, message.body); !ok) return tl::make_unexpected(std::move(ok).error());
  w.end_object();
  return call(channel, "POST", channel.phone_number_id + "/messages", w.take());
}

} // namespace charla::meta
