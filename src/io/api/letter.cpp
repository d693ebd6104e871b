#include "io/api/letter.hpp"

#include "flows/peer.hpp"
#include "io/api/past.hpp"

namespace charla::api {

namespace {

/// Whether a cause from this person belongs to the letter's conversation: it is who wrote before, or who names it.
tl::expected<bool, problem> is_for(const call& c, const ports::dead_letter_row& l, const flows::cause_body& edited) {
  const auto* peer = flows::peer_in(edited);
  if (peer == nullptr || !l.conversation) return true;
  if (const auto before = c.house.with.codec.decode_cause(l.body); before)
    if (const auto* same = flows::peer_in(*before)) return *same == *peer;
  const auto row = c.store().conversation(c.who.tenant, *l.conversation);
  if (!row) return refuse(store_failed(row.error()));
  if (!*row) return false;
  return ports::conversation_of(c.house.with.crypto, (*row)->summary.channel, *peer) == *l.conversation;
}

} // namespace

tl::expected<ports::dead_letter_row, problem> find_letter(const call& c) {
  const auto id = number_of(c.request.param("id"));
  if (!id) return refuse(not_found("dead letter"));
  auto row = c.store().dead_letter(c.who.tenant, *id);
  if (!row) return refuse(store_failed(row.error()));
  if (!*row) return refuse(not_found("dead letter"));
  return std::move(**row);
}

tl::expected<std::optional<std::string>, problem> read_edited(const call& c, body& b, const ports::dead_letter_row& l) {
  const auto given = b.maybe_object("body");
  if (!given) return std::nullopt;
  const auto cause = c.house.with.codec.decode_cause(given->dump());
  if (!cause) {
    const auto& e = cause.error();
    b.wrong(e.where.empty() ? "body" : "body." + e.where, e.code, e.what);
    return std::nullopt;
  }
  if (flows::kind_name(*cause) != l.kind) {
    b.wrong("body.kind", "other_kind", "It must stay what it is: " + l.kind + ".");
    return std::nullopt;
  }
  const auto same = is_for(c, l, *cause);
  if (!same) return refuse(same.error());
  if (!*same) b.wrong("body", "other_conversation", "It must stay with the person it came from.");
  return c.house.with.codec.encode(*cause);
}

} // namespace charla::api
