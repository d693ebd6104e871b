#include "io/providers/wire/multipart.hpp"

#include <algorithm>
#include <array>

namespace charla::wire {

namespace {

using flows::media_kind;

constexpr std::size_t megabyte = 1u << 20;

struct allowed {
  media_kind kind;
  std::string_view type;
  std::size_t size_max;
};
// Source: Cloud API, "Supported media types" (providers.md A8). An animated sticker may be larger than a still one;
// which of them it is, only the provider looks.
constexpr std::array types{
    allowed{media_kind::image, "image/jpeg", 5 * megabyte},
    allowed{media_kind::image, "image/png", 5 * megabyte},
    allowed{media_kind::video, "video/mp4", 16 * megabyte},
    allowed{media_kind::video, "video/3gpp", 16 * megabyte},
    allowed{media_kind::audio, "audio/aac", 16 * megabyte},
    allowed{media_kind::audio, "audio/amr", 16 * megabyte},
    allowed{media_kind::audio, "audio/mpeg", 16 * megabyte},
    allowed{media_kind::audio, "audio/mp4", 16 * megabyte},
    allowed{media_kind::audio, "audio/ogg", 16 * megabyte},
    allowed{media_kind::document, "text/plain", 100 * megabyte},
    allowed{media_kind::document, "application/pdf", 100 * megabyte},
    allowed{media_kind::document, "application/msword", 100 * megabyte},
    allowed{media_kind::document, "application/vnd.ms-excel", 100 * megabyte},
    allowed{media_kind::document, "application/vnd.ms-powerpoint", 100 * megabyte},
    allowed{media_kind::document, "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            100 * megabyte},
    allowed{media_kind::document, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", 100 * megabyte},
    allowed{media_kind::document, "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            100 * megabyte},
    allowed{media_kind::sticker, "image/webp", megabyte / 2},
};

std::string hex_of(const ports::hash256& hash) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  for (std::size_t i = 0; i < 12; ++i)
    ((out += digits[hash[i] >> 4]) += digits[hash[i] & 15]);
  return out;
}

/// A name inside quotes (RFC 7578 section 4.2): what would end the quotes or the line becomes `_`.
std::string quotable(std::string_view name) {
  std::string out{name};
  std::replace_if(
      out.begin(), out.end(), [](char c) { return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 32; }, '_');
  return out.empty() ? "file" : out;
}

std::string boundary_for(const ports::crypto& c, const ports::media_file& file) {
  const auto base = "charla-" + hex_of(c.sha256(file.bytes));
  auto out = base;
  for (int n = 0; file.bytes.find(out) != std::string::npos; ++n)
    out = base + '-' + std::to_string(n);
  return out;
}

} // namespace

form_body multipart(const ports::crypto& c, const std::vector<form_field>& fields, const ports::media_file& file) {
  const auto boundary = boundary_for(c, file);
  form_body out;
  out.content_type = "multipart/form-data; boundary=" + boundary;
  out.bytes.reserve(file.bytes.size() + 512);
  for (const auto& f : fields)
    out.bytes +=
        "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + f.name + "\"\r\n\r\n" + f.value + "\r\n";
  out.bytes += "--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
               + quotable(file.filename) + "\"\r\nContent-Type: " + quotable(file.mime_type) + "\r\n\r\n";
  out.bytes += file.bytes;
  out.bytes += "\r\n--" + boundary + "--\r\n";
  return out;
}

std::string bare_type(std::string_view mime_type) {
  std::string out{mime_type.substr(0, mime_type.find(';'))};
  while (out.ends_with(' '))
    out.pop_back();
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return out;
}

flows::result<void> check_upload(const ports::media_file& file, media_kind kind) {
  const auto type = bare_type(file.mime_type);
  const auto found =
      std::find_if(types.begin(), types.end(), [&](const allowed& a) { return a.kind == kind && a.type == type; });
  if (found == types.end())
    return flows::fail("send.media",
                       "WhatsApp does not take a file of type `" + type
                           + "` like this; convert it, or send it as a "
                             "document",
                       "mime_type");
  if (file.bytes.empty()) return flows::fail("send.media", "the file is empty", "file");
  if (file.bytes.size() > found->size_max)
    return flows::fail("send.media",
                       "the file has " + std::to_string(file.bytes.size()) + " bytes, WhatsApp takes "
                           + std::to_string(found->size_max) + " of this type; make it smaller",
                       "file");
  return {};
}

} // namespace charla::wire
