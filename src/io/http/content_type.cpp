#include "io/http/content_type.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace charla::http {

std::string_view content_type_of(std::string_view file_name) {
  using row = std::pair<std::string_view, std::string_view>;
  static constexpr auto types = std::to_array<row>({
      {".html", "text/html; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".mjs", "text/javascript; charset=utf-8"},
      {".json", "application/json"},
      {".map", "application/json"},
      {".webmanifest", "application/manifest+json"},
      {".txt", "text/plain; charset=utf-8"},
      {".md", "text/markdown; charset=utf-8"},
      {".yaml", "application/yaml"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".jpg", "image/jpeg"},
      {".jpeg", "image/jpeg"},
      {".webp", "image/webp"},
      {".gif", "image/gif"},
      {".ico", "image/x-icon"},
      {".woff2", "font/woff2"},
      {".woff", "font/woff"},
      {".wasm", "application/wasm"},
      {".mp3", "audio/mpeg"},
      {".ogg", "audio/ogg"},
      {".mp4", "video/mp4"},
      {".webm", "video/webm"},
      {".pdf", "application/pdf"},
  });
  const auto found =
      std::find_if(types.begin(), types.end(), [&](const row& r) { return file_name.ends_with(r.first); });
  return found == types.end() ? std::string_view{"application/octet-stream"} : found->second;
}

} // namespace charla::http
