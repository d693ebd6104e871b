#pragma once

#include "io/store/postgres/arguments.hpp"

#include <initializer_list>

namespace charla::store::postgres {

/// A list within each turn, laid flat: first to which turn an element belongs, then its columns.
class flat {
public:
  explicit flat(std::initializer_list<element> columns) {
    columns_.emplace_back(element::integer);
    for (const auto c : columns)
      columns_.emplace_back(c);
  }
  template <class... Values>
  void add_row(std::int32_t turn, const Values&... values) {
    std::size_t next = 0;
    add(columns_[next++], turn);
    (add(columns_[next++], values), ...);
  }
  void into(arguments& with) const {
    for (const auto& c : columns_)
      with.array(c);
  }

private:
  std::vector<array_builder> columns_;
};

} // namespace charla::store::postgres
