// Any bytes as a webhook or as an answer, of every provider: never a crash; what is read is clean text that the store
// takes and gives back.
#include "flows/overloaded.hpp"
#include "fuzz/demand.hpp"
#include "io/json/codec.hpp"
#include "io/json/reader.hpp"
#include "io/json/text.hpp"
#include "io/providers/evolution/calls.hpp"
#include "io/providers/evolution/interpret.hpp"
#include "io/providers/evolution/parse.hpp"
#include "io/providers/meta/interpret.hpp"
#include "io/providers/meta/media.hpp"
#include "io/providers/meta/number.hpp"
#include "io/providers/meta/parse.hpp"
#include "io/providers/meta/templates.hpp"
#include "io/providers/ycloud/calls.hpp"
#include "io/providers/ycloud/interpret.hpp"
#include "io/providers/ycloud/parse.hpp"

using namespace charla;

namespace {

const auto codec = json::make_codec();

void check_cause(const flows::cause_body& cause) {
  const auto bytes = codec->encode(cause);
  demand(json::is_clean_utf8(bytes), "a stored cause is clean text");
  const auto back = codec->decode_cause(bytes);
  demand(back.has_value(), "a stored cause can be read");
  demand(*back == cause, "a stored cause reads back the same: the parser gives clean text only");
}

void check(const ports::provider_event& e) {
  std::visit(flows::overloaded{[](const ports::status_fact& f) {
                                 demand(json::is_clean_utf8(f.provider_id + f.error_text + f.pricing), "clean text");
                                 demand(f.pricing.empty() || json::document::parse(f.pricing), "pricing is JSON");
                               },
                               [](const ports::system_event& s) {
                                 demand(json::is_clean_utf8(s.message + s.type + s.metadata), "clean text");
                                 demand(json::document::parse(s.metadata).has_value(), "metadata is JSON");
                               },
                               [](const ports::preference_fact& p) {
                                 demand(json::is_clean_utf8(p.words + p.from.wa_id + p.from.user_id), "clean text");
                                 demand(!p.from.primary().empty(), "somebody wants or declines");
                               },
                               [](const ports::template_fact& t) {
                                 demand(json::is_clean_utf8(t.name + t.language + t.provider_id + t.reason),
                                        "clean text");
                                 demand(!t.name.empty() || !t.provider_id.empty(), "a template can be found");
                               },
                               [](const ports::number_fact& n) {
                                 demand(json::is_clean_utf8(n.qr.value_or("") + n.reason.value_or("")), "clean text");
                               },
                               [](const auto& c) { check_cause(c); }},
             e.what);
}

void check_all(const flows::result<std::vector<ports::provider_event>>& events) {
  if (!events) return;
  for (const auto& e : *events)
    check(e);
}

void check_send(const ports::send_answer& a) {
  demand(a.how != ports::send_outcome::accepted || !a.provider_id.empty(), "an accepted send has an id");
}

/// What else is read of an answer; nothing may come of it but a value or an error.
void read_as_everything(const ports::client_response& answer) {
  const ports::channel_access channel;
  (void)meta::uploaded(answer);
  (void)meta::listed(answer);
  (void)meta::submitted({}, answer);
  (void)meta::health(channel, answer);
  (void)meta::fetch(channel, {.media_id = "M"}, 1, &answer);
  (void)ycloud::listed(answer);
  (void)ycloud::health(channel, answer);
  (void)evolution::health(channel, answer);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  check_all(meta::parse_webhook(bytes));
  check_all(ycloud::parse_webhook(bytes));
  check_all(evolution::parse_webhook(bytes));
  ports::client_response answer;
  answer.status = size % 2 == 0 ? 200 : 400;
  answer.body = bytes;
  check_send(meta::interpret(answer));
  check_send(ycloud::interpret(answer));
  check_send(evolution::interpret(answer));
  read_as_everything(answer);
  return 0;
}
