#include "io/http/origins.hpp"

#include <algorithm>

namespace charla::http {

namespace {

std::string lowered(std::string_view text) {
  std::string out{text};
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return out;
}

/// `https://host:port` of a URL, lower case, without path.
std::string origin_of(std::string_view url) {
  const auto scheme = url.find("://");
  if (scheme == std::string_view::npos) return lowered(url);
  return lowered(url.substr(0, url.find('/', scheme + 3)));
}

std::string_view authority_of(std::string_view origin) {
  const auto scheme = origin.find("://");
  return scheme == std::string_view::npos ? std::string_view{} : origin.substr(scheme + 3);
}

} // namespace

origin_policy::origin_policy(const ports::http_config& config) {
  for (const auto& o : config.cors_origins)
    origins_.push_back(origin_of(o));
  if (!config.public_url.empty()) public_origin_ = origin_of(config.public_url);
}

bool origin_policy::allows(std::string_view origin) const {
  const auto wanted = lowered(origin);
  return std::any_of(origins_.begin(), origins_.end(), [&](const auto& o) { return o == "*" || o == wanted; });
}

bool origin_policy::allows_upgrade(const ports::http_request& request) const {
  const auto origin = request.header_value("Origin");
  if (!origin) return request.header_value("Authorization").has_value();
  const auto wanted = lowered(*origin);
  const auto host = request.header_value("Host");
  if (host && !host->empty() && authority_of(wanted) == lowered(*host)) return true;
  // A wildcard is for answers that anybody may read, never for a socket that carries the user's cookie.
  return wanted == public_origin_ || std::find(origins_.begin(), origins_.end(), wanted) != origins_.end();
}

void origin_policy::decorate(std::vector<ports::header>& headers, std::string_view origin) const {
  const bool named = std::find(origins_.begin(), origins_.end(), lowered(origin)) != origins_.end();
  headers.push_back({"Access-Control-Allow-Origin", named ? std::string{origin} : "*"});
  if (named) headers.push_back({"Access-Control-Allow-Credentials", "true"});
  headers.push_back({"Access-Control-Expose-Headers", "X-Request-Id, Retry-After, ETag, Location"});
}

ports::http_response origin_policy::preflight(const ports::http_request& request, std::string_view allow) const {
  ports::http_response out{204, {}, {}};
  out.headers.push_back({"Access-Control-Allow-Methods", std::string{allow}});
  if (const auto wanted = request.header_value("Access-Control-Request-Headers"))
    out.headers.push_back({"Access-Control-Allow-Headers", std::string{*wanted}});
  out.headers.push_back({"Access-Control-Max-Age", "600"});
  return out;
}

} // namespace charla::http
