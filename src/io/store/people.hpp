#pragma once

#include "io/ports/admin.hpp"

/// What the adapters do alike with people and their files.
namespace charla::store {

/// How long after the customer's last message a free text may go (`claim_verdict::window`).
inline constexpr std::chrono::hours service_window{24};
/// `contact_row::consent_source` of what a provider's answer has told.
inline constexpr std::string_view told_by_provider = "provider";

/// What stands where a message of an erased person was: a content that the codec reads.
inline constexpr std::string_view erased_type = "unsupported";
inline constexpr std::string_view erased_body = R"({"v":1,"type":"unsupported","reason":"erased"})";
/// Why a bubble was not sent, and a run ended, when its person was erased.
inline constexpr std::string_view erased_reason = "erased";

/// Two contacts that become one: what stays is `into` with what it lacks of `from` (`contact_admin::merge_contacts`).
/// Tags are sorted.
[[nodiscard]] ports::contact_row united(const ports::contact_row& into, const ports::contact_row& from);

/// Sorted, each once, none empty: as tags are kept.
[[nodiscard]] std::vector<std::string> tidy_tags(std::vector<std::string> tags);

/// Whether the JSON object has exactly these values.
[[nodiscard]] bool has_attributes(std::string_view attributes, const std::map<std::string, std::string>& wanted);

[[nodiscard]] std::string as_json_object(const std::map<std::string, std::string>& texts);

/// A file as a column keeps it, and back; what does not read is an empty one.
[[nodiscard]] std::string encoded(const flows::media_content& what);
[[nodiscard]] flows::media_content media_of(std::string_view text);

/// The files of ours that an encoded content names, wherever in it.
[[nodiscard]] std::vector<ports::asset_id> assets_in(std::string_view body);

} // namespace charla::store
