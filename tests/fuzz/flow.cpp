// Any bytes as a flow somebody uploads: never a crash; what is accepted reads back the same.
#include "fuzz/demand.hpp"
#include "io/json/codec.hpp"

using namespace charla;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto codec = json::make_codec();
  const auto flow = codec->decode_flow({reinterpret_cast<const char*>(data), size});
  if (!flow) {
    demand(!flow.error().code.empty() && !flow.error().what.empty(), "an error says what it is");
    return 0;
  }
  const auto once = codec->encode(*flow);
  const auto back = codec->decode_flow(once);
  if (back) demand(codec->encode(*back) == once, "an accepted flow stays as it is");
  // NUL is removed when text is written, which can make two ids one; nothing else may be refused.
  else
    demand(back.error().code == "flow.duplicate_node", "an accepted flow can be read again");
  return 0;
}
