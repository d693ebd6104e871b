#include "cli/inspect_api.hpp"

#include "cli/inspect_text.hpp"
#include "io/json/reader.hpp"

#include <future>

namespace charla::cli {

namespace {

constexpr std::chrono::seconds timeout{10};
constexpr std::size_t answer_max = 8u << 20;

std::string first_word(ports::transport_errc e) {
  switch (e) {
  case ports::transport_errc::none: return "";
  case ports::transport_errc::not_sent: return "nobody answers";
  case ports::transport_errc::unknown: return "no answer came";
  case ports::transport_errc::blocked: return "the address may not be reached";
  case ports::transport_errc::too_large: return "the answer is too long";
  }
  return "";
}

/// What the problem document says, field errors included.
std::string words_of(const ports::client_response& r) {
  const auto body = json::document::parse(r.body);
  if (!body) return "HTTP " + std::to_string(r.status);
  std::string out{body->root()["detail"].text().value_or("HTTP " + std::to_string(r.status))};
  for (const auto& e : body->root()["errors"].items())
    out += " " + std::string{e["field"].text().value_or("")} + ": " + std::string{e["hint"].text().value_or("")};
  return visible(out, 500);
}

} // namespace

inspect_api::inspect_api(ports::http_client& client, local_access access, std::string tenant)
    : client_(client), access_(std::move(access)), tenant_(std::move(tenant)) {
  while (!access_.url.empty() && access_.url.back() == '/')
    access_.url.pop_back();
}

flows::result<std::string> inspect_api::get(const std::string& path) {
  ports::client_request r;
  r.method = "GET";
  return ask(std::move(r), path);
}

flows::result<std::string> inspect_api::post(const std::string& path, std::string body) {
  ports::client_request r;
  r.headers.push_back({"Content-Type", "application/json"});
  r.body = std::move(body);
  return ask(std::move(r), path);
}

flows::result<std::string> inspect_api::ask(ports::client_request request, const std::string& path) {
  request.url = access_.url + path;
  request.headers.push_back({"Authorization", "Bearer " + access_.token});
  if (!tenant_.empty()) request.headers.push_back({"X-Tenant-ID", tenant_});
  request.timeout = timeout;
  request.answer_max = answer_max;
  std::promise<ports::client_response> answered;
  client_.send(std::move(request), [&](ports::client_response r) { answered.set_value(std::move(r)); });
  const auto r = answered.get_future().get();
  if (r.error != ports::transport_errc::none)
    return flows::fail("inspect.unreachable", first_word(r.error) + " at " + access_.url + " (" + r.error_text
                                                  + "): does `charla serve` run? Another address is given with --url");
  if (r.status == 200) return r.body;
  if (r.status == 401)
    return flows::fail("inspect.key", "the key is not accepted at " + access_.url
                                          + ": make one in the API (POST /api/v1/keys, scopes actors:read and "
                                            "conversations:read) and give it with --key or CHARLA_API_KEY");
  const bool problem =
      ports::find_header(r.headers, "content-type").value_or("").find("json") != std::string_view::npos;
  if (!problem)
    return flows::fail("inspect.not_charla",
                       access_.url + " answers, but not as charla does (HTTP " + std::to_string(r.status) + ")");
  return flows::fail(r.status == 404 ? missing : "inspect.refused", words_of(r));
}

flows::result<local_access> find_access(const ports::config& config, const std::string& url, const std::string& key) {
  if (!url.empty() && !key.empty()) return local_access{url, key};
  const auto file = local_access_file(config);
  auto here = read_local_access(file);
  if (!here)
    return flows::fail("inspect.no_key", here.error().what
                                             + ": start `charla serve` in this folder, or name another "
                                               "installation with --url and --key (or CHARLA_API_KEY)");
  // The token of this machine's charla is for its own address alone; a key without an address is for that one too.
  if (!key.empty()) return local_access{here->url, key};
  if (!url.empty() && url != here->url)
    return flows::fail("inspect.no_key",
                       "another address than " + here->url + " needs an API key: --key or CHARLA_API_KEY");
  return here;
}

} // namespace charla::cli
