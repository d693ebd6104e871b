#include "actors/persistence.hpp"
#include "actors/turn.hpp"

/// What a lane tells after a commit, and what it forgets.
namespace charla::actors {

void persistence::tell_controls(const pending_batch& work, const ports::batch_result& result) {
  for (std::size_t i = 0; i < work.controls.size(); ++i) {
    const auto& c = work.controls[i];
    const auto& r = result.overrides[i];
    if (c.done) c.done({ports::command_result::outcome::done, r});
    if (!r.notice) continue;
    auto cause = std::make_shared<flows::cause>(c.decoded);
    cause->row = *r.notice;
    who_.shard_of(c.request.conversation)
        .tell(deliver{c.request.notice.tenant, c.request.notice.channel, c.request.conversation, std::move(cause)});
  }
}

void persistence::tell_sends(const pending_batch& work, const ports::batch_result& result) {
  for (std::size_t i = 0; i < work.sends.size(); ++i) {
    const auto& n = work.sends[i];
    answer(n.sender, send_noted{n.fact.out, n.fact.how});
    publish_status(n.tenant, result.sends[i], n.fact.provider_id, n.fact.error_code, n.fact.error_text);
  }
}

void persistence::publish_status(flows::tenant_id tenant,
                                 const ports::status_result& landed,
                                 const std::string& provider_id,
                                 std::int32_t code,
                                 const std::string& text) {
  if (!landed.changed || !landed.out) return;
  who_.feed.tell(publish{news_of(tenant, with_.clock.now(),
                                 ports::feed_change::message_status_changed{landed.out->conversation, *landed.out,
                                                                            landed.status, provider_id, code, text})});
}

void persistence::tell_of_files(const pending_batch& work) {
  const auto now = with_.clock.now();
  for (const auto& row : work.media) {
    who_.media.tell(media_waits{row.want.channel, row.want.what.media_id});
    if (row.state != ports::media_state::wanted)
      who_.feed.tell(publish{news_of(row.want.tenant, now, ports::media_changed{row})});
  }
  if (!work.batch.media_wanted.empty()) who_.media.tell(media_waits{});
}

void persistence::tell_of_numbers(const ports::batch& work) {
  bool faster = false;
  for (const auto& n : work.numbers) {
    faster = faster || n.rate.has_value();
    who_.feed.tell(publish{news_of(n.tenant, n.at, ports::number_changed{n})});
  }
  // The senders go by the directory.
  if (faster) who_.reader.tell(reload_directory{});
}

void persistence::forget(const forget_old& f) {
  bool more = false;
  const auto forgotten = [&](std::string_view what, const ports::stored<std::int64_t>& gone) {
    if (!gone || *gone == 0) return;
    more = true;
    with_.log.info("store.forgotten", {{"what", std::string{what}}, {"rows", std::to_string(*gone)}});
  };
  if (f.exchanges != timestamp{}) forgotten("channel_log", lane_->forget_exchanges_before(f.exchanges));
  if (f.submissions != timestamp{}) forgotten("submission", lane_->forget_submissions_before(f.submissions));
  if (f.assets != timestamp{}) {
    auto gone = lane_->forget_assets_before(f.assets);
    if (gone && !gone->empty()) {
      more = true;
      who_.media.tell(assets_forgotten{*std::move(gone)});
    }
  }
  if (more) send(this, f); // a bounded number at a time, so that commits get in between
}

} // namespace charla::actors
