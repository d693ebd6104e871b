#pragma once

#include "io/ports/config.hpp"

#include <limits>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

/// What a key of the configuration is. The table of all keys (describe*.cpp) is the only place that names them: the
/// loader, config/charla.toml, .env.example and the table of docs/operating.md are made from it.
namespace charla::config {

enum class kind : std::uint8_t { text, flag, count, number, duration_ms, list };

/// A value as a file or a person gives it: text, flag, whole number (counts, milliseconds), number, list of texts.
using value = std::variant<std::string, bool, std::int64_t, double, std::vector<std::string>>;

struct key {
  std::string_view name; ///< `section.name`, as in charla.toml
  kind type = kind::text;
  std::string_view sentence;
  void (*put)(ports::config&, const value&) = nullptr; ///< the value has the type's alternative and is in range
  value (*get)(const ports::config&) = nullptr;
  std::vector<std::string_view> also{}; ///< environment names besides `CHARLA_<SECTION>_<NAME>`; documented first
  std::vector<std::string_view> choices{};
  double min = std::numeric_limits<double>::lowest();
  double max = std::numeric_limits<double>::max();
  bool secret = false; ///< never printed, not even its default
};

/// Every key, grouped by section.
[[nodiscard]] std::span<const key> keys();
/// `CHARLA_HTTP_PORT` of `http.port`.
[[nodiscard]] std::string environment_name(const key& k);
/// What a person would call the type: `a whole number from 1 to 65535`.
[[nodiscard]] std::string expected(const key& k);

/// A variable that Charla knows besides the keys.
struct variable {
  std::string_view name;
  std::string_view example; ///< what the replaced systems had, or a plausible value
  std::string_view sentence;
  bool used = true; ///< false: documented so that an old .env is understood; nothing reads it in this version
};
[[nodiscard]] std::span<const variable> variables();

} // namespace charla::config
