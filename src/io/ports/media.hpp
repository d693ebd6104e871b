#pragma once

#include "io/ports/stored.hpp"

/// Files: what customers send, fetched from the provider, and what the organisation sends. Bytes are kept outside the
/// tables (`blobs.hpp`), by their SHA-256; the tables know what they are and where they are needed.
namespace charla::ports {

/// SHA-256 of a file's bytes in lowercase hexadecimal: the name of its content.
using asset_id = std::string;

/// A file of a tenant: the same bytes are one asset, however often they came.
struct asset_row {
  tenant_id tenant;
  asset_id id;
  std::string mime_type;
  std::int64_t size = 0; ///< bytes
  std::string filename;  ///< as it was called last; for people only, never a path
  timestamp created_at;
  timestamp used_at; ///< came or was sent last: retention counts from here
};

/// A file that a customer sent: to be fetched from the provider before its id expires.
struct media_want {
  tenant_id tenant;
  channel_id channel;
  conversation_id conversation;
  flows::media_content what; ///< `media_id` names it at the provider; never empty
  timestamp at;
};

enum class media_state : std::uint8_t { wanted = 0, stored = 1, failed = 2 };
[[nodiscard]] std::string_view name_of(media_state s);

/// How far such a file is; (channel, media id) is its identity.
struct media_row {
  media_want want;
  media_state state = media_state::wanted;
  std::int32_t attempts = 0;
  timestamp not_before; ///< of the next attempt
  asset_id asset;       ///< of `stored`
  std::int64_t size = 0;
  std::string mime_type; ///< as the provider sent it with the bytes
  std::string error;     ///< why the last attempt failed, for people
};

/// How a fetch ended, or when it is tried again.
struct media_fact {
  channel_id channel;
  std::string media_id;
  media_state state = media_state::wanted;
  std::int32_t attempts = 0;
  timestamp not_before;
  std::string error;
  std::optional<asset_row> asset; ///< of `stored`: made durable with the fact
};

/// A file of ours that a provider has: its id there is used again until it expires (Meta: 30 days).
struct upload_fact {
  channel_id channel;
  asset_id asset;
  std::string media_id;
  timestamp expires_at;
};

class media_admin {
public:
  virtual ~media_admin() = default;
  virtual stored<std::optional<media_row>> media(tenant_id t, channel_id channel, const std::string& media_id) = 0;
  virtual stored<std::optional<asset_row>> asset(tenant_id t, const asset_id& id) = 0;
  /// Adds it, or notes that it was used again (`used_at`, `filename`).
  virtual stored<void> put_asset(const asset_row& a) = 0;
  /// Tries a failed fetch again now; false when there is none that has failed.
  virtual stored<bool> retry_media(tenant_id t, channel_id channel, const std::string& media_id, timestamp now) = 0;
};

} // namespace charla::ports
