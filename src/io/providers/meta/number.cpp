#include "io/providers/meta/number.hpp"

#include "io/json/writer.hpp"
#include "io/providers/meta/build.hpp"
#include "io/providers/meta/change.hpp"
#include "io/providers/meta/interpret.hpp"
#include "io/providers/wire/address.hpp"
#include "io/providers/wire/fields.hpp"

namespace charla::meta {

using namespace wire; // NOLINT(google-build-using-namespace)

namespace {

constexpr double coexistence_rate = 20; // messages a second (providers.md A7)

} // namespace

ports::client_request mark_read(const ports::channel_access& channel, const std::string& provider_id, bool typing) {
  json::writer w;
  w.begin_object().member("messaging_product", "whatsapp").member("status", "read").member("message_id", provider_id);
  if (typing) w.key("typing_indicator").begin_object().member("type", "text").end_object();
  w.end_object();
  return call(channel, "POST", channel.phone_number_id + "/messages", w.take());
}

ports::client_request ask_health(const ports::channel_access& channel) {
  return call(channel, "GET",
              escaped(channel.phone_number_id)
                  + "?fields=quality_rating,throughput,whatsapp_business_manager_messaging_limit");
}

flows::result<ports::number_fact> health(const ports::channel_access& channel, const ports::client_response& response) {
  const auto parsed = read_answer(response);
  if (!parsed) return tl::make_unexpected(parsed.error());
  const auto root = parsed->root();
  ports::number_fact fact;
  fact.tenant = channel.tenant;
  fact.channel = channel.id;
  if (auto quality = text_of(root["quality_rating"]); !quality.empty()) fact.quality = std::move(quality);
  fact.rate = channel.settings.coexistence ? std::optional{coexistence_rate} : rate_of(root["throughput"]["level"]);
  if (auto limit = text_of(root["whatsapp_business_manager_messaging_limit"]); !limit.empty())
    fact.limit = std::move(limit);
  return fact;
}

} // namespace charla::meta
