#include "actors/media.hpp"

#include "actors/exchange_log.hpp"

/// Files of ours on their way to a provider.
namespace charla::actors {

namespace {

constexpr std::chrono::seconds upload_timeout{60};
/// Bytes that go with a request are only good for the message that asked for them.
constexpr std::chrono::seconds bytes_kept{60};
/// Not used up to its last day: a message may wait a while between the claim and the call.
constexpr std::chrono::hours expiry_margin{24};

} // namespace

void media::give(const asset_found& found) {
  const auto& n = found.what;
  if (found.failed) return refuse_file(n, "the store cannot be read", true);
  if (!found.asset) return refuse_file(n, "the file is not there (any more): upload it again", false);
  const auto directory = who_.directory.get();
  const auto* channel = directory->find(n.channel);
  if (channel == nullptr || channel->speaks == nullptr) return refuse_file(n, "the channel is gone", true);
  const auto now = with_.clock.now();
  file_ready ready{n.asset, found.media_id, nullptr, found.asset->mime_type, found.asset->filename, now, {}, false};
  if (!found.media_id.empty()) {
    ready.good_until = now + expiry_margin;
    return tell_sender(n, std::move(ready));
  }
  auto bytes = with_.blobs.get(n.tenant, n.asset);
  if (!bytes) return refuse_file(n, bytes.error().what, bytes.error().code == "blob.unavailable");
  const auto traits = channel->speaks->traits();
  if (traits.media == ports::media_way::in_request) {
    ready.bytes = std::make_shared<const std::string>(*std::move(bytes));
    ready.good_until = now + bytes_kept;
    return tell_sender(n, std::move(ready));
  }
  auto request = channel->speaks->upload(channel->access,
                                         {*std::move(bytes), found.asset->mime_type, found.asset->filename}, n.kind);
  if (!request) return refuse_file(n, request.error().what, false);
  const auto number = ++last_;
  auto& g = giving_.emplace(number, giving{n, *found.asset, {}}).first->second;
  now_is("uploading");
  ask(number, *std::move(request), g.asked);
}

void media::given(const giving& g, const ports::client_response& answer) {
  const auto directory = who_.directory.get();
  const auto* channel = directory->find(g.what.channel);
  if (channel == nullptr || channel->speaks == nullptr) return refuse_file(g.what, "the channel is gone", true);
  if (answer.error != ports::transport_errc::none) return refuse_file(g.what, answer.error_text, true);
  auto id = channel->speaks->uploaded(answer);
  if (!id) return refuse_file(g.what, id.error().what, answer.status >= 500 || answer.status == 429);
  const auto now = with_.clock.now();
  const auto until = now + channel->speaks->traits().upload_kept - expiry_margin;
  with_.metrics.count("charla_media_total", {{"outcome", "uploaded"}});
  who_.lanes.front().tell(note_upload{{g.what.channel, g.what.asset, *id, until}, said_of(*channel, g.asked, answer)});
  tell_sender(g.what, {g.what.asset, *std::move(id), nullptr, g.asset.mime_type, g.asset.filename, until, {}, false});
}

void media::refuse_file(const need_file& what, std::string why, bool again) {
  with_.metrics.count("charla_media_total", {{"outcome", "upload_failed"}});
  with_.log.warn("media.not_given", {{"asset", what.asset}, {"error", why}});
  file_ready none;
  none.asset = what.asset;
  none.error = std::move(why);
  none.again = again;
  tell_sender(what, std::move(none));
}

void media::tell_sender(const need_file& what, file_ready ready) {
  asked_for_.erase({what.channel, what.asset});
  if (fetching_.empty() && giving_.empty()) now_is("idle");
  // A file that could not be given yet is asked for again by its message, when the provider or the disk has had time.
  if (!ready.error.empty() && ready.again) return;
  if (const auto sender = who_.senders.find(what.channel)) sender->tell(std::move(ready));
}

} // namespace charla::actors
