#pragma once

#include "io/api/problem.hpp"
#include "io/json/reader.hpp"

#include <initializer_list>
#include <map>

namespace charla::api {

/// A request's JSON body, read field by field; every wrong field is kept, so that the caller hears of all at once. A
/// reader that finds its field wrong gives the empty value back: ask `done()` before anything is done with the values.
class body {
public:
  /// Errors: 400 when the body is not a JSON object. An empty body is an empty object.
  [[nodiscard]] static tl::expected<body, problem> of(const ports::http_request& request);
  /// Reads a part of a body; its errors go by `prefix.field`.
  body(json::value object, std::string prefix) : object_(object), prefix_(std::move(prefix)) {}

  /// A text of 1 to `max` characters.
  [[nodiscard]] std::string text(std::string_view field, std::size_t max);
  /// As `text`, but it may be absent, null or empty.
  [[nodiscard]] std::optional<std::string> maybe_text(std::string_view field, std::size_t max);
  [[nodiscard]] std::optional<std::int64_t> maybe_integer(std::string_view field, std::int64_t min, std::int64_t max);
  [[nodiscard]] std::optional<std::string> maybe_choice(std::string_view field,
                                                        std::initializer_list<std::string_view> choices);
  [[nodiscard]] std::string choice(std::string_view field, std::initializer_list<std::string_view> choices);
  [[nodiscard]] std::optional<std::vector<std::string>>
  maybe_texts(std::string_view field, std::size_t count_max, std::size_t each_max);
  /// An object that may be absent.
  [[nodiscard]] std::optional<json::value> maybe_object(std::string_view field);
  /// A list that may be absent.
  [[nodiscard]] std::optional<json::value> maybe_array(std::string_view field);
  [[nodiscard]] std::optional<bool> maybe_boolean(std::string_view field);
  /// An object whose members are texts, numbers or booleans, as texts; empty when absent.
  [[nodiscard]] std::map<std::string, std::string>
  maybe_variables(std::string_view field, std::size_t count_max, std::size_t each_max);
  /// Any value; of kind `missing` when absent.
  [[nodiscard]] json::value raw(std::string_view field);
  [[nodiscard]] bool has(std::string_view field);

  void wrong(std::string_view field, std::string reason, std::string hint);
  void take_errors(const body& part);
  /// Reports members that nobody asked for: a mistyped name must not be ignored in silence.
  void refuse_unknown();
  /// Something else than the body is in the way (the store is away): told in place of the fields.
  void give_up(problem p) {
    if (!trouble_) trouble_ = std::move(p);
  }
  [[nodiscard]] bool good() const noexcept { return errors_.empty() && !trouble_; }
  [[nodiscard]] problem take_problem() { return trouble_ ? *std::move(trouble_) : invalid(std::move(errors_)); }

private:
  explicit body(json::document whole);
  [[nodiscard]] json::value ask(std::string_view field);

  std::shared_ptr<const json::document> whole_;
  json::value object_;
  std::string prefix_;
  std::vector<std::string> asked_;
  std::vector<field_error> errors_;
  std::optional<problem> trouble_;
};

} // namespace charla::api
