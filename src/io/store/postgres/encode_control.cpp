#include "io/store/people.hpp"
#include "io/store/postgres/fragment.hpp"
#include "io/store/postgres/migrate.hpp"

namespace charla::store::postgres {

namespace {

constexpr std::string_view override_call =
    "SELECT {0}, i, ctl, suppressed::bigint, in_flight::bigint, notice, NULL::text FROM change_control({1})";
constexpr std::string_view bury_call =
    "SELECT {0}, i, done::bigint, NULL::bigint, NULL::bigint, NULL::bigint, NULL::text FROM bury_causes({1})";
constexpr std::string_view claim_call =
    "SELECT {0}, i, verdict::bigint, NULL::bigint, NULL::bigint, NULL::bigint, NULL::text FROM claim_outbox({1})";

} // namespace

void encode_overrides(std::vector<fragment>& to, const batch& work, const selection& s, const lane_context& c) {
  if (s.overrides.empty()) return;
  const auto items = pick(work.overrides, s.overrides);
  using row = const override_request&;
  fragment f{work_kind::overrides, override_call, {}, s.overrides};
  f.with.time(c.now)
      .boolean(c.again)
      .column(element::uuid, items, [](row o) { return o.conversation; })
      .column(element::small, items, [](row o) { return shard_of(o.conversation); })
      .column(element::integer, items, [](row o) { return o.notice.tenant; })
      .column(element::integer, items, [](row o) { return o.notice.channel; })
      .column(element::small, items, [](row o) { return o.mode; })
      .column(element::big, items, [](row o) { return o.until; })
      .column(element::integer, items, [](row o) { return day_of(o.notice.provider_time); })
      .column(element::bytes, items, [](row o) { return o.notice.key; })
      .column(element::text, items, [](row o) { return std::string_view{o.notice.kind}; })
      .column(element::small, items, [](row o) { return o.notice.prio; })
      .column(element::big, items, [](row o) { return o.notice.provider_time; })
      .column(element::text, items, [](row o) { return std::string_view{o.notice.correlation_id}; })
      .column(element::bytes, items, [](row o) { return std::string_view{o.notice.body}; });
  to.push_back(std::move(f));
}

void encode_letters(std::vector<fragment>& to, const batch& work, const selection& s, const lane_context& c) {
  if (s.letters.empty()) return;
  const auto items = pick(work.dead_letters, s.letters);
  using row = const dead_letter_write&;
  fragment f{work_kind::letters, bury_call, {}, s.letters};
  f.with.time(c.now)
      .boolean(c.again)
      .column(element::uuid, items, [](row w) { return w.conversation; })
      .column(element::small, items, [](row w) { return shard_of(w.conversation); })
      .column(element::integer, items, [](row w) { return w.tenant; })
      .column(element::text, items, [](row w) { return std::string_view{w.reason}; })
      .column(element::text, items, [](row w) { return std::string_view{w.error}; })
      .column(element::big, items, [](row w) { return w.at; })
      .column(element::bytes, items, [](row w) { return std::string_view{w.trace}; });
  array_builder cause_of{element::integer}, cause{element::big}, timer_of{element::integer}, key{element::text},
      generation{element::big};
  std::int32_t i = 0;
  for (row w : items) {
    ++i;
    for (const auto& id : w.causes) {
      add(cause_of, i);
      add(cause, id);
    }
    for (const auto& t : w.fired) {
      add(timer_of, i);
      add(key, t.key);
      add(generation, t.generation);
    }
  }
  f.with.array(cause_of).array(cause).array(timer_of).array(key).array(generation);
  to.push_back(std::move(f));
}

void encode_claims(std::vector<fragment>& to, const batch& work, const selection& s, const lane_context& c) {
  if (s.claims.empty()) return;
  // A second claim of one bubble in a batch finds it taken.
  const auto same = [&](std::size_t a, std::size_t b) { return work.claims[a].out == work.claims[b].out; };
  for (auto& round : in_rounds(s.claims, same)) {
    const auto items = pick(work.claims, round);
    using row = const claim_request&;
    fragment f{work_kind::claims, claim_call, {}, std::move(round)};
    f.with.big(c.incarnation)
        .big(c.batch)
        .big(milliseconds{service_window}.count())
        .column(element::small, items, [](row x) { return shard_of(x.out.conversation); })
        .column(element::big, items, [](row x) { return x.epoch; })
        .column(element::uuid, items, [](row x) { return x.out.conversation; })
        .column(element::big, items, [](row x) { return x.out.version; })
        .column(element::small, items, [](row x) { return x.out.index; })
        .column(element::big, items, [&](row x) { return x.now == timestamp{} ? c.now : x.now; })
        .column(element::boolean, items, [](row x) { return x.as_template; });
    to.push_back(std::move(f));
  }
}

} // namespace charla::store::postgres
