#include "io/json/fields.hpp"

namespace charla::json {

std::string trail::text() const {
  auto out = up != nullptr ? up->text() : std::string{};
  if (index) return out + '[' + std::to_string(*index) + ']';
  if (key.empty()) return out;
  if (!out.empty()) out.push_back('.');
  return out.append(key);
}

fields::fields(value v, const trail& at, problem& p) : value_(v), at_(&at), problem_(&p) {
  if (v.kind() != kind::object)
    p.report({"json.type", "expected an object, found " + std::string{describe(v.kind())}, at.text()});
}

bool fields::has(std::string_view key) const noexcept {
  const auto k = value_[key].kind();
  return k != kind::missing && k != kind::null;
}

void fields::wrong(std::string_view key, std::string code, std::string what) const {
  problem_->report({std::move(code), std::move(what), trail{at_, key, {}}.text()});
}

void fields::missing(std::string_view key) const { wrong(key, "json.missing", "this member is required"); }

void fields::wrong_type(std::string_view key, std::string_view wanted, value got) const {
  wrong(key, "json.type", "expected " + std::string{wanted} + ", found " + std::string{describe(got.kind())});
}

void fields::out_of_range(std::string_view key) const {
  wrong(key, "json.range", "this integer is too large or too small for its field");
}

std::optional<std::int64_t> fields::integer(std::string_view key) const {
  if (!has(key)) return std::nullopt;
  const auto member = value_[key];
  const auto n = member.integer();
  if (!n) wrong_type(key, describe(kind::integer), member);
  return n;
}

void fields::read(std::string_view key, std::string& out) const {
  if (!has(key)) return;
  const auto member = value_[key];
  if (const auto text = member.text())
    out = *text;
  else
    wrong_type(key, describe(kind::text), member);
}

void fields::read(std::string_view key, bool& out) const {
  if (!has(key)) return;
  const auto member = value_[key];
  if (const auto b = member.boolean())
    out = *b;
  else
    wrong_type(key, describe(kind::boolean), member);
}

void fields::read(std::string_view key, double& out) const {
  if (!has(key)) return;
  const auto member = value_[key];
  if (const auto n = member.number())
    out = *n;
  else
    wrong_type(key, describe(kind::number), member);
}

void fields::read(std::string_view key, flows::timestamp& out) const {
  if (const auto ms = integer(key)) out = flows::from_unix_ms(*ms);
}

} // namespace charla::json
