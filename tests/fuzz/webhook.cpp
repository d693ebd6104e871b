// Any bytes as a webhook: never a crash; what is read is clean text that the store takes and gives back.
#include "flows/overloaded.hpp"
#include "fuzz/demand.hpp"
#include "io/json/codec.hpp"
#include "io/json/reader.hpp"
#include "io/json/text.hpp"
#include "io/providers/meta/interpret.hpp"
#include "io/providers/meta/parse.hpp"

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
                               [](const auto& c) { check_cause(c); }},
             e.what);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  if (const auto events = meta::parse_webhook(bytes))
    for (const auto& e : *events)
      check(e);
  ports::client_response answer;
  answer.status = size % 2 == 0 ? 200 : 400;
  answer.body = bytes;
  demand(meta::interpret(answer).how != ports::send_outcome::accepted || !meta::interpret(answer).provider_id.empty(),
         "an accepted send has an id");
  return 0;
}
