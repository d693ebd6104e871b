#include "io/api/past.hpp"

#include "flows/peer.hpp"

namespace charla::api {

namespace {

tl::expected<void, problem> read_turns(const call& c, const ports::conversation_row& row, past& to) {
  constexpr std::size_t page = 500;
  while (static_cast<std::int64_t>(to.turns.size()) < row.version) {
    const auto from = static_cast<std::int64_t>(to.turns.size()) + 1;
    const auto rows = c.store().turns(c.who.tenant, row.id, from, page);
    if (!rows) return refuse(store_failed(rows.error()));
    if (rows->empty() || rows->front().version != from)
      return refuse(invalid("id", "forgotten", "The first turns of this conversation are no longer kept."));
    for (const auto& t : *rows) {
      auto turn = c.house.with.codec.decode_turn(t.record);
      if (!turn) return refuse(invalid("id", turn.error().code, "A turn of it cannot be read: " + turn.error().what));
      to.turns.push_back(*std::move(turn));
    }
  }
  return {};
}

} // namespace

tl::expected<past, problem> read_past(const call& c, const ports::conversation_row& row) {
  if (row.version > static_cast<std::int64_t>(past_turns_max))
    return refuse(
        invalid("id", "too_long", "Conversations of up to " + std::to_string(past_turns_max) + " turns only."));
  past out;
  out.birth.tenant = row.summary.tenant;
  out.birth.channel = row.summary.channel;
  out.birth.id = row.id;
  out.birth.contact = row.summary.contact;
  if (auto read = read_turns(c, row, out); !read) return refuse(read.error());
  for (const auto& turn : out.turns)
    for (const auto& cause : turn.causes)
      if (const auto* peer = flows::peer_in(cause.body); peer != nullptr && out.birth.peer.primary().empty())
        out.birth.peer = *peer;
  return out;
}

} // namespace charla::api
