#pragma once

#include "flows/steps/types.hpp"

namespace charla::flows::steps {

/// What happens to a message that comes while an external call is under way.
enum class meanwhile : std::uint8_t {
  queue,     ///< it is kept, and begins the next run unless the flow asks a question first
  restart,   ///< the call's answer no longer counts: the step begins again with the new message as input
  interrupt, ///< the call's answer no longer counts: the run leaves by `interrupted`, or ends for a new one
};
inline constexpr std::array<std::string_view, 3> meanwhile_names{"queue", "restart", "interrupt"};
inline constexpr field_rule meanwhile_rule{"meanwhile", field_kind::one_of, false,
                                           "what a message does that comes before the answer; absent: queue",
                                           meanwhile_names};
[[nodiscard]] meanwhile read_meanwhile(const field_reader& f);
/// Where a call leads whose answer did not come in time: `timeout`, or `failed` when that exit is not connected.
[[nodiscard]] std::string late_exit(const context& c);

/// A step that asks the outside and waits.
class external : public step {
public:
  explicit external(const field_reader& f) : meanwhile_(read_meanwhile(f)) {}
  result<outcome> resume(context& c, const resumption& why) const override;

private:
  [[nodiscard]] virtual result<outcome> answered(context& c, const call_finished& m) const = 0;
  [[nodiscard]] result<outcome> spoken_to(context& c, std::string_view text) const;
  meanwhile meanwhile_;
};

} // namespace charla::flows::steps
