#pragma once

#include "io/ports/http.hpp"

#include <functional>

namespace charla::http {

struct static_options {
  std::string directory;
  /// For paths that name no file and have no dot in their last segment: the page of a single-page application. Empty:
  /// such paths are 404.
  std::string fallback; ///< `index.html`
  /// `Content-Security-Policy` of HTML pages (design/console.md §5); `__CSP_NONCE__` in it is the answer's nonce.
  std::string page_policy =
      "default-src 'none'; script-src 'self'; style-src-elem 'self' 'nonce-__CSP_NONCE__'; style-src-attr 'none'; "
      "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; "
      "media-src 'self' blob:; frame-src 'none'; object-src 'none'; base-uri 'none'; form-action 'self'; "
      "frame-ancestors 'none'";
  /// Makes a new nonce, hard to guess, of letters and digits. A page that holds `__CSP_NONCE__` gets it in that place,
  /// anew each time, and is not cached; absent: pages are sent as they are.
  std::function<std::string()> nonce = {};
  std::size_t file_max = 64u << 20; ///< larger files are not served
};

/// Answers GET and HEAD of a route `…/{path*}` from a directory; register it `run_on::workers`, for it reads files.
/// A directory is its `index.html`. Hidden names, `..`, and links that lead out of the directory are 404. `name.br` or
/// `name.gz` beside a file is sent to clients that take it. Answers have an ETag; names with a hash (`app-B3kd09aX.js`)
/// are cached for ever, all others are asked again each time.
[[nodiscard]] ports::http_handler make_static_handler(static_options options);

} // namespace charla::http
