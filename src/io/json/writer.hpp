#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace charla::json {

/// Writes compact JSON straight into a string, without a tree in between: the hot path of every turn. Commas are put by
/// the writer; that objects and arrays are closed is the caller's care. Text that is not clean UTF-8 is repaired as by
/// `sanitize_utf8`, so that what comes out is always valid.
class writer {
public:
  explicit writer(std::size_t expected_bytes = 256) { out_.reserve(expected_bytes); }

  writer& begin_object();
  writer& end_object();
  writer& begin_array();
  writer& end_array();
  /// Member name; escaped like any text.
  writer& key(std::string_view name);

  writer& text(std::string_view value);
  writer& integer(std::int64_t value);
  /// The shortest form that reads back as the same double; `null` for infinities and NaN, which JSON does not have.
  writer& number(double value);
  writer& boolean(bool value);
  writer& null();
  /// A JSON text that is already one.
  writer& raw(std::string_view json);

  writer& member(std::string_view name, std::string_view value) { return key(name).text(value); }
  writer& member(std::string_view name, const char* value) { return key(name).text(value); }
  writer& member(std::string_view name, std::int64_t value) { return key(name).integer(value); }
  writer& member(std::string_view name, std::int32_t value) { return key(name).integer(value); }
  writer& member(std::string_view name, bool value) { return key(name).boolean(value); }

  [[nodiscard]] const std::string& text_so_far() const noexcept { return out_; }
  [[nodiscard]] std::string take() { return std::move(out_); }

private:
  void separate();
  void quoted(std::string_view value);

  std::string out_;
  bool comma_ = false;
};

} // namespace charla::json
