#pragma once

#include "io/config/key.hpp"

#include <type_traits>

/// How a row of the table of keys is made from the field of the configuration that it describes.
namespace charla::config::field {

using ports::config;
using std::chrono::milliseconds;
using std::chrono::minutes;

template <class T>
struct is_list : std::false_type {};
template <>
struct is_list<std::vector<std::string>> : std::true_type {};

template <class T>
constexpr kind kind_of() {
  if constexpr (std::is_same_v<T, bool>)
    return kind::flag;
  else if constexpr (std::is_integral_v<T>)
    return kind::count;
  else if constexpr (std::is_floating_point_v<T>)
    return kind::number;
  else if constexpr (std::is_same_v<T, milliseconds>)
    return kind::duration_ms;
  else if constexpr (std::is_same_v<T, minutes>)
    return kind::count;
  else if constexpr (is_list<T>::value)
    return kind::list;
  else
    return kind::text;
}

template <class T>
void assign(T& field, const value& v) {
  if constexpr (std::is_same_v<T, bool> || std::is_floating_point_v<T>)
    field = std::get<T>(v);
  else if constexpr (std::is_integral_v<T>)
    field = static_cast<T>(std::get<std::int64_t>(v));
  else if constexpr (std::is_same_v<T, milliseconds>)
    field = milliseconds{std::get<std::int64_t>(v)};
  else if constexpr (std::is_same_v<T, minutes>)
    field = minutes{std::get<std::int64_t>(v)};
  else
    field = std::get<T>(v);
}

template <class T>
value shown(const T& field) {
  if constexpr (std::is_same_v<T, bool> || std::is_floating_point_v<T>)
    return field;
  else if constexpr (std::is_integral_v<T>)
    return static_cast<std::int64_t>(field);
  else if constexpr (std::is_same_v<T, milliseconds> || std::is_same_v<T, minutes>)
    return static_cast<std::int64_t>(field.count());
  else
    return field;
}

/// The key of a field of a section: its type follows from the field.
template <auto Section, auto Field>
key in(std::string_view name, std::string_view sentence, std::vector<std::string_view> also = {}) {
  using field_type = std::remove_cvref_t<decltype(std::declval<config>().*Section.*Field)>;
  key k;
  k.name = name;
  k.type = kind_of<field_type>();
  k.sentence = sentence;
  k.put = [](config& c, const value& v) { assign(c.*Section.*Field, v); };
  k.get = [](const config& c) { return shown(c.*Section.*Field); };
  k.also = std::move(also);
  return k;
}

/// The key of a text that stands at the top of the configuration.
template <auto Field>
key top(std::string_view name, std::string_view sentence, std::vector<std::string_view> also = {}) {
  key k;
  k.name = name;
  k.sentence = sentence;
  k.put = [](config& c, const value& v) { c.*Field = std::get<std::string>(v); };
  k.get = [](const config& c) -> value { return c.*Field; };
  k.also = std::move(also);
  return k;
}

inline key range(key k, double min, double max) {
  k.min = min;
  k.max = max;
  return k;
}
inline key one_of(key k, std::vector<std::string_view> choices) {
  k.choices = std::move(choices);
  return k;
}
inline key secret(key k) {
  k.secret = true;
  return k;
}

inline constexpr double day_ms = 86'400'000;

} // namespace charla::config::field

namespace charla::config {

/// Sections that stand in files of their own.
[[nodiscard]] std::vector<key> channel_keys();
[[nodiscard]] std::vector<key> media_keys();
[[nodiscard]] std::vector<key> evolution_keys();

} // namespace charla::config
