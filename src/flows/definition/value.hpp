#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace charla::flows {

/// What a field of a step, a trigger or a test holds, as its author wrote it: JSON's data model without JSON.
/// A member that is absent and one that is null are the same.
class value {
public:
  using list = std::vector<value>;
  using object = std::map<std::string, value, std::less<>>;
  enum class kind : std::uint8_t { absent, boolean, number, text, list, object };

  value() = default;
  value(bool v) : held_(v) {}                          // NOLINT(google-explicit-constructor): a value is written as
  value(double v) : held_(v) {}                        // NOLINT(google-explicit-constructor): what it is
  value(int v) : held_(static_cast<double>(v)) {}      // NOLINT(google-explicit-constructor)
  value(std::string v) : held_(std::move(v)) {}        // NOLINT(google-explicit-constructor)
  value(std::string_view v) : held_(std::string{v}) {} // NOLINT(google-explicit-constructor)
  value(const char* v) : held_(std::string{v}) {}      // NOLINT(google-explicit-constructor)
  value(list v) : held_(std::move(v)) {}               // NOLINT(google-explicit-constructor)
  value(object v) : held_(std::move(v)) {}             // NOLINT(google-explicit-constructor)

  [[nodiscard]] kind what() const noexcept { return static_cast<kind>(held_.index()); }
  [[nodiscard]] bool present() const noexcept { return what() != kind::absent; }
  /// nullptr unless the value is of that kind.
  [[nodiscard]] const bool* boolean() const noexcept { return std::get_if<bool>(&held_); }
  [[nodiscard]] const double* number() const noexcept { return std::get_if<double>(&held_); }
  [[nodiscard]] const std::string* text() const noexcept { return std::get_if<std::string>(&held_); }
  [[nodiscard]] const list* items() const noexcept { return std::get_if<list>(&held_); }
  [[nodiscard]] const object* members() const noexcept { return std::get_if<object>(&held_); }
  [[nodiscard]] object* members() noexcept { return std::get_if<object>(&held_); }

  /// The member of an object; an absent value for everything else.
  [[nodiscard]] const value& operator[](std::string_view key) const;
  /// A text, a number or a boolean as text (`90`, `0.5`, `true`); empty for everything else.
  [[nodiscard]] std::string plain() const;

  friend bool operator==(const value&, const value&) = default;

private:
  std::variant<std::monostate, bool, double, std::string, list, object> held_;
};

/// `text`, `list`, …: for messages to the author.
[[nodiscard]] std::string_view name_of(value::kind k);
/// A number as people write it: no exponent where there need not be one, no trailing zeros.
[[nodiscard]] std::string number_text(double n);

} // namespace charla::flows
