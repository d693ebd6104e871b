#include "io/api/past.hpp"

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

const flows::address* peer_in(const flows::cause_body& c) {
  const flows::address* found = nullptr;
  if (const auto* in = std::get_if<flows::inbound_message>(&c)) found = &in->from;
  if (const auto* echo = std::get_if<flows::echo_message>(&c)) found = &echo->to;
  if (const auto* old = std::get_if<flows::history_message>(&c)) found = &old->peer;
  if (const auto* out = std::get_if<flows::outgoing_request>(&c)) found = &out->to;
  if (const auto* run = std::get_if<flows::run_request>(&c)) found = &run->to;
  return found != nullptr && !found->primary().empty() ? found : nullptr;
}

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
      if (const auto* peer = peer_in(cause.body); peer != nullptr && out.birth.peer.primary().empty())
        out.birth.peer = *peer;
  return out;
}

tl::expected<std::vector<std::shared_ptr<const flows::program>>, problem> read_programs(const call& c) {
  const auto rows = c.store().flows(c.who.tenant);
  if (!rows) return refuse(store_failed(rows.error()));
  std::vector<std::shared_ptr<const flows::program>> out;
  for (const auto& row : *rows) {
    auto flow = c.house.with.codec.decode_flow(row.graph);
    if (!flow) continue;
    flow->id = row.id;
    flow->version = row.version;
    flow->tenant = row.tenant;
    if (auto made = flows::compile(*std::move(flow)); made.ready) out.push_back(std::move(made.ready));
  }
  return out;
}

} // namespace charla::api
