#include "io/http/static_files.hpp"

#include "io/http/content_type.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <optional>

namespace charla::http {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view nonce_place = "__CSP_NONCE__";

std::string put_nonce(std::string text, const std::string& nonce) {
  for (auto at = text.find(nonce_place); at != std::string::npos; at = text.find(nonce_place, at + nonce.size()))
    text.replace(at, nonce_place.size(), nonce);
  return text;
}

std::optional<std::string> read_file(const fs::path& file, std::uintmax_t size) {
  std::ifstream in{file, std::ios::binary};
  std::string text(size, '\0');
  if (!in.read(text.data(), static_cast<std::streamsize>(size))) return std::nullopt;
  return text;
}

bool acceptable_segment(std::string_view s) {
  return !s.empty() && s.front() != '.'
         && std::none_of(s.begin(), s.end(), [](char c) { return c == '\\' || static_cast<unsigned char>(c) < 0x20; });
}

/// The file below `root` that the path names; empty when there is none that may be served.
fs::path find_file(const fs::path& root, std::string_view path) {
  auto at = root;
  while (!path.empty()) {
    const auto end = std::min(path.find('/'), path.size());
    const auto segment = path.substr(0, end);
    path.remove_prefix(std::min(end + 1, path.size()));
    if (!acceptable_segment(segment)) return {};
    at /= segment;
  }
  std::error_code ec;
  if (fs::is_directory(at, ec)) at /= "index.html";
  if (!fs::is_regular_file(at, ec)) return {};
  // What a link leads to counts, not where it stands.
  const auto real = fs::canonical(at, ec);
  if (ec) return {};
  const auto inside = std::mismatch(root.begin(), root.end(), real.begin(), real.end());
  return inside.first == root.end() ? real : fs::path{};
}

/// Whether a list such as `gzip, br;q=0.8` names the coding without refusing it.
bool takes(std::string_view accepted, std::string_view coding) {
  while (!accepted.empty()) {
    const auto end = std::min(accepted.find(','), accepted.size());
    auto item = accepted.substr(0, end);
    accepted.remove_prefix(std::min(end + 1, accepted.size()));
    item.remove_prefix(std::min(item.find_first_not_of(' '), item.size()));
    if (!item.starts_with(coding)) continue;
    item.remove_prefix(coding.size());
    const auto q = item.find("q=0");
    const bool none = q != std::string_view::npos && item.find_first_of("123456789", q) == std::string_view::npos;
    return (item.empty() || item.front() == ';' || item.front() == ' ') && !none;
  }
  return false;
}

/// The smallest form of the file that the client takes, and its coding: null for the file itself.
std::pair<fs::path, const char*> packed_form(const fs::path& file, std::string_view accepted) {
  for (const auto& [coding, end] : {std::pair{"br", ".br"}, std::pair{"gzip", ".gz"}}) {
    std::error_code ec;
    fs::path packed = file.string() + end;
    if (takes(accepted, coding) && fs::symlink_status(packed, ec).type() == fs::file_type::regular)
      return {std::move(packed), coding};
  }
  return {file, nullptr};
}

/// `name-<8 or more letters, digits, _>.ext`: what bundlers write; the content never changes under such a name.
bool has_hash(std::string_view name) {
  const auto dash = name.rfind('-');
  if (dash == std::string_view::npos) return false;
  const auto hash = name.substr(dash + 1, name.find('.', dash) - dash - 1);
  return hash.size() >= 8 && std::all_of(hash.begin(), hash.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
         });
}

std::string etag_of(const fs::path& file, std::uintmax_t size) {
  std::error_code ec;
  const auto changed = fs::last_write_time(file, ec).time_since_epoch().count();
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "\"%jx-%llx\"", size, static_cast<unsigned long long>(changed));
  return text.data();
}

class files {
public:
  explicit files(static_options o) : options_(std::move(o)) {
    std::error_code ec;
    root_ = fs::canonical(options_.directory, ec);
  }

  [[nodiscard]] ports::http_response answer(const ports::http_request& q) const {
    if (root_.empty()) return {404, {}, {}};
    const auto path = q.param("path");
    auto file = find_file(root_, path);
    const auto last = path.substr(path.rfind('/') == std::string_view::npos ? 0 : path.rfind('/') + 1);
    const bool page_of_application = last.find('.') == std::string_view::npos;
    if (file.empty() && !options_.fallback.empty() && page_of_application) file = find_file(root_, options_.fallback);
    if (file.empty()) return {404, {}, {}};
    return send(q, file);
  }

private:
  [[nodiscard]] ports::http_response send(const ports::http_request& q, const fs::path& file) const {
    const auto name = file.filename().string();
    const auto type = content_type_of(name);
    if (type.starts_with("text/html") && options_.nonce) return send_page(file);
    ports::http_response out{200, {{"Content-Type", std::string{type}}}, {}};
    const auto [source, coding] = packed_form(file, q.header_value("Accept-Encoding").value_or(""));
    if (coding != nullptr) out.headers.push_back({"Content-Encoding", coding});
    out.headers.push_back({"Vary", "Accept-Encoding"});
    std::error_code ec;
    const auto size = fs::file_size(source, ec);
    if (ec || size > options_.file_max) return {404, {}, {}};
    const auto etag = etag_of(source, size);
    out.headers.push_back({"ETag", etag});
    out.headers.push_back({"Cache-Control", has_hash(name) ? "public, max-age=31536000, immutable" : "no-cache"});
    if (type.starts_with("text/html")) out.headers.push_back({"Content-Security-Policy", options_.page_policy});
    if (const auto known = q.header_value("If-None-Match"); known && known->find(etag) != std::string_view::npos) {
      out.status = 304;
      return out;
    }
    auto body = read_file(source, size);
    if (!body) return {404, {}, {}};
    out.body = std::move(*body);
    return out;
  }

  /// A page of its own for every answer, as it is: nothing of it may be kept, and it is too small to be packed.
  [[nodiscard]] ports::http_response send_page(const fs::path& file) const {
    std::error_code ec;
    const auto size = fs::file_size(file, ec);
    if (ec || size > options_.file_max) return {404, {}, {}};
    auto text = read_file(file, size);
    if (!text) return {404, {}, {}};
    const auto nonce = options_.nonce();
    return {200,
            {{"Content-Type", "text/html; charset=utf-8"},
             {"Cache-Control", "no-store"},
             {"Content-Security-Policy", put_nonce(options_.page_policy, nonce)}},
            put_nonce(std::move(*text), nonce)};
  }

  static_options options_;
  fs::path root_;
};

} // namespace

ports::http_handler make_static_handler(static_options options) {
  return [all = std::make_shared<const files>(std::move(options))](
             const ports::http_request& q, const ports::responder_ptr& to) { (*to)(all->answer(q)); };
}

} // namespace charla::http
