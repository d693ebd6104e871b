#include "io/http/session.hpp"

#include "io/http/problem.hpp"
#include "io/http/request_report.hpp"
#include "io/http/target.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/write.hpp>
#include <strings.h>

namespace charla::http {

namespace {

constexpr std::size_t gather_from = 16u << 10; ///< smaller bodies are copied behind their head: one buffer, one call
constexpr std::int64_t slowest_line = 256;     ///< bytes a millisecond: a large file takes its time on 2 Mbit/s

/// A body that says how long it is has so much more time than its head.
std::chrono::milliseconds time_for(std::uint64_t body_bytes) {
  return std::chrono::milliseconds{static_cast<std::int64_t>(body_bytes) / slowest_line};
}

bool well_formed_id(std::string_view id) {
  return !id.empty() && id.size() <= 64 && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_'
           || c == '-';
  });
}

} // namespace

session::session(lane& on, tcp_socket socket)
    : lane_(on), site_(on.here()), socket_(std::move(socket)), reader_(socket_, watch_, site_) {
  error_code ec;
  socket_.set_option(asio::ip::tcp::no_delay(true), ec);
  socket_.non_blocking(true, ec);
  const auto peer = socket_.remote_endpoint(ec);
  if (!ec) remote_address_ = peer.address().to_string();
}

task<> session::run() {
  const auto self = shared_from_this();
  const stay staying{lane_, self};
  const auto leaving = [this] { return site_.draining.load(std::memory_order_relaxed) && !reader_.has_buffered(); };
  while (!leaving()) {
    request_ = {};
    const auto got = co_await reader_.head(request_);
    if (got == read_result::closed) break;
    begin();
    if (got != read_result::ok) {
      co_await refuse(got);
      break;
    }
    if (!co_await serve()) break;
  }
  watch_.now = watch::phase::gone;
  error_code ec;
  if (socket_.is_open()) socket_.close(ec);
}

void session::begin() {
  const auto number = now_.number + 1;
  now_ = {};
  now_.number = number;
  now_.read = std::chrono::steady_clock::now();
  now_.endpoint = "unmatched";
  now_.method = method_label(request_.method);
  now_.head_only = request_.method == "HEAD";
  now_.http_1_0 = reader_.parser().http_1_0();
  now_.path = request_.target.substr(0, request_.target.find('?'));
  answer_.reset();
  const auto given = request_.header_value("X-Request-Id");
  now_.correlation_id = given && well_formed_id(*given) ? std::string{*given} : lane_.next_correlation_id();
  request_.correlation_id = now_.correlation_id;
  request_.remote_address = remote_address_;
  if (site_.origins.any())
    if (const auto origin = request_.header_value("Origin"); origin && site_.origins.allows(*origin))
      now_.origin = *origin;
}

task<> session::refuse(read_result why) {
  const auto r = refusal_of(why);
  if (r.status == 0 || !socket_.is_open()) co_return;
  site_.metrics.count("charla_http_refused_total", {{"reason", r.reason}});
  watch_.expired = false;
  now_.keep = false;
  const bool written = co_await send(own_problem(r.status, r.detail));
  if (written || socket_.is_open()) co_await linger();
}

std::optional<ports::http_response> session::examine(route_match& found) {
  auto parts = parse_target(request_.target);
  if (!parts) return own_problem(400, "The target is not a path with a well-formed percent encoding.");
  found = site_.where.find(parts->raw_path);
  request_.path = std::move(parts->path);
  request_.query = std::move(parts->query);
  if (!found.at) return own_problem(404, "Nothing is served under this path.");
  now_.endpoint = found.at->pattern;
  request_.params = std::move(found.params);
  const auto& at = *found.at;
  if (request_.method == "OPTIONS" && !at.find("OPTIONS")) {
    if (!now_.origin.empty() && request_.header_value("Access-Control-Request-Method"))
      return site_.origins.preflight(request_, at.allow());
    return ports::http_response{204, {{"Allow", at.allow()}}, {}};
  }
  const bool channel = request_.method == "GET" && (at.websocket || at.stream);
  const auto* route = at.find(request_.method);
  if (!route && !channel) {
    auto r = own_problem(405, "This path does not take the method; the Allow field names those it takes.");
    r.headers.push_back({"Allow", at.allow()});
    return r;
  }
  const auto body_max = route ? route->body_max : 0;
  if (const auto length = reader_.parser().content_length(); length && *length > body_max) {
    site_.metrics.count("charla_http_refused_total", {{"reason", "body_too_large"}});
    return own_problem(413, "The body is larger than the " + std::to_string(body_max) + " bytes this path takes.");
  }
  return std::nullopt;
}

task<bool> session::serve() {
  route_match found;
  now_.keep = reader_.parser().keep_alive() && !site_.draining.load(std::memory_order_relaxed);
  if (auto early = examine(found)) {
    const bool unread = !reader_.parser().is_done();
    if (unread) now_.keep = false;
    const bool more = co_await send(std::move(*early));
    if (unread && socket_.is_open()) co_await linger();
    co_return more;
  }
  const auto* route = found.at->find(request_.method);
  const bool upgrade = found.at->websocket && reader_.parser().upgrade();
  if (upgrade || !route || (found.at->stream && request_.method == "GET")) co_return co_await open_channel(*found.at);
  co_return co_await ask(*route);
}

