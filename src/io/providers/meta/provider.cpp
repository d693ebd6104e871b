#include "io/providers/meta/provider.hpp"

#include "io/providers/meta/build.hpp"
#include "io/providers/meta/errors.hpp"
#include "io/providers/meta/interpret.hpp"
#include "io/providers/meta/parse.hpp"
#include "io/providers/meta/signature.hpp"

namespace charla::meta {

namespace {

class provider final : public ports::provider {
public:
  explicit provider(const ports::crypto& c) : crypto_(c) {}

  std::string_view type() const override { return "meta"; }
  ports::provider_traits traits() const override { return {}; }
  bool
  signed_by(const ports::http_request& request, const ports::channel_access& channel, flows::timestamp) const override {
    return meta::signed_by(crypto_, request, channel.app_secret);
  }
  flows::result<std::vector<ports::provider_event>> parse(std::string_view body) const override {
    return parse_webhook(body);
  }
  flows::result<ports::client_request> build(const ports::channel_access& channel,
                                             const ports::outbound& message) const override {
    return build_request(channel, message);
  }
  ports::send_answer interpret(const ports::client_response& response) const override {
    return meta::interpret(response);
  }
  ports::send_answer explain(std::int32_t code) const override { return answer_for(code); }

private:
  const ports::crypto& crypto_;
};

} // namespace

std::unique_ptr<ports::provider> make_provider(const ports::crypto& c) { return std::make_unique<provider>(c); }

} // namespace charla::meta
