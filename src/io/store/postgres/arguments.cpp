#include "io/store/postgres/arguments.hpp"

namespace charla::store::postgres {

int width_of(element type) {
  switch (type) {
  case element::boolean: return 1;
  case element::small: return 2;
  case element::integer: return 4;
  case element::big: return 8;
  case element::bytes:
  case element::text:
  case element::uuid: return 0;
  }
  return 0;
}

void append_number(std::string& to, std::int64_t value, int bytes) {
  const auto bits = static_cast<std::uint64_t>(value);
  for (int i = bytes - 1; i >= 0; --i)
    to.push_back(static_cast<char>(bits >> (8 * i)));
}

void array_builder::add_number(std::int64_t value) {
  const auto bytes = width_of(type_);
  append_number(body_, bytes, 4);
  append_number(body_, value, bytes);
  ++count_;
}

void array_builder::add_bytes(std::string_view value) {
  append_number(body_, static_cast<std::int64_t>(value.size()), 4);
  body_.append(value);
  ++count_;
}

void array_builder::add_null() {
  append_number(body_, -1, 4);
  has_null_ = true;
  ++count_;
}

pqxx::binarystring array_builder::done() const {
  std::string all;
  all.reserve(20 + body_.size());
  append_number(all, count_ == 0 ? 0 : 1, 4); // dimensions
  append_number(all, has_null_ ? 1 : 0, 4);
  append_number(all, static_cast<std::int64_t>(type_), 4);
  if (count_ > 0) {
    append_number(all, count_, 4);
    append_number(all, 1, 4); // lower bound
    all += body_;
  }
  return pqxx::binarystring{all.data(), all.size()};
}

arguments& arguments::bytes(std::string_view v) {
  values_.emplace_back(v.data(), v.size());
  return *this;
}

arguments& arguments::number(std::int64_t v, int bytes) {
  std::string raw;
  append_number(raw, v, bytes);
  values_.emplace_back(raw.data(), raw.size());
  return *this;
}

} // namespace charla::store::postgres
