#include "io/api/files/sniff.hpp"

#include "io/json/text.hpp"

#include <algorithm>
#include <array>

namespace charla::api {

namespace {

using kind = flows::media_kind;
constexpr std::int64_t kib = 1 << 10;
constexpr std::int64_t mib = 1 << 20;

// Meta, "Media": types and sizes by kind; a sticker's bound is that of an animated one, a still one's is checked apart.
// clang-format off
constexpr auto types = std::to_array<file_type>({
    {"image/jpeg", kind::image, 5 * mib, "image/jpeg"},
    {"image/png", kind::image, 5 * mib, "image/png"},
    {"image/webp", kind::sticker, 500 * kib, "image/webp"},
    {"video/mp4", kind::video, 16 * mib, "video/mp4"},
    {"video/3gpp", kind::video, 16 * mib, "video/3gpp"},
    {"audio/aac", kind::audio, 16 * mib, "audio/aac"},
    {"audio/amr", kind::audio, 16 * mib, "audio/amr"},
    {"audio/mpeg", kind::audio, 16 * mib, "audio/mpeg"},
    {"audio/mp4", kind::audio, 16 * mib, "audio/mp4"},
    {"audio/ogg", kind::audio, 16 * mib, "audio/ogg"},
    {"application/pdf", kind::document, document_bytes_max, "application/pdf"},
    {"text/plain", kind::document, document_bytes_max, "text"},
    {"application/msword", kind::document, document_bytes_max, "ole"},
    {"application/vnd.ms-excel", kind::document, document_bytes_max, "ole"},
    {"application/vnd.ms-powerpoint", kind::document, document_bytes_max, "ole"},
    {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", kind::document, document_bytes_max, "zip"},
    {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", kind::document, document_bytes_max, "zip"},
    {"application/vnd.openxmlformats-officedocument.presentationml.presentation", kind::document, document_bytes_max, "zip"},
});

struct signature {
  std::string_view bytes;
  std::string_view means;
};
constexpr auto signatures = std::to_array<signature>({
    {"\xFF\xD8\xFF", "image/jpeg"},
    {"\x89PNG\r\n\x1A\n", "image/png"},
    {"GIF8", "image/gif"},
    {"OggS", "audio/ogg"},
    {"ID3", "audio/mpeg"},
    {"#!AMR", "audio/amr"},
    {"%PDF-", "application/pdf"},
    {"PK\x03\x04", "zip"},
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "ole"},
});
// clang-format on

/// ISO base media (ISO/IEC 14496-12): the brand tells what an MP4 is.
std::string_view brand_of(std::string_view bytes) {
  if (bytes.size() < 12 || bytes.substr(4, 4) != "ftyp") return {};
  const auto brand = bytes.substr(8, 4);
  if (brand == "M4A " || brand == "M4B ") return "audio/mp4";
  if (brand.starts_with("3g")) return "video/3gpp";
  if (brand.starts_with("hei") || brand == "mif1" || brand == "avif") return "image/heif";
  return "video/mp4";
}

/// Eleven (MP3) or twelve (AAC) bits in a row, and the layer, which only AAC leaves at zero.
std::string_view frame_of(std::string_view bytes) {
  if (bytes.size() < 2 || bytes[0] != '\xFF') return {};
  const auto second = static_cast<unsigned char>(bytes[1]);
  if ((second & 0xF6) == 0xF0) return "audio/aac";
  if ((second & 0xE0) == 0xE0 && (second & 0x06) != 0) return "audio/mpeg";
  return {};
}

std::string lower_start(std::string_view bytes) {
  std::string out{bytes.substr(0, 1024)};
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

bool is_markup(std::string_view bytes) {
  const auto start = lower_start(bytes);
  return std::any_of(start.begin(), start.end(), [](char c) { return c == '<'; })
         && (start.find("<svg") != std::string::npos || start.find("<html") != std::string::npos
             || start.find("<!doctype html") != std::string::npos || start.find("<script") != std::string::npos);
}

} // namespace

const file_type* find_file_type(std::string_view mime) {
  const auto found = std::find_if(types.begin(), types.end(), [&](const auto& t) { return t.mime == mime; });
  return found == types.end() ? nullptr : &*found;
}

std::string file_types() {
  std::string out;
  for (const auto& t : types)
    out += (out.empty() ? "" : ", ") + std::string{t.mime};
  return out;
}

std::string_view sniff(std::string_view bytes) {
  for (const auto& s : signatures)
    if (bytes.starts_with(s.bytes)) return s.means;
  if (bytes.starts_with("RIFF") && bytes.size() >= 12 && bytes.substr(8, 4) == "WEBP") return "image/webp";
  if (const auto brand = brand_of(bytes); !brand.empty()) return brand;
  if (const auto frame = frame_of(bytes); !frame.empty()) return frame;
  if (is_markup(bytes)) return "html";
  const auto start = json::cut_utf8(bytes, 4096);
  return !start.empty() && json::is_clean_utf8(start) ? "text" : "";
}

std::string_view mime_of_magic(std::string_view magic) {
  if (magic == "text") return "text/plain";
  return find_file_type(magic) == nullptr ? std::string_view{} : magic;
}

bool is_animated_webp(std::string_view bytes) {
  // RFC 9649 §2.7: the flags of the extended header, of which the second bit is "animation".
  return bytes.size() > 20 && bytes.substr(12, 4) == "VP8X" && (static_cast<unsigned char>(bytes[20]) & 0x02) != 0;
}

} // namespace charla::api
