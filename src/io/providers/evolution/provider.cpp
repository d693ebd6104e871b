#include "io/providers/evolution/provider.hpp"

#include "io/providers/evolution/build.hpp"
#include "io/providers/evolution/calls.hpp"
#include "io/providers/evolution/errors.hpp"
#include "io/providers/evolution/gate.hpp"
#include "io/providers/evolution/interpret.hpp"
#include "io/providers/evolution/parse.hpp"

namespace charla::evolution {

namespace {

constexpr std::string_view risk = "Evolution speaks with WhatsApp as a linked phone, which WhatsApp's terms do not "
                                  "allow to programs: the number can be "
                                  "banned for ever, without warning. Never connect a number that the organisation "
                                  "cannot lose, and write to nobody who "
                                  "has not written first.";

class provider final : public ports::provider {
public:
  provider(const ports::crypto& c, ports::evolution_config gateway) : crypto_(c), gateway_(std::move(gateway)) {}

  std::string_view type() const override { return "evolution"; }
  ports::provider_traits traits() const override {
    ports::provider_traits t;
    t.official = false;
    t.risk = risk;
    t.service_window = false;
    t.templates = false;
    t.signed_webhooks = false;
    t.media = ports::media_way::in_request;
    return t;
  }
  bool signed_by(const ports::http_request& request,
                 const ports::channel_access& channel,
                 flows::timestamp now) const override {
    return let_in(crypto_, request, channel.app_secret, now);
  }
  flows::result<std::vector<ports::provider_event>> parse(std::string_view body) const override {
    return parse_webhook(body);
  }
  flows::result<ports::client_request> build(const ports::channel_access& channel,
                                             const ports::outbound& message) const override {
    return build_request(crypto_, completed(channel), message);
  }
  ports::send_answer interpret(const ports::client_response& response) const override {
    return evolution::interpret(response);
  }
  ports::send_answer explain(std::int32_t code) const override { return answer_for(code); }

  flows::result<ports::client_request> mark_read(const ports::channel_access& channel,
                                                 const flows::address& peer,
                                                 const std::string& provider_id,
                                                 bool) const override {
    return evolution::mark_read(completed(channel), peer, provider_id);
  }
  ports::media_step fetch(const ports::channel_access& channel,
                          const flows::media_content& what,
                          std::size_t step,
                          const ports::client_response* last) const override {
    return evolution::fetch(crypto_, completed(channel), what, step, last);
  }
  flows::result<ports::client_request> ask_health(const ports::channel_access& channel) const override {
    return evolution::ask_health(completed(channel));
  }
  flows::result<ports::client_request> connect(const ports::channel_access& channel) const override {
    return evolution::connect(completed(channel));
  }
  flows::result<ports::number_fact> health(const ports::channel_access& channel,
                                           const ports::client_response& response) const override {
    return evolution::health(channel, response);
  }

private:
  [[nodiscard]] ports::channel_access completed(ports::channel_access channel) const {
    if (channel.base_url.empty()) channel.base_url = gateway_.url;
    if (channel.access_token.empty()) channel.access_token = gateway_.api_key;
    if (channel.phone_number_id.empty()) channel.phone_number_id = gateway_.instance;
    return channel;
  }

  const ports::crypto& crypto_;
  const ports::evolution_config gateway_;
};

} // namespace

std::unique_ptr<ports::provider> make_provider(const ports::crypto& c, ports::evolution_config gateway) {
  return std::make_unique<provider>(c, std::move(gateway));
}

} // namespace charla::evolution
