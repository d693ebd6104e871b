#pragma once

#include "flows/steps/types.hpp"

namespace charla::flows::steps {

/// A step that waits for a moment. What the customer says meanwhile leaves by `reply` where that exit is connected;
/// else it is kept: for the end of a short pause, or for the run that begins in place of this one.
class pause : public step {
public:
  result<outcome> resume(context& c, const resumption& why) const override;

private:
  [[nodiscard]] virtual bool is_short() const = 0;
};

} // namespace charla::flows::steps
