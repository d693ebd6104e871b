#pragma once

#include "store_suite.hpp"

#include <catch2/catch.hpp>

/// What the sentences of the store suite are made of.
namespace charla::conformance {

using namespace ports; // NOLINT(google-build-using-namespace): the suite speaks the port's language

/// Dates that every adapter agrees about, whatever its clock: long gone, and far ahead.
inline constexpr timestamp long_ago = from_unix_ms(1'600'000'000'000);
inline constexpr timestamp far_ahead = from_unix_ms(4'000'000'000'000);

inline constexpr tenant_id acme{1};
inline constexpr tenant_id other_tenant{2};
inline constexpr channel_id line{1};

/// A store that is open, with its one lane and a reader. `reopen` lets go of everything and opens the same place again.
class opened {
public:
  explicit opened(const subject& s);
  /// @param in_order says goodbye first (`close_clean`).
  void reopen(bool in_order = false);

  opening how;
  std::unique_ptr<store_lane> lane;
  std::unique_ptr<store_reader> reader;
  std::unique_ptr<store_admin> admin;
  [[nodiscard]] ports::store& store() { return *store_; }
  [[nodiscard]] world& place() { return *place_; }

  /// Applies; a refusal of the whole batch fails the test.
  batch_result apply(const batch& work);
  /// Appends one inbound cause; its row.
  inbox_id add_cause(const conversation_id& c, const std::string& key, priority p = priority::reply);
  /// Commits one turn as it stands; its verdict.
  verdict commit(const turn_write& t);
  /// Claims one bubble with the lane's epoch.
  bool claim(const out_id& out);
  status_result note(const send_fact& f);
  status_result note(const status_fact& f);
  /// The conversation; fails the test when there is none.
  conversation_row row(const conversation_id& c);
  /// The newest messages.
  std::vector<stored_message> history(const conversation_id& c);
  /// The ids of all pending causes.
  std::vector<inbox_id> pending();

private:
  void open();
  std::unique_ptr<world> place_;
  std::unique_ptr<ports::store> store_;
};

/// The n-th conversation of a test: a stable id with a spread shard.
conversation_id conversation_no(std::uint32_t n);
turn_id turn_no(std::uint32_t n);
dedup_key key_of(const std::string& text);

inbox_append inbound(const conversation_id& c, const std::string& key, priority p = priority::reply);
/// A turn on `c` at (version, ctl) that takes `causes`: one inbound line, nothing else.
turn_write turn_on(const opened& o,
                   const conversation_id& c,
                   std::uint32_t turn,
                   std::int64_t version,
                   std::vector<inbox_id> causes,
                   std::int64_t ctl = 0);
/// Adds one bubble with its history line to the turn.
void say(turn_write& t, const std::string& text, author by = author::bot);
send_fact accepted(const out_id& out, const std::string& provider_id);
send_fact ended(const out_id& out, send_fact::outcome how);
status_fact status_of(const out_id& out, const std::string& provider_id, message_status s);
status_fact status_of_unknown(const std::string& provider_id, message_status s);

/// A filter or query with the conditions that `set` gives it.
template <class Filter, class Set>
Filter filter(Set set) {
  Filter f;
  set(f);
  return f;
}

/// A conversation whose first turn has sent `bubbles` bubbles, all ready; its id.
conversation_id with_bubbles(opened& o, std::uint32_t n, int bubbles, author by = author::bot);

} // namespace charla::conformance
