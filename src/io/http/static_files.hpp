#pragma once

#include "io/ports/http.hpp"

namespace charla::http {

struct static_options {
  std::string directory;
  /// For paths that name no file and have no dot in their last segment: the page of a single-page application. Empty:
  /// such paths are 404.
  std::string fallback; ///< `index.html`
  /// `Content-Security-Policy` of HTML pages (design/console.md §5).
  std::string page_policy =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
      "connect-src 'self'; worker-src 'self'; media-src 'self' blob:; frame-src 'none'; object-src 'none'; "
      "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
  std::size_t file_max = 64u << 20; ///< larger files are not served
};

/// Answers GET and HEAD of a route `…/{path*}` from a directory; register it `run_on::workers`, for it reads files.
/// A directory is its `index.html`. Hidden names, `..`, and links that lead out of the directory are 404. `name.br` or
/// `name.gz` beside a file is sent to clients that take it. Answers have an ETag; names with a hash (`app-B3kd09aX.js`)
/// are cached for ever, all others are asked again each time.
[[nodiscard]] ports::http_handler make_static_handler(static_options options);

} // namespace charla::http
