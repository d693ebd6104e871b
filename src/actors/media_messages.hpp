#pragma once

#include "io/ports/engine.hpp"

#include <caf/actor.hpp>
#include <caf/allowed_unsafe_message_type.hpp>

/// What is said about files: customers' on their way in, ours on their way out.
namespace charla::actors {

/// A customer's file was made known, or may be fetched again: look.
struct media_waits {
  flows::channel_id channel;
  std::string noted; ///< the end of this one's fetch is durable; empty: just look
};
/// Of our file the provider needs its own id, or the bytes.
struct need_file {
  flows::tenant_id tenant;
  flows::channel_id channel;
  ports::asset_id asset;
  flows::media_kind kind = flows::media_kind::document;
};
/// Told to the channel's sender.
struct file_ready {
  ports::asset_id asset;
  std::string media_id;                     ///< at the provider; empty with `bytes`
  std::shared_ptr<const std::string> bytes; ///< for a provider that takes them in the request
  std::string mime_type;
  std::string filename;
  flows::timestamp good_until{};
  std::string error;  ///< why there is none, for people
  bool again = false; ///< worth another try
};
struct media_answered {
  std::uint64_t number = 0;
  ports::client_response response;
};
using media_answered_ptr = std::shared_ptr<const media_answered>;
struct read_media_due {
  flows::timestamp now;
  caf::actor media;
};
struct media_due_read {
  std::vector<ports::media_row> rows;
  bool failed = false;
};
struct find_asset {
  need_file what;
  flows::timestamp now;
  caf::actor media;
};
struct asset_found {
  need_file what;
  std::optional<ports::asset_row> asset;
  std::string media_id; ///< at the provider; empty: not uploaded
  bool failed = false;
};
/// How a fetch went, with what the feed tells of it.
struct note_media {
  ports::media_fact fact;
  ports::media_row row;
  std::optional<ports::exchange> said;
};
struct note_upload {
  ports::upload_fact fact;
  std::optional<ports::exchange> said;
};
/// Housekeeping: what the store has forgotten, and whose bytes may go.
struct forget_old {
  flows::timestamp exchanges;
  flows::timestamp assets; ///< zero: none are forgotten
  flows::timestamp submissions;
};
struct assets_forgotten {
  std::vector<ports::asset_row> assets;
};

} // namespace charla::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(charla::actors::media_waits)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(charla::actors::need_file)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(charla::actors::file_ready)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(charla::actors::media_answered_ptr)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(charla::actors::read_media_due)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(charla::actors::media_due_read)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(charla::actors::find_asset)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(charla::actors::asset_found)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(charla::actors::note_media)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(charla::actors::note_upload)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(charla::actors::forget_old)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(charla::actors::assets_forgotten)
