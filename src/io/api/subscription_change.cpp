#include "io/api/subscription_change.hpp"

#include "io/api/body.hpp"
#include "io/api/subscriber_url.hpp"

#include <algorithm>

namespace charla::api {

namespace {

constexpr std::size_t longest_type = 60;

bool is_type(const std::string& text) {
  const auto& known = ports::webhook_event_types;
  return std::find(known.begin(), known.end(), text) != known.end();
}

tl::expected<ports::webhook_row, problem> finish(const call& c, body& b, ports::webhook_row row) {
  if (auto description = b.maybe_text("description", 200)) row.description = std::move(*description);
  if (auto events = b.maybe_texts("events", ports::webhook_event_types.size(), longest_type)) {
    for (std::size_t i = 0; i < events->size(); ++i)
      if (!is_type((*events)[i]))
        b.wrong("events[" + std::to_string(i) + "]", "not_one_of",
                "There is no such type of event; the document at /docs lists them. An empty list means all.");
    row.events = std::move(*events);
  }
  if (!row.url.empty())
    if (auto fault = fault_of(row.url, c.house.with.config.engine.webhooks_anywhere))
      b.wrong("url", std::move(fault->reason), std::move(fault->hint));
  b.refuse_unknown();
  if (!b.good()) return refuse(b.take_problem());
  return row;
}

} // namespace

tl::expected<std::vector<ports::webhook_row>, problem> subscriptions_of_tenant(const call& c) {
  auto all = c.store().webhooks();
  if (!all) return refuse(store_failed(all.error()));
  std::erase_if(*all, [&](const auto& s) { return s.tenant != c.who.tenant; });
  return std::move(*all);
}

tl::expected<ports::webhook_row, problem> find_subscription(const call& c) {
  auto mine = subscriptions_of_tenant(c);
  if (!mine) return refuse(mine.error());
  const auto id = flows::parse_uuid(c.request.param("id"));
  const auto found = std::find_if(mine->begin(), mine->end(), [&](const auto& s) { return id && s.id.value() == *id; });
  if (found == mine->end()) return refuse(not_found("webhook"));
  return std::move(*found);
}

tl::expected<ports::webhook_row, problem> read_new_subscription(const call& c) {
  auto b = body::of(c.request);
  if (!b) return refuse(b.error());
  ports::webhook_row row;
  row.tenant = c.who.tenant;
  row.created_at = c.house.with.clock.now();
  row.url = b->text("url", 2000);
  return finish(c, *b, std::move(row));
}

tl::expected<ports::webhook_row, problem> read_subscription_change(const call& c, ports::webhook_row row) {
  auto b = body::of(c.request);
  if (!b) return refuse(b.error());
  if (b->has("url")) row.url = b->text("url", 2000);
  if (b->has("enabled")) {
    const auto enabled = b->raw("enabled").boolean();
    if (!enabled) b->wrong("enabled", "type", "true or false.");
    row.enabled = enabled.value_or(row.enabled);
    row.disabled_reason = row.enabled ? "" : "switched off by a person";
  }
  return finish(c, *b, std::move(row));
}

} // namespace charla::api
