#pragma once

#include "io/store/postgres/arguments.hpp"

#include <functional>
#include <pqxx/result>

/// A batch becomes one statement: a call for each kind of work, joined by UNION ALL. One statement is one transaction
/// and one round trip, so nothing of a batch is committed without the rest of it.
namespace charla::store::postgres {

enum class work_kind : std::uint8_t {
  fence,
  appends,
  sends,
  statuses,
  overrides,
  turns,
  reports,
  letters,
  claims,
  events,
  deliveries,
  announcements,
  channel_facts
};

/// Which items of a batch, by their index in their list.
struct selection {
  std::vector<std::size_t> appends, sends, statuses, overrides, turns, letters, claims, events, deliveries,
      media_wanted, media, uploads, numbers, templates, exchanges;
  [[nodiscard]] bool empty() const {
    return appends.empty() && sends.empty() && statuses.empty() && overrides.empty() && turns.empty() && letters.empty()
           && claims.empty() && events.empty() && deliveries.empty() && media_wanted.empty() && media.empty()
           && uploads.empty() && numbers.empty() && templates.empty() && exchanges.empty();
  }
};
selection everything_of(const batch& work);

/// What a lane's statements run with.
struct lane_context {
  std::int64_t incarnation = 0;
  std::int16_t first_shard = 0; ///< the lane's own: its row is the fence of the whole batch
  epoch_t epoch = 0;
  std::int64_t batch = 0; ///< counts this lane's batches
  timestamp now;
  bool again = false; ///< after an unknown outcome: what is there already is answered, not repeated
};

/// One call. Its rows are (fragment, i, a, b, c, d, t), `i` counted from 1 within `items`.
struct fragment {
  work_kind kind = work_kind::fence;
  std::string_view call; ///< `{0}`: number of the fragment, `{1}`: its arguments
  arguments with;
  std::vector<std::size_t> items;
};

/// Splits `items` so that no two of a group share a key; the groups keep the order of the items. Calls work on sets:
/// a second fact on one row must see what the first has written, so it goes into the next call.
template <class Same>
std::vector<std::vector<std::size_t>> in_rounds(const std::vector<std::size_t>& items, Same clash) {
  std::vector<std::vector<std::size_t>> rounds;
  for (const auto item : items) {
    std::size_t first_free = 0;
    for (std::size_t r = rounds.size(); r > 0 && first_free == 0; --r)
      for (const auto other : rounds[r - 1])
        if (clash(item, other)) {
          first_free = r;
          break;
        }
    if (first_free == rounds.size()) rounds.emplace_back();
    rounds[first_free].push_back(item);
  }
  return rounds;
}

/// The items of `list` that `chosen` names, by reference.
template <class T>
std::vector<std::reference_wrapper<const T>> pick(const std::vector<T>& list, const std::vector<std::size_t>& chosen) {
  std::vector<std::reference_wrapper<const T>> items;
  items.reserve(chosen.size());
  for (const auto i : chosen)
    items.emplace_back(list[i]);
  return items;
}

// Each adds the calls for its kind; none when there is nothing to do.
void encode_fence(std::vector<fragment>& to, const lane_context& c);
void encode_appends(std::vector<fragment>& to, const batch& work, const selection& s, const lane_context& c);
void encode_sends(std::vector<fragment>& to, const batch& work, const selection& s, const lane_context& c);
void encode_statuses(std::vector<fragment>& to, const batch& work, const selection& s, const lane_context& c);
/// What the facts of `s` say of recipients; none when they say nothing.
void encode_marks(std::vector<fragment>& to, const batch& work, const selection& s, const lane_context& c);
void encode_overrides(std::vector<fragment>& to, const batch& work, const selection& s, const lane_context& c);
void encode_turns(std::vector<fragment>& to, const batch& work, const selection& s, const lane_context& c);
/// What turns report beside the conversation: after the call that commits them, and none when they report nothing.
using turn_list = std::vector<std::reference_wrapper<const turn_write>>;
void encode_reports(std::vector<fragment>& to, const turn_list& turns, const lane_context& c);
/// Before the first turn of a batch that changes contacts; see `hold_contacts`.
void encode_contact_locks(std::vector<fragment>& to, const batch& work, const selection& s);
void encode_letters(std::vector<fragment>& to, const batch& work, const selection& s, const lane_context& c);
void encode_claims(std::vector<fragment>& to, const batch& work, const selection& s, const lane_context& c);
void encode_events(std::vector<fragment>& to, const batch& work, const selection& s, const lane_context& c);

void encode_deliveries(std::vector<fragment>& to, const batch& work, const selection& s, const lane_context& c);
/// Files, numbers, templates and the channel log.
void encode_channel_facts(std::vector<fragment>& to, const batch& work, const selection& s, const lane_context& c);
/// What the items of `s` announce; comes last, because it asks what they have done.
void encode_announcements(std::vector<fragment>& to, const batch& work, const selection& s, const lane_context& c);

// The arguments of `keep_assets`, `note_numbers` and `add_exchanges`: the API calls them too.
void add_assets(arguments& with, const std::vector<std::reference_wrapper<const asset_row>>& items);
void add_numbers(arguments& with, const std::vector<std::reference_wrapper<const number_fact>>& items);
void add_exchanges(arguments& with, const std::vector<std::reference_wrapper<const exchange>>& items, bool again);

/// All calls for `s`, in the order that the port promises.
std::vector<fragment> encode(const batch& work, const selection& s, const lane_context& c);
/// The statement that makes all of them.
std::string statement_of(const std::vector<fragment>& calls);
arguments arguments_of(const std::vector<fragment>& calls);

/// Room for every answer, each at its least: duplicate, unchanged, `version`, false.
batch_result no_answers(const batch& work);
/// Puts the rows of the statement where they belong.
void decode(const pqxx::result& rows, const std::vector<fragment>& calls, const batch& work, batch_result& into);

} // namespace charla::store::postgres
