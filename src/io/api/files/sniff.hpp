#pragma once

#include "flows/message.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace charla::api {

/// A type of file that WhatsApp takes, and how large it may be (docs/contacts.md, "Files").
struct file_type {
  std::string_view mime;
  flows::media_kind kind = flows::media_kind::document;
  std::int64_t bytes_max = 0;
  std::string_view magic; ///< what the bytes must look like: a name that `sniff` gives
};

/// The row of this type; nullptr when WhatsApp takes none such.
[[nodiscard]] const file_type* find_file_type(std::string_view mime);
/// For people: `image/jpeg, image/png, …`.
[[nodiscard]] std::string file_types();

/// What the first bytes say, in a word: `image/jpeg`, `zip` (Office since 2007 is one), `ole` (Office before), `text`,
/// `html` (anything a browser might run, SVG included), … ; empty when they say nothing we know.
[[nodiscard]] std::string_view sniff(std::string_view bytes);

/// The type that is meant when nobody has said one.
[[nodiscard]] std::string_view mime_of_magic(std::string_view magic);

/// An animated WebP has a chunk that says so.
[[nodiscard]] bool is_animated_webp(std::string_view bytes);

/// Bytes that WhatsApp takes as a document of any of the types.
inline constexpr std::int64_t document_bytes_max = 100ll << 20;

} // namespace charla::api
