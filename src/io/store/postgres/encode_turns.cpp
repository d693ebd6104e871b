#include "io/store/postgres/flat.hpp"
#include "io/store/postgres/fragment.hpp"
#include "io/store/reports.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace charla::store::postgres {

namespace {

constexpr std::string_view turn_call =
    "SELECT {0}, i, verdict::bigint, NULL::bigint, NULL::bigint, NULL::bigint, NULL::text FROM commit_turns({1})";

using row = const turn_write&;

void add_turns(arguments& with, const turn_list& items) {
  with.column(element::small, items, [](row t) { return shard_of(t.conversation); })
      .column(element::big, items, [](row t) { return t.epoch; })
      .column(element::uuid, items, [](row t) { return t.conversation; })
      .column(element::big, items, [](row t) { return t.base_version; })
      .column(element::big, items, [](row t) { return t.base_ctl; })
      .column(element::uuid, items, [](row t) { return t.turn; })
      .column(element::integer, items,
              [](row t) { return static_cast<std::int32_t>(t.causes.size() + t.fired.size()); })
      .column(element::bytes, items, [](row t) { return std::string_view{t.state}; })
      .column(element::bytes, items, [](row t) { return std::string_view{t.record}; })
      .column(element::big, items, [](row t) { return t.decided_at; });
}

void add_summaries(arguments& with, const turn_list& items) {
  with.column(element::integer, items, [](row t) { return t.summary.tenant; })
      .column(element::integer, items, [](row t) { return t.summary.channel; })
      .column(
          element::uuid, items,
          [](row t) { return t.summary.contact.value().is_nil() ? std::nullopt : std::optional{t.summary.contact}; })
      .column(element::text, items, [](row t) { return std::string_view{t.summary.peer.wa_id}; })
      .column(element::text, items, [](row t) { return std::string_view{t.summary.peer.user_id}; })
      .column(element::text, items, [](row t) { return std::string_view{t.summary.contact_name}; })
      .column(element::small, items, [](row t) { return t.summary.status; })
      .column(element::big, items, [](row t) { return t.summary.last_activity_at; })
      .column(element::text, items, [](row t) { return std::string_view{t.summary.preview}; })
      .column(element::big, items, [](row t) { return t.summary.last_inbound_at; })
      .column(element::integer, items, [](row t) { return t.summary.unread_added; })
      .column(element::small, items, [](row t) { return t.control ? std::optional{t.control->mode} : std::nullopt; })
      .column(element::big, items, [](row t) { return t.control ? t.control->until : std::nullopt; })
      .column(element::text, items, [](row t) { return std::string_view{t.summary.assignee}; })
      .column(element::text, items, [](row t) { return std::string_view{t.summary.team}; })
      .column(element::text, items, [](row t) { return as_json_array(t.summary.labels); })
      .column(element::big, items, [](row t) { return t.summary.snoozed_until; })
      .column(element::big, items, [](row t) { return t.summary.waiting_since; })
      .column(element::small, items, [](row t) { return t.summary.last_author; });
}

/// What the turn consumes, as JSON: inbox ids, and "key@generation" of fired timers. Read by people and by checks.
std::string causes_as_json(const turn_write& t) {
  std::string out = "[";
  for (const auto& id : t.causes)
    out += fmt::format("{}{}", out.size() > 1 ? "," : "", id.value());
  for (const auto& f : t.fired) {
    out += out.size() > 1 ? ",\"" : "\"";
    for (const auto c : f.key) {
      if (static_cast<unsigned char>(c) < 0x20) {
        out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        continue;
      }
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
    out += fmt::format("@{}\"", f.generation);
  }
  return out + ']';
}

std::int32_t sends_of_bot(const turn_write& t) {
  return static_cast<std::int32_t>(
      std::count_if(t.sends.begin(), t.sends.end(), [](const outbox_write& s) { return s.by == author::bot; }));
}

void add_audit(arguments& with, const turn_list& items) {
  with.column(element::text, items, [](row t) { return causes_as_json(t); })
      .column(element::integer, items, [](row t) { return static_cast<std::int32_t>(t.sends.size()); })
      .column(element::integer, items, sends_of_bot);
}

void add_causes(arguments& with, const turn_list& items) {
  flat causes{element::big};
  flat fired{element::text, element::big};
  std::int32_t i = 0;
  for (row t : items) {
    ++i;
    for (const auto& id : t.causes)
      causes.add_row(i, id);
    for (const auto& f : t.fired)
      fired.add_row(i, f.key, f.generation);
  }
  causes.into(with);
  fired.into(with);
}

void add_messages(arguments& with, const turn_list& items) {
  flat lines{element::big,  element::big,  element::small, element::small, element::text, element::text,
             element::text, element::text, element::small, element::text,  element::text};
  std::int32_t i = 0;
  for (row t : items) {
    ++i;
    for (const auto& m : t.messages)
      lines.add_row(i, m.seq, m.at, m.dir, m.by, m.type, m.body, m.provider_id, m.reply_to, m.send, m.author_name,
                    m.client_id);
  }
  lines.into(with);
}

void add_sends(arguments& with, const turn_list& items) {
  flat sends{element::small, element::integer, element::small, element::small,   element::boolean, element::big,
             element::bytes, element::text,    element::bytes, element::boolean, element::boolean};
  std::int32_t i = 0;
  for (row t : items) {
    ++i;
    std::int16_t index = 0;
    for (const auto& s : t.sends)
      sends.add_row(i, index++, s.channel, s.by, s.prio, s.resend_in_doubt, s.expires_at, s.to, s.correlation_id,
                    s.body, s.needs_window, s.needs_consent);
  }
  sends.into(with);
}

/// The last word on a key counts: a set of rows cannot arm and cancel one timer in turn.
void add_timers(arguments& with, const turn_list& items) {
  flat timers{element::text, element::big, element::bytes};
  std::int32_t i = 0;
  for (row t : items) {
    ++i;
    for (auto w = t.timers.begin(); w != t.timers.end(); ++w) {
      const auto later = std::find_if(std::next(w), t.timers.end(), [&](const auto& o) { return o.key == w->key; });
      if (later == t.timers.end()) timers.add_row(i, w->key, w->due, w->body);
    }
  }
  timers.into(with);
}

} // namespace

void encode_turns(std::vector<fragment>& to, const batch& work, const selection& s, const lane_context& c) {
  const auto same = [&](std::size_t a, std::size_t b) {
    return work.turns[a].conversation == work.turns[b].conversation;
  };
  encode_contact_locks(to, work, s);
  for (auto& round : in_rounds(s.turns, same)) {
    const auto items = pick(work.turns, round);
    fragment f{work_kind::turns, turn_call, {}, std::move(round)};
    f.with.big(c.incarnation).time(c.now);
    add_turns(f.with, items);
    add_summaries(f.with, items);
    add_audit(f.with, items);
    add_causes(f.with, items);
    add_messages(f.with, items);
    add_sends(f.with, items);
    add_timers(f.with, items);
    to.push_back(std::move(f));
    encode_reports(to, items, c);
  }
}

} // namespace charla::store::postgres
