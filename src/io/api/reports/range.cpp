#include "io/api/reports/range.hpp"

#include "io/api/later_call.hpp"
#include "io/api/moment.hpp"

namespace charla::api::reports {

namespace {

constexpr std::size_t page_size = 500;
// What one report may look at: beyond, it says that it is not complete.
constexpr std::size_t conversations_max = 200'000;
constexpr std::size_t lines_max = 2'000'000;
constexpr std::int64_t time_max_ms = 20'000;
/// The present moment is rounded up to this, so that who looks at the same figures asks for the same report.
constexpr std::chrono::seconds now_step{10};

std::optional<timestamp>
moment_in(const call& c, std::string_view name, timestamp otherwise, std::vector<field_error>& e) {
  const auto given = c.request.query_value(name);
  if (!given || given->empty()) return otherwise;
  auto at = parse_time(std::string{*given});
  if (!at) e.push_back({std::string{name}, "format", "RFC 3339: 2026-11-21T09:00:00-03:00."});
  return at;
}

timestamp rounded_up(timestamp now) {
  const auto step = std::chrono::milliseconds{now_step}.count();
  return flows::from_unix_ms((flows::to_unix_ms(now) / step + 1) * step);
}

std::string name_of(const ports::report_filter& f) {
  const auto part = [](auto n) { return std::to_string(n) + '|'; };
  return part(f.tenant.value()) + part(flows::to_unix_ms(f.from)) + part(flows::to_unix_ms(f.to))
         + part(f.channel ? f.channel->value() : 0);
}

/// Page by page, so that nobody waits for the store meanwhile.
tl::expected<report, problem> make(call& c, const ports::report_filter& f) {
  report r;
  std::string after;
  std::size_t conversations = 0;
  std::size_t lines = 0;
  const auto begun = c.house.with.clock.boot_ms();
  do {
    const auto page = c.store().report_activity(f, after, page_size);
    if (!page) return refuse(store_failed(page.error()));
    for (const auto& conversation : page->items) {
      r.add(facts_of(conversation, f.from, f.to));
      lines += conversation.lines.size();
      if (conversation.cut) r.complete = false;
    }
    conversations += page->items.size();
    after = page->next;
    const bool spent =
        conversations >= conversations_max || lines >= lines_max || c.house.with.clock.boot_ms() - begun > time_max_ms;
    if (spent && !after.empty()) r.complete = false;
    if (spent) break;
  } while (!after.empty());
  r.finish();
  return r;
}

} // namespace

tl::expected<ports::report_filter, problem> read_range(const call& c) {
  std::vector<field_error> errors;
  const auto to = moment_in(c, "to", rounded_up(c.house.with.clock.now()), errors);
  const auto from = moment_in(c, "from", to.value_or(timestamp{}) - range_by_default, errors);
  ports::report_filter f;
  f.tenant = c.who.tenant;
  if (const auto key = c.request.query_value("channel"); key && !key->empty()) {
    const auto known = c.house.channels.get();
    const auto* channel = known ? known->find(c.who.tenant, *key) : nullptr;
    if (channel == nullptr)
      errors.push_back({"channel", "unknown", "The key of a channel of this tenant."});
    else
      f.channel = channel->row.id;
  }
  if (from && to && *from >= *to) errors.push_back({"from", "range", "Earlier than `to`."});
  if (from && to && *to - *from > range_max) errors.push_back({"from", "range", "At most 92 days before `to`."});
  if (!errors.empty()) return refuse(invalid(std::move(errors)));
  f.from = *from;
  f.to = *to;
  return f;
}

std::vector<parameter> range_parameters() {
  return {{"from", "string", "RFC 3339; 7 days before `to` when absent, 92 days at most"},
          {"to", "string", "RFC 3339, not included; now when absent"},
          {"channel", "string", "key of a channel; all when absent"}};
}

tl::expected<std::shared_ptr<const report>, problem> report_of(call& c, const ports::report_filter& f) {
  const auto key = name_of(f);
  if (auto ready = c.house.reports.find(key)) return ready;
  auto made = make(c, f);
  if (!made) return refuse(made.error());
  auto shared = std::make_shared<const report>(std::move(*made));
  c.house.reports.keep(key, shared);
  return shared;
}

handler aside(quick_handler h) {
  return [h = std::move(h)](call& c, ports::responder_ptr done) {
    const auto held = keep(c, done);
    const bool taken = c.house.aside([held, h] {
      const auto say = [&](const api::answer& a) {
        (*held->done)(a ? *a : to_response(a.error(), held->request.correlation_id));
      };
      const auto lease = held->house->admins.take();
      if (!lease) return say(refuse(unavailable("The store cannot be reached; try again in a few seconds.")));
      call again{*held->house, held->request, held->who, lease.operator->()};
      say(h(again));
    });
    if (taken) return;
    auto later = unavailable("Many reports wait to be made; ask again in a few seconds.");
    later.retry_after_s = 5;
    (*done)(to_response(later, c.request.correlation_id));
  };
}

} // namespace charla::api::reports
