#include "flows/steps/external.hpp"

namespace charla::flows::steps {

meanwhile read_meanwhile(const field_reader& f) {
  const auto* const found = std::find(meanwhile_names.begin(), meanwhile_names.end(), f.word("meanwhile"));
  return found == meanwhile_names.end() ? meanwhile::queue : static_cast<meanwhile>(found - meanwhile_names.begin());
}

std::string late_exit(const context& c) { return c.connected("timeout") ? "timeout" : "failed"; }

result<outcome> external::spoken_to(context& c, std::string_view text) const {
  switch (meanwhile_) {
  case meanwhile::queue:
    c.trace("busy");
    if (auto kept = c.keep_for_later(text); !kept) return failed(kept);
    return suspend{};
  case meanwhile::restart:
    c.trace("asked_again");
    if (auto heard = c.hear(text); !heard) return failed(heard);
    return enter(c);
  case meanwhile::interrupt: break;
  }
  c.trace("interrupted");
  if (c.connected("interrupted")) {
    if (auto heard = c.hear(text); !heard) return failed(heard);
    return leave{"interrupted"};
  }
  if (auto kept = c.keep_for_later(text); !kept) return failed(kept);
  return finish{"superseded"};
}

result<outcome> external::resume(context& c, const resumption& why) const {
  if (const auto* const said = std::get_if<replied>(&why)) return spoken_to(c, said->text);
  if (const auto* const answer = std::get_if<const call_finished*>(&why)) return answered(c, **answer);
  c.trace("answer", "timeout");
  return leave{late_exit(c)};
}

} // namespace charla::flows::steps
