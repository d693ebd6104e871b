#include "io/store/postgres/deliveries.hpp"

#include "io/store/postgres/lane.hpp"
#include "io/store/postgres/reader.hpp"
#include "io/store/subscription.hpp"

namespace charla::store::postgres {

namespace {

constexpr auto with_due =
    "SELECT " CHARLA_PG_WEBHOOK_COLUMNS " FROM webhook_endpoint w WHERE w.id > $1 AND w.enabled "
    "AND (w.rest_until IS NULL OR w.rest_until <= $2) AND EXISTS (SELECT 1 FROM webhook_delivery d "
    "WHERE d.endpoint = w.id AND d.state = 0 AND d.not_before <= $2) ORDER BY w.id LIMIT $3";
constexpr auto due_of = "SELECT " CHARLA_PG_DELIVERY_COLUMNS " FROM webhook_delivery WHERE endpoint = $1 AND state = 0 "
                        "AND not_before <= $2 ORDER BY not_before, id LIMIT $3";
constexpr auto forget_old =
    "DELETE FROM webhook_delivery d USING (SELECT endpoint, id FROM webhook_delivery "
    "WHERE created_at < $2 OR (state = 1 AND delivered_at < $1) OR endpoint NOT IN (SELECT id FROM webhook_endpoint) "
    "LIMIT 10000) old "
    "WHERE d.endpoint = old.endpoint AND d.id = old.id";

std::string opened(const std::string& sealed, const webhook_row& w, const ports::crypto& crypto) {
  if (sealed.empty()) return {};
  auto plain = crypto.unseal(sealed, seal_context(w));
  if (!plain)
    throw std::runtime_error{"webhook " + flows::to_string(w.id.value()) + ": its secret does not open ("
                             + plain.error().what + "): start charla with the key that it was made with"};
  return std::move(*plain);
}

} // namespace

webhook_row read_webhook(const pqxx::row& row, const ports::crypto& crypto) {
  webhook_row w;
  w.id = webhook_id{id_at(row, 0)};
  w.tenant = tenant_id{value_at<std::int32_t>(row, 1)};
  w.url = text_at(row, 2);
  w.description = text_at(row, 3);
  w.events = words_of(text_at(row, 4));
  w.secret = opened(bytes_at(row, 5), w, crypto);
  w.previous_secret = opened(bytes_at(row, 6), w, crypto);
  w.previous_until = maybe_time_at(row, 7);
  w.enabled = row[8].as<bool>();
  w.disabled_reason = text_at(row, 9);
  w.created_at = time_at(row, 10);
  w.failures = value_at<std::int32_t>(row, 11);
  w.failing_since = maybe_time_at(row, 12);
  w.rest_until = maybe_time_at(row, 13);
  w.last_success_at = maybe_time_at(row, 14);
  return w;
}

delivery_row read_delivery(const pqxx::row& row) {
  delivery_row d;
  d.webhook = webhook_id{id_at(row, 0)};
  d.id = id_at(row, 1);
  d.tenant = tenant_id{value_at<std::int32_t>(row, 2)};
  d.type = text_at(row, 3);
  d.body = bytes_at(row, 4);
  d.state = value_at<delivery_state>(row, 5);
  d.attempts = value_at<std::int32_t>(row, 6);
  d.not_before = time_at(row, 7);
  d.created_at = time_at(row, 8);
  d.last_attempt_at = maybe_time_at(row, 9);
  d.last_status = value_at<std::int32_t>(row, 10);
  d.last_error = bytes_at(row, 11);
  d.last_answer = bytes_at(row, 12);
  d.last_took_ms = value_at<std::int32_t>(row, 13);
  d.delivered_at = maybe_time_at(row, 14);
  return d;
}

stored<std::vector<due_deliveries>>
reader::deliveries_due(webhook_id after, timestamp now, std::size_t subscriptions, std::size_t each) {
  return reading([&] {
    std::vector<due_deliveries> page;
    const auto which = arguments{}.id(after).time(now).big(static_cast<std::int64_t>(subscriptions));
    for (const auto& row : db_.read(with_due, which)) {
      due_deliveries due{read_webhook(row, place_->crypto), {}};
      const auto oldest = arguments{}.id(due.to.id).time(now).big(static_cast<std::int64_t>(each));
      due.rows = all_rows<delivery_row>(db_.read(due_of, oldest), read_delivery);
      page.push_back(std::move(due));
    }
    return page;
  });
}

stored<std::int64_t> lane::forget_deliveries_before(timestamp delivered, timestamp all) {
  return writing([&] {
    return static_cast<std::int64_t>(db_.run(forget_old, arguments{}.time(delivered).time(all)).affected_rows());
  });
}

} // namespace charla::store::postgres
