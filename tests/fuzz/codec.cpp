// Any bytes as something stored: never a crash; what can be read is written and read the same.
#include "io/json/codec.hpp"
#include "fuzz/demand.hpp"
#include "io/json/text.hpp"

using namespace charla;

namespace {

const auto codec = json::make_codec();

/// Reading may repair (NUL), so the law is about the second form.
template <class Decode>
void check(std::string_view bytes, Decode decode) {
  const auto value = decode(bytes);
  if (!value) return demand(!value.error().code.empty() && !value.error().what.empty(), "an error says what it is");
  const auto once = codec->encode(*value);
  demand(json::is_clean_utf8(once), "what is written is clean text");
  const auto back = decode(once);
  demand(back.has_value(), "what is written can be read");
  demand(codec->encode(*back) == once, "what is written stays as it is");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  check(bytes, [](std::string_view b) { return codec->decode_cause(b); });
  check(bytes, [](std::string_view b) { return codec->decode_conversation(b); });
  check(bytes, [](std::string_view b) { return codec->decode_content(b); });
  check(bytes, [](std::string_view b) { return codec->decode_address(b); });
  check(bytes, [](std::string_view b) { return codec->decode_turn(b); });
  return 0;
}
