#include "io/api/files/link.hpp"
#include "io/api/files/name.hpp"
#include "io/api/resources.hpp"

#include <algorithm>
#include <array>

namespace charla::api {

namespace {

/// What a browser shows without running any of it. Everything else is only ever saved.
constexpr std::array<std::string_view, 14> shown{
    "image/jpeg", "image/png", "image/gif",  "image/webp", "video/mp4", "video/3gpp", "video/webm",
    "audio/aac",  "audio/amr", "audio/mpeg", "audio/mp4",  "audio/ogg", "audio/wav",  "application/pdf",
};

/// `audio/ogg; codecs=opus` → `audio/ogg`.
std::string plain(std::string_view mime) {
  std::string out{mime.substr(0, mime.find(';'))};
  while (!out.empty() && out.back() == ' ')
    out.pop_back();
  return out;
}

bool is_shown(std::string_view mime) { return std::find(shown.begin(), shown.end(), mime) != shown.end(); }

/// One range of bytes (RFC 9110 §14.1.2): first and last, both included.
struct byte_range {
  std::size_t first = 0;
  std::size_t last = 0;
};

struct wanted_range {
  std::optional<byte_range> range; ///< nullopt: the whole
  bool impossible = false;         ///< it begins behind the end
};

/// What is not one plain range is answered with the whole, as the RFC allows.
wanted_range range_of(std::string_view header, std::size_t size) {
  constexpr std::string_view unit = "bytes=";
  if (!header.starts_with(unit)) return {};
  header.remove_prefix(unit.size());
  const auto dash = header.find('-');
  if (dash == std::string_view::npos || header.find(',') != std::string_view::npos) return {};
  const auto from = number_of(header.substr(0, dash));
  const auto to = number_of(header.substr(dash + 1));
  if (dash == 0) {
    if (!to || *to < 0) return {};
    const auto last = static_cast<std::size_t>(*to);
    if (last == 0 || size == 0) return {{}, true};
    return {byte_range{size - std::min(last, size), size - 1}};
  }
  const bool open_end = dash + 1 == header.size();
  if (!from || *from < 0 || (!open_end && (!to || *to < *from))) return {};
  const auto first = static_cast<std::size_t>(*from);
  if (first >= size) return {{}, true};
  return {byte_range{first, open_end ? size - 1 : std::min(static_cast<std::size_t>(*to), size - 1)}};
}

std::vector<ports::header> headers_for(const file_link& link, std::chrono::seconds left) {
  const auto mime = plain(link.mime_type);
  const bool safe = is_shown(mime);
  // A PDF viewer does not start in a sandbox, and runs nothing of ours outside of one.
  const auto* policy = mime == "application/pdf" ? "default-src 'none'; frame-ancestors 'self'"
                                                 : "default-src 'none'; frame-ancestors 'self'; sandbox";
  return {{"Content-Type", safe ? link.mime_type : "application/octet-stream"},
          {"Content-Disposition", disposition(safe, link.filename)},
          {"X-Content-Type-Options", "nosniff"},
          {"Content-Security-Policy", policy},
          {"Cross-Origin-Resource-Policy", "same-origin"},
          {"Referrer-Policy", "no-referrer"},
          {"Cache-Control", "private, max-age=" + std::to_string(left.count())},
          {"Accept-Ranges", "bytes"},
          {"ETag", '"' + link.asset + '"'}};
}

ports::http_response cut(const call& c, ports::http_response r, std::string bytes) {
  const auto size = std::to_string(bytes.size());
  const auto wanted = range_of(c.request.header_value("range").value_or(""), bytes.size());
  if (wanted.impossible) {
    r.status = 416;
    r.headers.push_back({"Content-Range", "bytes */" + size});
  } else if (wanted.range) {
    r.status = 206;
    r.headers.push_back({"Content-Range", "bytes " + std::to_string(wanted.range->first) + '-'
                                              + std::to_string(wanted.range->last) + '/' + size});
    r.body = bytes.substr(wanted.range->first, wanted.range->last - wanted.range->first + 1);
  } else {
    r.body = std::move(bytes);
  }
  return r;
}

/// Whoever has the link may read: it was given to somebody who might, a while ago.
answer open_file(call& c) {
  const auto link = read_file_token(c.house.with.crypto, c.request.param("token"));
  if (!link) return refuse(not_found("file"));
  const auto left = std::chrono::duration_cast<std::chrono::seconds>(link->expires_at - c.house.with.clock.now());
  if (left.count() <= 0)
    return refuse(
        problem{410, "link-expired", "The link has expired", "Ask for the file again: a new link is made.", {}});
  ports::http_response r{200, headers_for(*link, left), {}};
  if (c.request.header_value("if-none-match").value_or("") == '"' + link->asset + '"') {
    r.status = 304;
    return r;
  }
  auto bytes = c.house.with.blobs.get(link->tenant, link->asset);
  if (bytes) return cut(c, std::move(r), *std::move(bytes));
  if (bytes.error().code == "blob.missing")
    return refuse(problem{410, "file-gone", "The file is gone", "It was erased, or kept no longer.", {}});
  c.house.with.log.error("api.file_unreadable", {{"asset", link->asset}, {"error", bytes.error().code}});
  if (bytes.error().code == "blob.corrupt")
    return refuse(problem{500, "internal", "Something is broken", "The stored file is damaged.", {}});
  return refuse(unavailable("The store of files cannot answer now."));
}

} // namespace

endpoints open_file_endpoints() {
  endpoint e{
      "GET", "/files/{token}", right::open, "The bytes of a file, by a link that was given; ranges are understood", "",
      "",    quick(open_file)};
  e.media = "application/octet-stream";
  e.store = false;
  return {e};
}

} // namespace charla::api
