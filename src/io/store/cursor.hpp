#pragma once

#include "io/ports/admin.hpp"

#include <charconv>
#include <limits>

/// Where a page of a list ends, as the opaque text that the API hands out. Every adapter writes it alike.
namespace charla::store {

/// Position in a list that is sorted by (number, id), newest first.
struct list_position {
  std::int64_t number = 0;
  flows::uuid id;
};

/// Position in a list that is sorted by (number, id, rest).
struct long_position {
  list_position place;
  std::string rest;
};

inline std::string to_cursor(std::int64_t number) { return std::to_string(number); }
inline std::string to_cursor(const list_position& p) { return std::to_string(p.number) + '.' + flows::to_string(p.id); }

inline std::string to_cursor(const long_position& p) { return to_cursor(p.place) + '.' + p.rest; }

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

inline ports::stored<long_position> long_position_from(std::string_view text) {
  const auto id = text.find('.');
  const auto rest = id == std::string_view::npos ? id : text.find('.', id + 1);
  if (rest == std::string_view::npos) return tl::make_unexpected(not_a_cursor());
  const auto place = position_from(text.substr(0, rest));
  if (!place) return tl::make_unexpected(place.error());
  return long_position{*place, std::string{text.substr(rest + 1)}};
}

/// Position in the list of runs, newest change first.
struct run_position {
  flows::timestamp updated_at;
  flows::conversation_id conversation;
  std::int64_t number = 0;
  friend auto operator<=>(const run_position&, const run_position&) = default;
};
inline run_position position_of(const ports::run_row& r) { return {r.updated_at, r.conversation, r.run.number}; }
inline long_position place_of_run(const ports::run_row& r) {
  return {{flows::to_unix_ms(r.updated_at), r.conversation.value()}, std::to_string(r.run.number)};
}
/// @param after empty: later than every run.
inline ports::stored<run_position> run_position_from(std::string_view after) {
  constexpr auto last = std::numeric_limits<std::int64_t>::max();
  if (after.empty()) return run_position{flows::from_unix_ms(last), {}, last};
  const auto p = long_position_from(after);
  if (!p) return tl::make_unexpected(p.error());
  const auto number = number_from(p->rest);
  if (!number) return tl::make_unexpected(number.error());
  return run_position{flows::from_unix_ms(p->place.number), flows::conversation_id{p->place.id}, *number};
}

inline long_position place_of_timer(const ports::timer_row& t) {
  return {{flows::to_unix_ms(t.due), t.conversation.value()}, t.key};
}
/// @param after empty: before every timer.
inline ports::stored<ports::timer_row> timer_position_from(std::string_view after) {
  ports::timer_row from;
  from.due = flows::from_unix_ms(std::numeric_limits<std::int64_t>::min());
  if (after.empty()) return from;
  auto p = long_position_from(after);
  if (!p) return tl::make_unexpected(p.error());
  from.due = flows::from_unix_ms(p->place.number);
  from.conversation = flows::conversation_id{p->place.id};
  from.key = std::move(p->rest);
  return from;
}

/// Where a conversation stands in a list of that order. Who does not wait comes after all who do.
inline list_position place_of_conversation(const ports::conversation_row& c, ports::conversation_order order) {
  if (order == ports::conversation_order::activity)
    return {flows::to_unix_ms(c.summary.last_activity_at), c.id.value()};
  const auto& since = c.summary.waiting_since;
  return {since ? flows::to_unix_ms(*since) : std::numeric_limits<std::int64_t>::max(), c.id.value()};
}
/// @param after empty: before every conversation of a list of that order.
inline ports::stored<list_position> conversation_position_from(std::string_view after,
                                                               ports::conversation_order order) {
  using limits = std::numeric_limits<std::int64_t>;
  if (!after.empty()) return position_from(after);
  return list_position{order == ports::conversation_order::activity ? limits::max() : limits::min(), {}};
}

/// Which index leads quickest to what a filter lets through; the rest of the filter is asked of each row.
enum class list_path : std::uint8_t { any, in_hand, waiting, by_waiting, assigned, snoozed, closed, unread, paused };
inline constexpr std::size_t list_paths = 9;
inline list_path path_of(const ports::conversation_filter& f) {
  using status = flows::conversation_status;
  if (f.assignee && !f.assignee->empty()) return list_path::assigned;
  if (f.mode == flows::control_mode::paused) return list_path::paused;
  if (f.waiting_only || f.waiting_before) return list_path::waiting;
  if (f.status == status::snoozed) return list_path::snoozed;
  if (f.status == status::resolved) return list_path::closed;
  if (f.unread_only) return list_path::unread;
  if (f.order == ports::conversation_order::waiting) return list_path::by_waiting;
  return f.in_hand ? list_path::in_hand : list_path::any;
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
