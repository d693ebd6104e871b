#include "io/http/lane.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/post.hpp>
#include <ctime>
#include <typeinfo>

namespace charla::http {

namespace {

/// Deadlines are looked at, not timed one by one: a timer a request would cost more than the request's parsing.
std::chrono::milliseconds tick_of(const site& s) {
  const auto shortest = std::min({s.config.header_timeout, s.config.idle_timeout, s.bounds.answer_timeout,
                                  s.bounds.linger, s.bounds.ping_every, s.bounds.sse_heartbeat});
  return std::clamp(shortest / 8, std::chrono::milliseconds{5}, std::chrono::milliseconds{1000});
}

} // namespace

lane::lane(std::shared_ptr<site> here, std::uint64_t seed)
    : site_(std::move(here)), counter_(seed), tick_every_(tick_of(*site_)), work_(context_.get_executor()),
      timer_(context_.get_executor()) {}

lane::~lane() {
  if (thread_.joinable()) stop();
}

void lane::start() {
  thread_ = std::thread{[this] { context_.run(); }};
}

void lane::drain() {
  asio::post(context_, [this] {
    const auto now_open = open_;
    for (const auto& [raw, c] : now_open)
      c->drain();
  });
}

void lane::cut() {
  asio::post(context_, [this] {
    const auto now_open = open_;
    for (const auto& [raw, c] : now_open)
      c->cut();
  });
}

void lane::stop() {
  asio::post(context_, [this] {
    ending_ = true;
    finish_if_empty();
  });
  cut();
  thread_.join();
}

void lane::finish_if_empty() {
  if (!ending_ || !open_.empty()) return;
  timer_.cancel();
  work_.reset();
}

void lane::enter(const std::shared_ptr<connection>& c) {
  open_.emplace(c.get(), c);
  site_->metrics.set("charla_http_connections", static_cast<double>(site_->connections.fetch_add(1) + 1));
  if (open_.size() == 1) arm();
  if (ending_) c->cut(); // accepted while the server was leaving
}

void lane::leave(connection* c) {
  const auto it = open_.find(c);
  if (it == open_.end()) return;
  const auto last = std::move(it->second); // its destructor runs when we are done here
  open_.erase(it);
  const auto left = site_->connections.fetch_sub(1) - 1;
  site_->metrics.set("charla_http_connections", static_cast<double>(left));
  if (left == 0 && site_->draining.load()) site_->emptied.release();
  if (open_.empty()) timer_.cancel();
  finish_if_empty();
}

void lane::arm() {
  timer_.expires_after(tick_every_);
  timer_.async_wait([this](error_code ec) {
    if (ec || open_.empty()) return;
    const auto now = std::chrono::steady_clock::now();
    const auto now_open = open_;
    for (const auto& [raw, c] : now_open)
      c->tick(now);
    if (!open_.empty()) arm();
  });
}

void lane::tell(const std::exception_ptr& failed) {
  // Memory that ran out, mostly: the connection is gone, the server goes on.
  try {
    std::rethrow_exception(failed);
  } catch (const std::exception& e) {
    site_->log.error("http.connection_failed", {{"exception", typeid(e).name()}});
  }
}

std::string_view lane::date() {
  const auto second = flows::to_unix_ms(site_->clock.now()) / 1000;
  if (second == date_second_) return date_;
  date_second_ = second;
  const std::time_t t = second;
  std::tm parts{};
  gmtime_r(&t, &parts);
  std::array<char, 64> text{};
  date_.assign(text.data(), std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts));
  return date_;
}

std::string lane::next_correlation_id() {
  // splitmix64 is a bijection: a counter goes in, so nothing comes out twice.
  auto z = counter_ += 0x9e3779b97f4a7c15u;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  z ^= z >> 31;
  std::string out(16, '0');
  for (auto digit = out.rbegin(); digit != out.rend(); ++digit, z >>= 4)
    *digit = "0123456789abcdef"[z & 15];
  return out;
}

} // namespace charla::http
