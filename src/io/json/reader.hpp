#pragma once

#include "flows/error.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Reading JSON without exceptions and without a third-party type in sight.
namespace charla::json {

enum class kind : std::uint8_t { missing, null, boolean, integer, number, text, array, object };

/// For people: "a text", "an object", ….
[[nodiscard]] std::string_view describe(kind k);

/// A place in a parsed document; cheap to copy, valid as long as its `document` lives. A member that is not there is a
/// value of kind `missing`, so that a path can be walked without asking at every step.
class value {
public:
  value() = default;
  [[nodiscard]] json::kind kind() const noexcept;
  [[nodiscard]] bool exists() const noexcept { return ref_[0] != 0; }

  /// The first member of that name; missing when there is none or when this is no object.
  [[nodiscard]] value operator[](std::string_view key) const noexcept;
  [[nodiscard]] std::vector<value> items() const;                                ///< empty unless an array
  [[nodiscard]] std::vector<std::pair<std::string_view, value>> members() const; ///< empty unless an object

  [[nodiscard]] std::optional<std::string_view> text() const noexcept;
  [[nodiscard]] std::optional<std::int64_t> integer() const noexcept;
  [[nodiscard]] std::optional<double> number() const noexcept; ///< integers too
  [[nodiscard]] std::optional<bool> boolean() const noexcept;

  /// The value as compact JSON text without NUL in its texts; empty when it is missing.
  [[nodiscard]] std::string dump() const;

private:
  friend class document;
  explicit value(std::array<std::uint64_t, 2> ref) : ref_(ref) {}
  std::array<std::uint64_t, 2> ref_{}; ///< what the parser's own handle is made of
};

/// A parsed JSON text. The text itself is not kept.
class document {
public:
  /// Errors: `json.syntax` (what the parser says), `json.too_deep`, `json.too_large`. Never throws.
  [[nodiscard]] static flows::result<document> parse(std::string_view text);
  document(document&&) noexcept;
  document& operator=(document&&) noexcept;
  ~document();

  [[nodiscard]] value root() const noexcept;

private:
  struct impl;
  explicit document(std::unique_ptr<impl> i);
  std::unique_ptr<impl> impl_;
};

/// Parses as `document::parse`; when the text is refused for its characters alone (invalid UTF-8, half of a surrogate
/// pair) it is repaired and read again: one cut emoji must not lose the thousand messages around it.
[[nodiscard]] flows::result<document> parse_tolerant(std::string_view text);

} // namespace charla::json
