#pragma once

#include "flows/ids.hpp"
#include "io/json/fields.hpp"
#include "io/json/writer.hpp"

#include <concepts>
#include <map>

/// One description of a value serves both directions: `members(archive, value)` names each member once, and the
/// archive either writes it or reads it. What is empty is not written, and what is absent stays as it is constructed:
/// hence `always` for a member whose constructed value is not its empty one.
namespace charla::json {

/// `U`, const or not: the const one is written, the other is read.
template <class T, class U>
concept like = std::same_as<std::remove_const_t<T>, U>;

class writing {
public:
  static constexpr bool reads = false;
  explicit writing(writer& w) : w_(&w) {}

  template <class T>
  void operator()(std::string_view key, const T& v) {
    if (!is_empty(v)) always(key, v);
  }
  template <class T>
  void always(std::string_view key, const T& v) {
    w_->key(key);
    put(v);
  }
  /// An enumeration by its name.
  template <class E, class Name>
  void choice(std::string_view key, const E& v, std::initializer_list<E>, Name name) {
    w_->member(key, name(v));
  }
  [[nodiscard]] writer& out() noexcept { return *w_; }

  void put(const std::string& v) { w_->text(v); }
  void put(bool v) { w_->boolean(v); }
  void put(double v) { w_->number(v); }
  void put(flows::timestamp v) { w_->integer(flows::to_unix_ms(v)); }
  void put(flows::milliseconds v) { w_->integer(v.count()); }
  template <std::integral Int>
  requires(!std::same_as<Int, bool>) void put(Int v) { w_->integer(static_cast<std::int64_t>(v)); }
  void put(const flows::uuid& v) { w_->text(flows::to_string(v)); }
  template <class Tag, class Rep>
  void put(const flows::strong_id<Tag, Rep>& v) {
    put(v.value());
  }
  void put(const flows::out_id& v) { w_->text(flows::to_string(v)); }
  template <class T>
  void put(const std::optional<T>& v) {
    if (v)
      put(*v);
    else
      w_->null();
  }
  template <class T>
  void put(const std::vector<T>& v) {
    w_->begin_array();
    for (const auto& item : v)
      put(item);
    w_->end_array();
  }
  void put(const std::map<std::string, std::string>& v) {
    w_->begin_object();
    for (const auto& [key, text] : v)
      w_->member(key, text);
    w_->end_object();
  }
  template <class T>
  requires(!std::same_as<T, std::string>) void put(const std::map<std::string, T>& v) {
    w_->begin_object();
    for (const auto& [key, item] : v) {
      w_->key(key);
      put(item);
    }
    w_->end_object();
  }
  template <class T>
  requires requires(writing& a, const T& t) { members(a, t); }
  void put(const T& v) {
    w_->begin_object();
    members(*this, v);
    w_->end_object();
  }

private:
  template <class T>
  static bool is_empty(const T& v) {
    if constexpr (requires { v.has_value(); })
      return !v.has_value();
    else if constexpr (requires { v.empty(); })
      return v.empty();
    else
      return v == T{};
  }
  writer* w_;
};

class reading {
public:
  static constexpr bool reads = true;
  explicit reading(const fields& f) : f_(&f) {}

  template <class T>
  void operator()(std::string_view key, T& v) {
    if (f_->has(key)) get(key, v);
  }
  template <class T>
  void always(std::string_view key, T& v) {
    (*this)(key, v);
  }
  template <class E, class Name>
  void choice(std::string_view key, E& v, std::initializer_list<E> all, Name name) {
    std::string text;
    f_->read(key, text);
    if (text.empty()) return;
    for (const auto candidate : all)
      if (name(candidate) == text) {
        v = candidate;
        return;
      }
    f_->wrong(key, "json.unknown_name", "'" + text + "' is not one of the names this member knows");
  }
  [[nodiscard]] const fields& in() const noexcept { return *f_; }

private:
  template <class T>
  requires requires(const fields& f, T& t) { f.read("", t); }
  void get(std::string_view key, T& v) const { f_->read(key, v); }
  void get(std::string_view key, flows::milliseconds& v) const {
    std::int64_t count = 0;
    f_->read(key, count);
    v = flows::milliseconds{count};
  }
  void get(std::string_view key, flows::uuid& v) const { parse_text(key, v, flows::parse_uuid); }
  void get(std::string_view key, flows::out_id& v) const { parse_text(key, v, flows::parse_out_id); }
  template <class Tag, class Rep>
  void get(std::string_view key, flows::strong_id<Tag, Rep>& v) const {
    Rep rep{};
    get(key, rep);
    v = flows::strong_id<Tag, Rep>{rep};
  }
  template <class T>
  void get(std::string_view key, std::optional<T>& v) const {
    T inner{};
    get(key, inner);
    v = std::move(inner);
  }
  void get(std::string_view key, std::vector<std::string>& v) const {
    each(key, [&](value item, const trail& at) {
      if (const auto text = item.text())
        v.emplace_back(*text);
      else
        f_->problems().report({"json.type", "expected a text", at.text()});
    });
  }
  template <class T>
  void get(std::string_view key, std::vector<T>& v) const {
    each(key, [&](value item, const trail& at) {
      const fields inner{item, at, f_->problems()};
      reading archive{inner};
      members(archive, v.emplace_back());
    });
  }
  void get(std::string_view key, std::map<std::string, std::string>& v) const {
    const trail at{&f_->where(), key, {}};
    const fields inner{f_->at(key), at, f_->problems()};
    for (const auto& [name, _] : f_->at(key).members())
      inner.read(name, v[std::string{name}]);
  }
  template <class T>
  requires(!std::same_as<T, std::string>) void get(std::string_view key, std::map<std::string, T>& v) const {
    const trail at{&f_->where(), key, {}};
    const fields inner{f_->at(key), at, f_->problems()};
    const reading archive{inner};
    for (const auto& [name, _] : f_->at(key).members())
      archive.get(name, v[std::string{name}]);
  }
  template <class T>
  requires requires(reading& a, T& t) { members(a, t); }
  void get(std::string_view key, T& v) const {
    const trail at{&f_->where(), key, {}};
    const fields inner{f_->at(key), at, f_->problems()};
    reading archive{inner};
    members(archive, v);
  }
  template <class F>
  void each(std::string_view key, F take) const {
    const auto list = f_->at(key);
    if (list.kind() != kind::array) return f_->wrong(key, "json.type", "expected an array");
    const trail at{&f_->where(), key, {}};
    std::size_t i = 0;
    for (const auto item : list.items())
      take(item, trail{&at, {}, i++});
  }
  template <class T, class Parse>
  void parse_text(std::string_view key, T& v, Parse parse) const {
    std::string text;
    f_->read(key, text);
    if (const auto parsed = parse(text))
      v = *parsed;
    else
      f_->wrong(key, "json.format", "this is not an id in its text form");
  }
  const fields* f_;
};

} // namespace charla::json