task<bool> session::ask(const ports::route& route) {
  if (!reader_.parser().is_done()) {
    if (const auto expect = request_.header_value("Expect")) {
      if (expect->size() != 12 || strncasecmp(expect->data(), "100-continue", 12) != 0) {
        now_.keep = false;
        co_await send(own_problem(417, "Of the expectations only 100-continue is understood."));
        co_await linger();
        co_return false;
      }
      if (!reader_.has_buffered() && !co_await write("HTTP/1.1 100 Continue\r\n\r\n", {})) co_return false;
      watch_.enter(watch::phase::reading, site_.config.header_timeout);
    }
    if (const auto length = reader_.parser().content_length())
      watch_.enter(watch::phase::reading, site_.config.header_timeout + time_for(*length));
    if (const auto got = co_await reader_.body(route.body_max); got != read_result::ok) {
      co_await refuse(got);
      co_return false;
    }
  }
  now_.read = std::chrono::steady_clock::now();
  watch_.now = watch::phase::answering;
  watch_.until = now_.read + site_.bounds.answer_timeout;
  run_handler(route);
  if (!answer_) co_await ready_.wait();
  if (!answer_) co_return false;
  co_return co_await send(std::move(*answer_));
}

void session::tick(moment now) {
  if (watch_.now == watch::phase::gone || now < watch_.until) return;
  if (watch_.now == watch::phase::answering) {
    site_.log.warn("http.answer_timeout",
                   {{"endpoint", std::string{now_.endpoint}}, {"correlation_id", now_.correlation_id}});
    now_.keep = false;
    answer(now_.number, own_problem(504, "The request was not answered in time; it may still have its effect."));
    return;
  }
  watch_.expired = true;
  error_code ec;
  socket_.cancel(ec);
}

void session::drain() {
  now_.keep = false;
  if (watch_.now != watch::phase::idle) return;
  error_code ec;
  socket_.cancel(ec);
  watch_.expired = true;
}

void session::cut() {
  watch_.expired = true;
  error_code ec;
  if (socket_.is_open()) socket_.close(ec);
  ready_.notify();
}

task<bool> session::send(ports::http_response r) {
  if (r.status == status_no_answer) co_return false; // the connection closes
  if (r.status < 200 || r.status > 599) r = own_problem(500, "The handler gave no valid status.");
  if (r.status >= 400 && r.body.empty()) {
    auto told = own_problem(r.status, r.status == 503 ? "The server cannot take this now; try again shortly." : "");
    told.headers.insert(told.headers.end(), r.headers.begin(), r.headers.end());
    r = std::move(told);
  }
  if (!now_.origin.empty()) site_.origins.decorate(r.headers, now_.origin);
  out_.clear();
  append_head(out_, r,
              {.date = lane_.date(),
               .correlation_id = now_.correlation_id,
               .keep_alive = now_.keep,
               .http_1_0 = now_.http_1_0,
               .vary_origin = site_.origins.any()});
  std::string_view body = r.body;
  if (now_.head_only || !may_have_body(r.status)) body = {};
  if (!body.empty() && body.size() < gather_from) {
    out_ += body;
    body = {};
  }
  const auto took = std::chrono::steady_clock::now() - now_.read;
  const bool written = co_await write(out_, body);
  report(site_, {now_.endpoint, now_.method, r.status, took, now_.correlation_id});
  if (out_.capacity() > 2 * gather_from) std::string{}.swap(out_);
  co_return written&& now_.keep;
}

task<bool> session::write(std::string_view head, std::string_view body) {
  std::array<asio::const_buffer, 2> parts{asio::buffer(head.data(), head.size()),
                                          asio::buffer(body.data(), body.size())};
  error_code ec;
  // Straight to the kernel: its buffer nearly always has room, and a trip through the reactor costs more than the call.
  auto n = socket_.write_some(parts, ec);
  if (ec == asio::error::would_block) ec.clear();
  while (!ec && n < head.size() + body.size()) {
    watch_.enter(watch::phase::writing, site_.config.idle_timeout); // anew after each piece: slow is not stalled
    const auto skip = std::min(n, head.size());
    parts[0] = asio::buffer(head.data() + skip, head.size() - skip);
    parts[1] = asio::buffer(body.data() + (n - skip), body.size() - (n - skip));
    n += co_await socket_.async_write_some(parts, asio::redirect_error(resume, ec));
    if (watch_.expired) co_return false;
  }
  co_return !ec;
}

task<> session::linger() {
  // Closing with unread bytes makes the kernel reset the connection, and the client may never see the answer.
  watch_.enter(watch::phase::lingering, site_.bounds.linger);
  watch_.expired = false;
  error_code ec;
  socket_.shutdown(asio::ip::tcp::socket::shutdown_send, ec);
  std::string bin(16u << 10, '\0');
  while (!ec && !watch_.expired)
    co_await socket_.async_read_some(asio::buffer(bin), asio::redirect_error(resume, ec));
}

} // namespace charla::http
