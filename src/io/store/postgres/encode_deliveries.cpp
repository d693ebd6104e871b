#include "io/store/announced.hpp"
#include "io/store/postgres/fragment.hpp"

namespace charla::store::postgres {

namespace {

constexpr std::string_view announce_call =
    "SELECT {0}, 1, add_deliveries({1}), NULL::bigint, NULL::bigint, NULL::bigint, NULL::text";
constexpr std::string_view note_call =
    "SELECT {0}, 1, note_deliveries({1}), NULL::bigint, NULL::bigint, NULL::bigint, NULL::text";

/// What must be true for an announcement to be told: as `add_deliveries` asks it.
struct gate {
  enum class question : std::uint8_t { status = 1, turn = 2, control = 3, letter = 4 };
  question what = question::status;
  conversation_id conversation;
  std::int64_t version = 0;
  std::int16_t index = 0;
  message_status status = message_status::queued;
  std::optional<turn_id> turn;
  std::optional<dedup_key> mark;
  std::int64_t number = 0;
  std::string key;
};

struct announced {
  tenant_id tenant;
  const event_out* event = nullptr;
  gate only_if;
};

gate of_bubble(const out_id& out, message_status status) {
  return {gate::question::status, out.conversation, out.version, out.index, status, {}, {}, 0, {}};
}

gate of_letter(const dead_letter_write& w) {
  gate g{gate::question::letter, w.conversation, 0, 0, {}, {}, {}, 0, {}};
  if (!w.causes.empty()) {
    g.number = w.causes.front().value();
  } else if (!w.fired.empty()) {
    g.number = w.fired.front().generation;
    g.key = w.fired.front().key;
  }
  return g;
}

std::vector<announced> announced_by(const batch& work, const selection& s) {
  std::vector<announced> all;
  const auto add = [&](tenant_id tenant, const std::vector<event_out>& events, const gate& g) {
    for (const auto& e : events)
      all.push_back({tenant, &e, g});
  };
  for (const auto i : s.sends) {
    const auto& f = work.sends[i];
    if (const auto status = status_told_by(f)) add(f.tenant, f.announce, of_bubble(f.out, *status));
  }
  for (const auto i : s.statuses) {
    const auto& f = work.statuses[i];
    if (f.out) add(f.tenant, f.announce, of_bubble(*f.out, f.status));
  }
  for (const auto i : s.overrides) {
    const auto& o = work.overrides[i];
    add(o.notice.tenant, o.announce, {gate::question::control, o.conversation, 0, 0, {}, {}, o.notice.key, 0, {}});
  }
  for (const auto i : s.turns) {
    const auto& t = work.turns[i];
    add(t.summary.tenant, t.announce,
        {gate::question::turn, t.conversation, t.base_version + 1, 0, {}, t.turn, {}, 0, {}});
  }
  for (const auto i : s.letters)
    add(work.dead_letters[i].tenant, work.dead_letters[i].announce, of_letter(work.dead_letters[i]));
  return all;
}

} // namespace

void encode_deliveries(std::vector<fragment>& to, const batch& work, const selection& s, const lane_context&) {
  if (s.deliveries.empty()) return;
  const auto items = pick(work.deliveries, s.deliveries);
  using row = const delivery_fact&;
  fragment f{work_kind::deliveries, note_call, {}, s.deliveries};
  f.with.column(element::uuid, items, [](row d) { return d.webhook; })
      .column(element::uuid, items, [](row d) { return d.id; })
      .column(element::integer, items, [](row d) { return d.attempt; })
      .column(element::small, items, [](row d) { return d.now; })
      .column(element::big, items, [](row d) { return d.at; })
      .column(element::big, items, [](row d) { return d.not_before; })
      .column(element::integer, items, [](row d) { return d.status; })
      .column(element::bytes, items, [](row d) { return std::string_view{d.error}; })
      .column(element::bytes, items, [](row d) { return std::string_view{d.answer}; })
      .column(element::integer, items, [](row d) { return d.took_ms; })
      .column(element::big, items, [](row d) { return d.rest_until; })
      .column(element::text, items, [](row d) { return std::string_view{d.disable}; });
  to.push_back(std::move(f));
}

void encode_announcements(std::vector<fragment>& to, const batch& work, const selection& s, const lane_context& c) {
  const auto items = announced_by(work, s);
  if (items.empty()) return;
  using row = const announced&;
  fragment f{work_kind::announcements, announce_call, {}, {}};
  f.with.time(c.now)
      .column(element::integer, items, [](row a) { return a.tenant; })
      .column(element::uuid, items, [](row a) { return a.event->id; })
      .column(element::text, items, [](row a) { return std::string_view{a.event->type}; })
      .column(element::bytes, items, [](row a) { return std::string_view{a.event->body}; })
      .column(element::small, items, [](row a) { return a.only_if.what; })
      .column(element::uuid, items, [](row a) { return a.only_if.conversation; })
      .column(element::big, items, [](row a) { return a.only_if.version; })
      .column(element::small, items, [](row a) { return a.only_if.index; })
      .column(element::small, items, [](row a) { return a.only_if.status; })
      .column(element::uuid, items, [](row a) { return a.only_if.turn; })
      .column(element::bytes, items, [](row a) { return a.only_if.mark; })
      .column(element::big, items, [](row a) { return a.only_if.number; })
      .column(element::text, items, [](row a) { return std::string_view{a.only_if.key}; });
  to.push_back(std::move(f));
}

} // namespace charla::store::postgres
