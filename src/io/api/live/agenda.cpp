#include "io/api/agenda/appointment.hpp"
#include "io/api/live/topic.hpp"
#include "io/api/moment.hpp"

namespace charla::api::live {

namespace {

constexpr std::size_t snapshot_max = 2000;

/// The appointments of a window, each under its id; a cancelled one is not there.
class agenda final : public topic {
public:
  explicit agenda(ports::appointment_filter filter) : filter_(std::move(filter)) {}

  tl::expected<snapshot, problem> read(const sources& from) override {
    const auto page = from.admin.appointments(from.who.tenant, filter_, "", snapshot_max);
    if (!page) return refuse(store_failed(page.error()));
    snapshot s;
    s.more = !page->next.empty();
    for (const auto& a : page->items)
      s.items.push_back({flows::to_string(a.id.value()), appointment_json(a)});
    return s;
  }

  void follow(const ports::feed_change& change, const view&, ops& out) const override {
    const auto* c = std::get_if<ports::appointment_changed>(&change.what);
    if (c == nullptr) return;
    const auto key = flows::to_string(c->row.id.value());
    if (shows(c->row))
      add(out, {op::kind::put, key, appointment_json(c->row)});
    else
      add(out, {op::kind::del, key, {}});
  }

private:
  [[nodiscard]] bool shows(const ports::appointment_row& a) const {
    return a.status != ports::appointment_status::cancelled && a.starts_at < filter_.to && a.ends_at > filter_.from
           && (!filter_.resource || a.resource == *filter_.resource);
  }

  ports::appointment_filter filter_;
};

tl::unexpected<no_topic> bad_filter(std::string words) {
  return tl::make_unexpected(no_topic{"bad_filter", std::move(words)});
}

} // namespace

tl::expected<std::unique_ptr<topic>, no_topic> make_agenda(json::value filter, const identity&) {
  const auto from = parse_time(std::string{filter["from"].text().value_or("")});
  const auto to = parse_time(std::string{filter["to"].text().value_or("")});
  if (!from || !to || *to <= *from || *to - *from > longest_window)
    return bad_filter("from, to: moments (RFC 3339), at most 100 days apart.");
  ports::appointment_filter f;
  f.from = *from;
  f.to = *to;
  f.cancelled_too = false;
  const auto said = filter["resource"];
  if (said.exists() && said.kind() != json::kind::null) {
    const auto id = flows::parse_uuid(said.text().value_or(""));
    if (!id) return bad_filter("resource: the id of a resource.");
    f.resource = ports::resource_id{*id};
  }
  return std::make_unique<agenda>(std::move(f));
}

} // namespace charla::api::live
