#pragma once

#include "flows/expr/scope.hpp"

namespace charla::flows::expr {

/// What a condition may ask about beside names.
class facts : public scope {
public:
  /// Of the contact; without regard to case and accents, if the implementation keeps them so.
  [[nodiscard]] virtual bool has_tag(std::string_view name) const = 0;
  /// May the customer be written to freely (24 hours after the last message)?
  [[nodiscard]] virtual bool window_open() const = 0;
  [[nodiscard]] virtual bool within_business_hours() const = 0;
  [[nodiscard]] virtual std::string_view channel_key() const = 0;
  /// Has this contact never written before?
  [[nodiscard]] virtual bool first_contact() const = 0;
};

} // namespace charla::flows::expr
