#include "io/providers/meta/provider.hpp"

#include "io/providers/meta/build.hpp"
#include "io/providers/meta/errors.hpp"
#include "io/providers/meta/interpret.hpp"
#include "io/providers/meta/media.hpp"
#include "io/providers/meta/number.hpp"
#include "io/providers/meta/parse.hpp"
#include "io/providers/meta/signature.hpp"
#include "io/providers/meta/templates.hpp"

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

  flows::result<ports::client_request> mark_read(const ports::channel_access& channel,
                                                 const flows::address&,
                                                 const std::string& provider_id,
                                                 bool typing) const override {
    return meta::mark_read(channel, provider_id, typing);
  }
  ports::media_step fetch(const ports::channel_access& channel,
                          const flows::media_content& what,
                          std::size_t step,
                          const ports::client_response* last) const override {
    return meta::fetch(channel, what, step, last);
  }
  flows::result<ports::client_request>
  upload(const ports::channel_access& channel, const ports::media_file& file, flows::media_kind kind) const override {
    return meta::upload(crypto_, channel, file, kind);
  }
  flows::result<std::string> uploaded(const ports::client_response& response) const override {
    return meta::uploaded(response);
  }
  flows::result<ports::client_request> list_templates(const ports::channel_access& channel,
                                                      const std::string& after) const override {
    return meta::list_templates(channel, after);
  }
  flows::result<ports::template_page> listed(const ports::client_response& response) const override {
    return meta::listed(response);
  }
  flows::result<ports::client_request> submit_template(const ports::channel_access& channel,
                                                       const ports::template_row& row) const override {
    return meta::submit_template(channel, row);
  }
  flows::result<ports::template_row> submitted(ports::template_row row,
                                               const ports::client_response& response) const override {
    return meta::submitted(std::move(row), response);
  }
  flows::result<ports::client_request> ask_health(const ports::channel_access& channel) const override {
    return meta::ask_health(channel);
  }
  flows::result<ports::number_fact> health(const ports::channel_access& channel,
                                           const ports::client_response& response) const override {
    return meta::health(channel, response);
  }

private:
  const ports::crypto& crypto_;
};

} // namespace

std::unique_ptr<ports::provider> make_provider(const ports::crypto& c) { return std::make_unique<provider>(c); }

} // namespace charla::meta
