#pragma once

#include "io/ports/store.hpp"

#include <pqxx/binarystring>

/// Arguments of a statement in PostgreSQL's binary format: no text to make and to parse again, and a NUL or a broken
/// encoding in what a customer wrote is the server's data error, never a cut string.
namespace charla::store::postgres {

using namespace ports; // NOLINT(google-build-using-namespace): the adapter speaks the port's language

/// Types of arguments, by their OIDs in pg_type (fixed by PostgreSQL for ever).
enum class element : std::uint32_t {
  boolean = 16,
  bytes = 17,
  big = 20,
  small = 21,
  integer = 23,
  text = 25,
  uuid = 2950
};

/// One array, built element by element ("Arrays", src/backend/utils/adt/arrayfuncs.c, array_recv).
class array_builder {
public:
  explicit array_builder(element type) : type_(type) {}

  void add_number(std::int64_t value);
  void add_bytes(std::string_view value);
  void add_null();
  [[nodiscard]] pqxx::binarystring done() const;

private:
  element type_;
  std::int32_t count_ = 0;
  bool has_null_ = false;
  std::string body_;
};

/// The size in bytes of a number of that type.
int width_of(element type);
void append_number(std::string& to, std::int64_t value, int bytes);

inline void add(array_builder& a, std::int64_t v) { a.add_number(v); }
inline void add(array_builder& a, std::int32_t v) { a.add_number(v); }
inline void add(array_builder& a, std::int16_t v) { a.add_number(v); }
inline void add(array_builder& a, std::uint16_t v) { a.add_number(v); }
inline void add(array_builder& a, bool v) { a.add_number(v ? 1 : 0); }
inline void add(array_builder& a, timestamp v) { a.add_number(to_unix_ms(v)); }
inline void add(array_builder& a, std::string_view v) { a.add_bytes(v); }
inline void add(array_builder& a, const std::string& v) { a.add_bytes(v); }
inline void add(array_builder& a, const uuid& v) {
  a.add_bytes({reinterpret_cast<const char*>(v.bytes.data()), v.bytes.size()});
}
inline void add(array_builder& a, const dedup_key& v) {
  a.add_bytes({reinterpret_cast<const char*>(v.data()), v.size()});
}
template <class Tag, class Rep>
void add(array_builder& a, const strong_id<Tag, Rep>& v) {
  add(a, v.value());
}
template <class Enum>
requires std::is_enum_v<Enum>
void add(array_builder& a, Enum v) { a.add_number(static_cast<std::int64_t>(v)); }
template <class T>
void add(array_builder& a, const std::optional<T>& v) {
  if (v)
    add(a, *v);
  else
    a.add_null();
}

/// The arguments of one call, in order.
class arguments {
public:
  arguments& big(std::int64_t v) { return number(v, 8); }
  arguments& integer(std::int32_t v) { return number(v, 4); }
  arguments& small(std::int16_t v) { return number(v, 2); }
  arguments& boolean(bool v) { return number(v ? 1 : 0, 1); }
  arguments& time(timestamp v) { return big(to_unix_ms(v)); }
  arguments& text(std::string_view v) { return bytes(v); }
  arguments& bytes(std::string_view v);
  arguments& id(const uuid& v) { return bytes({reinterpret_cast<const char*>(v.bytes.data()), v.bytes.size()}); }
  template <class Tag>
  arguments& id(const strong_id<Tag, uuid>& v) {
    return id(v.value());
  }
  template <class Tag>
  arguments& id(const strong_id<Tag, std::int32_t>& v) {
    return integer(v.value());
  }
  arguments& id(inbox_id v) { return big(v.value()); }

  /// An array with one element for each of `items`, made by `get(item)`.
  template <class Items, class Get>
  arguments& column(element type, const Items& items, Get get) {
    array_builder a{type};
    for (const auto& item : items)
      add(a, get(item));
    return array(a);
  }
  arguments& array(const array_builder& a) {
    values_.push_back(a.done());
    return *this;
  }
  arguments& append(const arguments& more) {
    values_.insert(values_.end(), more.values_.begin(), more.values_.end());
    return *this;
  }

  [[nodiscard]] const std::vector<pqxx::binarystring>& values() const { return values_; }
  [[nodiscard]] std::size_t size() const { return values_.size(); }

private:
  arguments& number(std::int64_t v, int bytes);
  std::vector<pqxx::binarystring> values_;
};

} // namespace charla::store::postgres
