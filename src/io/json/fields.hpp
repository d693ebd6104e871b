#pragma once

#include "flows/time.hpp"
#include "io/json/reader.hpp"

#include <limits>

/// Reading the members of an object into values, keeping the first thing that is wrong with its path.
namespace charla::json {

/// Where a value stands in its document; a chain to the root that is only spelled out when something is wrong.
struct trail {
  const trail* up = nullptr;
  std::string_view key;
  std::optional<std::size_t> index;

  /// `nodes.hello.fields[2]`; empty for the root.
  [[nodiscard]] std::string text() const;
};

/// The first error of one reading.
class problem {
public:
  void report(flows::error e) {
    if (!first_) first_ = std::move(e);
  }
  [[nodiscard]] bool any() const noexcept { return first_.has_value(); }
  [[nodiscard]] flows::error take() { return std::move(*first_); }

private:
  std::optional<flows::error> first_;
};

/// The members of one object. A member that is absent or null leaves the target as it is; one of another type is
/// reported (`json.type`), as is an integer that does not fit (`json.range`).
class fields {
public:
  /// @param at must outlive this object.
  fields(value v, const trail& at, problem& p);

  void read(std::string_view key, std::string& out) const;
  void read(std::string_view key, bool& out) const;
  void read(std::string_view key, double& out) const;
  void read(std::string_view key, flows::timestamp& out) const;
  template <class Int>
  requires(std::is_integral_v<Int> && !std::is_same_v<Int, bool>) void read(std::string_view key, Int& out) const {
    const auto n = integer(key);
    if (!n) return;
    if (!std::in_range<Int>(*n)) return out_of_range(key);
    out = static_cast<Int>(*n);
  }

  [[nodiscard]] value at(std::string_view key) const noexcept { return value_[key]; }
  [[nodiscard]] const trail& where() const noexcept { return *at_; }
  [[nodiscard]] problem& problems() const noexcept { return *problem_; }
  /// True when the member is there and not null.
  [[nodiscard]] bool has(std::string_view key) const noexcept;
  /// Reports that the member is missing.
  void missing(std::string_view key) const;
  /// Reports a wrong member in the caller's words.
  void wrong(std::string_view key, std::string code, std::string what) const;

private:
  [[nodiscard]] std::optional<std::int64_t> integer(std::string_view key) const;
  void wrong_type(std::string_view key, std::string_view wanted, value got) const;
  void out_of_range(std::string_view key) const;

  value value_;
  const trail* at_;
  problem* problem_;
};

} // namespace charla::json
