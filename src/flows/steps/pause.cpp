#include "flows/steps/pause.hpp"

namespace charla::flows::steps {

result<outcome> pause::resume(context& c, const resumption& why) const {
  if (std::holds_alternative<timed_out>(why)) return leave{"next"};
  const auto* const said = std::get_if<replied>(&why);
  if (said == nullptr) return suspend{};
  if (c.connected("reply")) {
    if (auto heard = c.hear(said->text); !heard) return failed(heard);
    return leave{"reply"};
  }
  if (auto kept = c.keep_for_later(said->text); !kept) return failed(kept);
  if (!is_short()) return finish{"superseded"};
  c.trace("busy");
  return suspend{};
}

} // namespace charla::flows::steps
