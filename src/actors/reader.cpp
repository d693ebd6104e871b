#include "actors/reader.hpp"

namespace charla::actors {

namespace {

/// As many pending causes as a conversation keeps in memory.
constexpr std::size_t pending_rows = 64;
/// Files that are looked at in one go.
constexpr std::size_t media_page = 32;

} // namespace

reader::reader(caf::actor_config& cfg,
               const services& with,
               wiring& who,
               std::unique_ptr<ports::store_reader> rows,
               directory_loader directory,
               std::function<void(const directory_ptr&)> on_directory)
    : actor_base(cfg, {"reader"}), with_(with), who_(who), rows_(std::move(rows)), directory_(std::move(directory)),
      on_directory_(std::move(on_directory)) {}

caf::behavior reader::make_behavior() {
  return {
      [this](const load_conversation& q) { send(q.conversation, load(q)); },
      [this](const resolve_peer& q) {
        auto found = rows_->find_by_user_id(q.channel, q.user_id);
        send(q.ingress, peer_resolved{q.channel, q.user_id, found ? *found : std::nullopt, !found});
      },
      [this](const read_due& q) {
        auto page = rows_->deliveries_due(q.after, q.now, due_subscriptions_max, due_each_max);
        if (!page) with_.log.warn("store.read_failed", {{"what", "webhook_delivery"}, {"error", page.error().what}});
        send(q.dispatcher, due_read{q.token, page ? std::move(*page) : std::vector<ports::due_deliveries>{}, !page});
      },
      [this](const read_media_due& q) {
        auto rows = rows_->media_due(q.now, media_page);
        if (!rows) with_.log.warn("store.read_failed", {{"what", "media"}, {"error", rows.error().what}});
        send(q.media, media_due_read{rows ? std::move(*rows) : std::vector<ports::media_row>{}, !rows});
      },
      [this](const find_asset& q) {
        auto row = rows_->asset(q.what.tenant, q.what.asset);
        auto known = rows_->uploaded(q.what.channel, q.what.asset, q.now);
        asset_found found{q.what, std::nullopt, {}, !row || !known};
        if (row) found.asset = std::move(*row);
        if (known && *known) found.media_id = **std::move(known);
        send(q.media, std::move(found));
      },
      [this](reload_directory) {
        auto next = directory_();
        if (!next) {
          with_.log.error("directory.reload_failed", {{"error", next.error().what}});
          tell_me_later(std::chrono::seconds{1}, reload_directory{});
          return;
        }
        who_.directory.put(*next);
        on_directory_(*next);
      },
  };
}

conversation_loaded_ptr reader::load(const load_conversation& q) {
  auto answer = std::make_shared<conversation_loaded>();
  answer->token = q.token;
  const auto failed = [&](const ports::store_error& why) {
    answer->failed = true;
    answer->error = why.what;
    return answer;
  };
  auto row = rows_->load(q.id);
  if (!row) return failed(row.error());
  answer->row = std::move(*row);
  auto pending = rows_->pending(q.id, pending_rows);
  if (!pending) return failed(pending.error());
  answer->pending = std::move(*pending);
  if (!answer->row) return answer; // nothing is known of it: no history, no timers
  auto memory = rows_->history(q.id, 0, q.memory);
  if (!memory) return failed(memory.error());
  answer->memory = std::move(*memory);
  auto timers = rows_->timers_of(q.id);
  if (!timers) return failed(timers.error());
  answer->timers = std::move(*timers);
  auto outbox = rows_->outbox_of(q.id);
  if (!outbox) return failed(outbox.error());
  answer->outbox = std::move(*outbox);
  return answer;
}

} // namespace charla::actors
