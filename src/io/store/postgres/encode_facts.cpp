#include "io/store/postgres/fragment.hpp"
#include "io/store/postgres/migrate.hpp"

namespace charla::store::postgres {

namespace {

constexpr std::string_view append_call =
    "SELECT {0}, i, inbox_id, NULL::bigint, NULL::bigint, NULL::bigint, NULL::text FROM append_inbox({1})";
constexpr std::string_view submit_call =
    "SELECT {0}, i, inbox_id, NULL::bigint, NULL::bigint, NULL::bigint, NULL::text FROM append_submitted({1})";
constexpr std::string_view finish_call =
    "SELECT {0}, i, changed::bigint, status::bigint, NULL::bigint, NULL::bigint, NULL::text FROM finish_outbox({1})";
constexpr std::string_view merge_call = "SELECT {0}, i, changed::bigint, status::bigint, NULL::bigint, NULL::bigint, "
                                        "conv::text || ':' || version || ':' || idx "
                                        "FROM merge_status({1})";
constexpr std::string_view event_call =
    "SELECT {0}, add_events({1}), NULL::bigint, NULL::bigint, NULL::bigint, NULL::bigint, NULL::text";

} // namespace

namespace {

using append_row = const inbox_append&;
using append_list = std::vector<std::reference_wrapper<const inbox_append>>;

void add_events_of(arguments& with, const append_list& items, const lane_context& c) {
  with.time(c.now)
      .column(element::integer, items, [](append_row a) { return day_of(a.provider_time); })
      .column(element::integer, items, [](append_row a) { return a.channel; })
      .column(element::bytes, items, [](append_row a) { return a.key; })
      .column(element::small, items, [](append_row a) { return shard_of(a.conversation); })
      .column(element::uuid, items, [](append_row a) { return a.conversation; })
      .column(element::integer, items, [](append_row a) { return a.tenant; })
      .column(element::text, items, [](append_row a) { return std::string_view{a.kind}; })
      .column(element::small, items, [](append_row a) { return a.prio; })
      .column(element::big, items, [](append_row a) { return a.provider_time; })
      .column(element::text, items, [](append_row a) { return std::string_view{a.correlation_id}; })
      .column(element::bytes, items, [](append_row a) { return std::string_view{a.body}; });
}

void add_submissions(arguments& with, const append_list& items) {
  with.column(element::text, items, [](append_row a) { return std::string_view{a.submitted->client_id}; })
      .column(element::text, items, [](append_row a) { return std::string_view{a.submitted->fingerprint}; })
      .column(element::integer, items, [](append_row a) { return a.submitted->api_key; })
      .column(element::text, items, [](append_row a) { return std::string_view{a.submitted->to}; })
      .column(element::text, items, [](append_row a) { return std::string_view{a.submitted->channel_key}; })
      .column(element::big, items, [](append_row a) { return a.submitted->send_at; });
}

} // namespace

void encode_appends(std::vector<fragment>& to, const batch& work, const selection& s, const lane_context& c) {
  std::vector<std::size_t> plain, submitted;
  for (const auto i : s.appends)
    (work.appends[i].submitted ? submitted : plain).push_back(i);
  if (!plain.empty()) {
    fragment f{work_kind::appends, append_call, {}, plain};
    add_events_of(f.with, pick(work.appends, plain), c);
    to.push_back(std::move(f));
  }
  // The second under a key finds the first, or takes its place when that was a duplicate.
  const auto same = [&](std::size_t a, std::size_t b) {
    const auto &x = work.appends[a], &y = work.appends[b];
    return x.key == y.key || (x.tenant == y.tenant && x.submitted->client_id == y.submitted->client_id);
  };
  for (auto& round : in_rounds(submitted, same)) {
    const auto items = pick(work.appends, round);
    fragment f{work_kind::appends, submit_call, {}, std::move(round)};
    add_events_of(f.with, items, c);
    add_submissions(f.with, items);
    to.push_back(std::move(f));
  }
}

void encode_sends(std::vector<fragment>& to, const batch& work, const selection& s, const lane_context&) {
  const auto same = [&](std::size_t a, std::size_t b) { return work.sends[a].out == work.sends[b].out; };
  for (auto& round : in_rounds(s.sends, same)) {
    const auto items = pick(work.sends, round);
    using row = const send_fact&;
    fragment f{work_kind::sends, finish_call, {}, std::move(round)};
    f.with.column(element::uuid, items, [](row x) { return x.out.conversation; })
        .column(element::big, items, [](row x) { return x.out.version; })
        .column(element::small, items, [](row x) { return x.out.index; })
        .column(element::small, items, [](row x) { return shard_of(x.out.conversation); })
        .column(element::small, items, [](row x) { return x.how; })
        .column(element::text, items, [](row x) { return std::string_view{x.provider_id}; })
        .column(element::integer, items, [](row x) { return x.error_code; })
        .column(element::text, items, [](row x) { return std::string_view{x.error_text}; })
        .column(element::big, items, [](row x) { return x.not_before; })
        .column(element::big, items, [](row x) { return x.at; });
    to.push_back(std::move(f));
  }
}

void encode_statuses(std::vector<fragment>& to, const batch& work, const selection& s, const lane_context&) {
  // Two facts may name one bubble in two ways; which, only the table knows: those found by the provider's id stand
  // apart from those found by ours.
  const auto same = [&](std::size_t i, std::size_t j) {
    const auto &a = work.statuses[i], &b = work.statuses[j];
    if (a.out.has_value() != b.out.has_value()) return true;
    if (a.out && *a.out == *b.out) return true;
    return !a.provider_id.empty() && a.channel == b.channel && a.provider_id == b.provider_id;
  };
  for (auto& round : in_rounds(s.statuses, same)) {
    const auto items = pick(work.statuses, round);
    using row = const status_fact&;
    const auto part = [](row x, auto get) { return x.out ? std::optional{get(*x.out)} : std::nullopt; };
    fragment f{work_kind::statuses, merge_call, {}, std::move(round)};
    f.with.column(element::integer, items, [](row x) { return x.tenant; })
        .column(element::integer, items, [](row x) { return x.channel; })
        .column(element::uuid, items, [&](row x) { return part(x, [](const out_id& o) { return o.conversation; }); })
        .column(element::big, items, [&](row x) { return part(x, [](const out_id& o) { return o.version; }); })
        .column(element::small, items, [&](row x) { return part(x, [](const out_id& o) { return o.index; }); })
        .column(element::text, items, [](row x) { return std::string_view{x.provider_id}; })
        .column(element::small, items, [](row x) { return x.status; })
        .column(element::big, items, [](row x) { return x.at; })
        .column(element::integer, items, [](row x) { return x.error_code; })
        .column(element::text, items, [](row x) { return std::string_view{x.error_text}; })
        .column(element::text, items, [](row x) { return std::string_view{x.pricing}; });
    to.push_back(std::move(f));
  }
}

void encode_events(std::vector<fragment>& to, const batch& work, const selection& s, const lane_context& c) {
  if (s.events.empty()) return;
  const auto items = pick(work.events, s.events);
  using row = const system_event&;
  fragment f{work_kind::events, event_call, {}, s.events};
  f.with.column(element::integer, items, [](row e) { return e.tenant; })
      .column(element::text, items, [](row e) { return std::string_view{e.level}; })
      .column(element::text, items, [](row e) { return std::string_view{e.type}; })
      .column(element::text, items, [](row e) { return std::string_view{e.message}; })
      .column(element::text, items, [](row e) { return std::string_view{e.metadata}; })
      .column(element::big, items, [](row e) { return e.at; })
      .boolean(c.again);
  to.push_back(std::move(f));
}

} // namespace charla::store::postgres
