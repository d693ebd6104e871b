#include "io/api/templates/ask.hpp"

#include "io/json/text.hpp"

namespace charla::api {

namespace {

/// Nobody finds a secret in the log, wherever the provider has put it (Meta writes the token into addresses of pages).
std::string without_secrets(std::string text, const ports::channel_access& channel) {
  for (const auto* secret : {&channel.access_token, &channel.app_secret, &channel.verify_token})
    for (auto at = secret->empty() ? std::string::npos : text.find(*secret); at != std::string::npos;
         at = text.find(*secret, at))
      text.replace(at, secret->size(), "***");
  return text;
}

std::string shortened(const std::string& text, const ports::channel_access& channel) {
  const auto clean = json::sanitize_utf8(without_secrets(text, channel));
  return std::string{json::cut_utf8(clean, ports::exchange_body_max)};
}

ports::exchange exchange_of(const asked_channel& channel,
                            const ports::client_request& request,
                            const ports::client_response& response,
                            flows::timestamp at) {
  ports::exchange e;
  e.tenant = channel.access.tenant;
  e.channel = channel.access.id;
  e.at = at;
  e.kind = ports::exchange_kind::manage;
  e.method = request.method;
  e.url = without_secrets(request.url.substr(0, request.url.find('?')), channel.access);
  e.status = response.status;
  e.took_ms = static_cast<std::int32_t>(response.took.count());
  e.failed = response.error != ports::transport_errc::none || response.status / 100 != 2;
  e.request = shortened(request.body, channel.access);
  e.response = shortened(response.error_text.empty() ? response.body : response.error_text, channel.access);
  return e;
}

} // namespace

tl::expected<asked_channel, problem> channel_with_templates(const call& c, const known_channel* channel) {
  if (channel == nullptr || channel->row.tenant != c.who.tenant) return refuse(not_found("channel"));
  if (channel->speaks == nullptr)
    return refuse(conflict("This program does not speak the channel's provider (" + channel->row.type + ")."));
  if (!channel->speaks->traits().templates)
    return refuse(conflict("The channel's provider (" + channel->row.type + ") has no templates."));
  return asked_channel{channel->access, channel->speaks};
}

void ask_provider(const later_call_ptr& held,
                  const asked_channel& channel,
                  ports::client_request request,
                  std::string note,
                  std::function<tl::expected<void, problem>(call&, const ports::client_response&)> then) {
  auto asked = request;
  held->house->with.http.send(std::move(request), [held, channel, asked = std::move(asked), note = std::move(note),
                                                   then = std::move(then)](const ports::client_response& response) {
    go_on(held, [=](call& c) -> tl::expected<void, problem> {
      if (c.house.with.config.engine.channel_log_days > 0) {
        auto e = exchange_of(channel, asked, response, c.house.with.clock.now());
        e.note = note;
        if (const auto noted = c.store().add_exchange(e); !noted)
          c.house.with.log.warn("api.exchange_not_noted", {{"error", noted.error().what}});
      }
      return then(c, response);
    });
  });
}

problem refused_by_provider(const flows::error& e, const ports::client_response& response) {
  if (response.error != ports::transport_errc::none)
    return {502, "provider", "The provider could not be asked", "It does not answer: " + response.error_text + ".", {}};
  return {502, "provider", "The provider refuses", e.what, {}};
}

} // namespace charla::api
