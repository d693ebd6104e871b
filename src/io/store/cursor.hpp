#pragma once

#include "io/ports/admin.hpp"

#include <charconv>

/// Where a page of a list ends, as the opaque text that the API hands out. Every adapter writes it alike.
namespace charla::store {

/// Position in a list that is sorted by (number, id), newest first.
struct list_position {
  std::int64_t number = 0;
  flows::uuid id;
};

inline std::string to_cursor(std::int64_t number) { return std::to_string(number); }
inline std::string to_cursor(const list_position& p) { return std::to_string(p.number) + '.' + flows::to_string(p.id); }

inline ports::store_error not_a_cursor() {
  return {ports::store_errc::data, "after: not a position of this list; take `next` of the page before"};
}

inline ports::stored<std::int64_t> number_from(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (ec != std::errc{} || end != text.data() + text.size()) return tl::make_unexpected(not_a_cursor());
  return number;
}

inline ports::stored<list_position> position_from(std::string_view text) {
  const auto dot = text.find('.');
  if (dot == std::string_view::npos) return tl::make_unexpected(not_a_cursor());
  const auto number = number_from(text.substr(0, dot));
  const auto id = flows::parse_uuid(text.substr(dot + 1));
  if (!number || !id) return tl::make_unexpected(not_a_cursor());
  return list_position{*number, *id};
}

/// Cuts a list that was read one row too far, and says where it goes on.
template <class Row, class Position>
ports::page<Row> to_page(std::vector<Row> rows, std::size_t limit, Position position) {
  ports::page<Row> page{std::move(rows), {}};
  if (page.items.size() > limit) {
    page.items.resize(limit);
    if (limit > 0) page.next = to_cursor(position(page.items.back()));
  }
  return page;
}

} // namespace charla::store
