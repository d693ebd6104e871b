#include "io/http/problem.hpp"

#include "io/json/writer.hpp"

#include <boost/beast/http/status.hpp>

namespace charla::http {

std::string_view reason_phrase(int status) {
  const auto phrase = boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(status));
  return {phrase.data(), phrase.size()};
}

ports::http_response
problem(int status, std::string_view detail, std::string_view instance, std::string_view correlation_id) {
  json::writer w;
  w.begin_object();
  w.member("type", "about:blank").member("title", reason_phrase(status)).member("status", status);
  if (!detail.empty()) w.member("detail", detail);
  if (!instance.empty()) w.member("instance", instance);
  if (!correlation_id.empty()) w.member("correlation_id", correlation_id);
  w.end_object();
  return {status, {{"Content-Type", "application/problem+json"}}, w.take()};
}

} // namespace charla::http
