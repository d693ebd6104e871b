#pragma once

#include "io/api/live/table.hpp"
#include "io/json/reader.hpp"
#include "io/ports/engine.hpp"

#include <optional>

/// The frames of `console.live.v1`. `id` is the JSON text that the client chose: a number or a text.
namespace charla::api::live {

inline constexpr std::string_view subprotocol = "console.live.v1";

[[nodiscard]] std::string hello_frame(flows::timestamp now, std::string_view user, std::string_view build);
[[nodiscard]] std::string pong_frame(std::int64_t n);
[[nodiscard]] std::string
snap_frame(const std::string& id, const ports::feed_position& at, const snapshot& s, std::string_view reset);
[[nodiscard]] std::string delta_frame(const std::string& id, std::int64_t prev, std::int64_t seq, const ops& all);
[[nodiscard]] std::string resumed_frame(const std::string& id, const ports::feed_position& at);
[[nodiscard]] std::string
error_frame(const std::string& id, std::string_view code, std::string_view words, bool fatal = false);
[[nodiscard]] std::string bye_frame(std::string_view code, int retry_ms);

/// What a client asks for.
struct client_frame {
  enum class kind : std::uint8_t { sub, unsub, ping, here, other };
  kind what = kind::other;
  std::string id; ///< JSON
  std::string topic;
  json::value filter; ///< lives as long as `text`
  std::optional<ports::feed_position> since;
  std::int64_t n = 0;
  std::string conversation; ///< of `here`: an id, or empty
  bool typing = false;      ///< of `here`
  std::shared_ptr<const json::document> text;
};
/// Why a frame is not one: the code and the words of its `err`.
struct frame_error {
  std::string id;
  std::string_view code;
  std::string words;
};
/// Reads a frame. A `t` that is unknown is `other`: passed over, so that newer clients can talk to us.
[[nodiscard]] tl::expected<client_frame, frame_error> read_frame(std::string_view text);

} // namespace charla::api::live
