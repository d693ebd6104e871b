#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

/// The identities that every room shares. All are values; none converts into another.
namespace charla::flows {

/// An id that cannot be mistaken for another one: `tenant_id{3}` never compares with `channel_id{3}`.
/// @tparam Tag an incomplete type that only names the id.
template <class Tag, class Rep>
class strong_id {
public:
  using rep = Rep;
  constexpr strong_id() = default;
  constexpr explicit strong_id(Rep value) : value_(std::move(value)) {}
  [[nodiscard]] constexpr const Rep& value() const noexcept { return value_; }
  friend auto operator<=>(const strong_id&, const strong_id&) = default;

private:
  Rep value_{};
};

/// 128 bits, RFC 9562. Version 7 for rows (time-ordered), version 5 for names (see `ports::crypto`).
struct uuid {
  std::array<std::uint8_t, 16> bytes{};

  friend auto operator<=>(const uuid&, const uuid&) = default;
  [[nodiscard]] bool is_nil() const noexcept { return *this == uuid{}; }
};

/// The 36-character form, lower case: `0190163d-8694-7392-8000-5a5c8bd2a0ff`.
[[nodiscard]] std::string to_string(const uuid& id);
/// Reads the 36-character form; `nullopt` for anything else.
[[nodiscard]] std::optional<uuid> parse_uuid(std::string_view text);

using tenant_id = strong_id<struct tenant_tag, std::int32_t>;
using channel_id = strong_id<struct channel_tag, std::int32_t>;
using user_id = strong_id<struct user_tag, std::int32_t>;
using flow_id = strong_id<struct flow_tag, std::int32_t>;
/// UUIDv5(channel, address): any cluster node computes it, and its shard, without a read.
using conversation_id = strong_id<struct conversation_tag, uuid>;
/// UUIDv5(tenant, address).
using contact_id = strong_id<struct contact_tag, uuid>;
/// UUIDv7, made by whoever commits the turn.
using turn_id = strong_id<struct turn_tag, uuid>;
/// Row of the inbox: a cause that waits for its turn.
using inbox_id = strong_id<struct inbox_tag, std::int64_t>;
/// One of `shard_count` virtual shards.
using shard_id = strong_id<struct shard_tag, std::uint16_t>;

/// Fixed for ever: a conversation's shard is part of its rows (protocol §2.1).
inline constexpr std::uint16_t shard_count = 1024;

/// The shard of a conversation: the last 64 bits of its UUIDv5, modulo `shard_count`.
[[nodiscard]] inline shard_id shard_of(const conversation_id& id) noexcept {
  std::uint64_t low = 0;
  std::memcpy(&low, id.value().bytes.data() + 8, sizeof low);
  return shard_id{static_cast<std::uint16_t>(low % shard_count)};
}

/// One bubble on its way out: the `index`-th send of the turn that made `version`.
/// Its text form is what the provider gives back in status webhooks (`biz_opaque_callback_data`).
struct out_id {
  conversation_id conversation;
  std::int64_t version = 0;
  std::int16_t index = 0;

  friend auto operator<=>(const out_id&, const out_id&) = default;
};

/// `<uuid>:<version>:<index>`, at most 63 characters.
[[nodiscard]] std::string to_string(const out_id& id);
[[nodiscard]] std::optional<out_id> parse_out_id(std::string_view text);

[[nodiscard]] std::size_t hash_of(const uuid& id) noexcept;

} // namespace charla::flows

template <>
struct std::hash<charla::flows::uuid> {
  std::size_t operator()(const charla::flows::uuid& id) const noexcept { return charla::flows::hash_of(id); }
};
template <class Tag, class Rep>
struct std::hash<charla::flows::strong_id<Tag, Rep>> {
  std::size_t operator()(const charla::flows::strong_id<Tag, Rep>& id) const noexcept {
    return std::hash<Rep>{}(id.value());
  }
};
template <>
struct std::hash<charla::flows::out_id> {
  std::size_t operator()(const charla::flows::out_id& id) const noexcept {
    return charla::flows::hash_of(id.conversation.value())
           ^ (static_cast<std::size_t>(id.version) * 0x9e3779b97f4a7c15ULL) ^ static_cast<std::size_t>(id.index);
  }
};
