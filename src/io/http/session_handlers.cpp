#include "io/http/handover.hpp"
#include "io/http/problem.hpp"
#include "io/http/session.hpp"

#include <boost/asio/post.hpp>
#include <typeinfo>

// The side of a session that faces the handlers: running them, taking their answer, giving the connection away.
namespace charla::http {

namespace {

/// A handler's exception ends at this edge. Its text may quote a customer, so the log gets the type only.
template <class F>
bool guarded(site& here, std::string_view endpoint, const std::string& correlation_id, const F& run) {
  const auto failed = [&](const char* type) {
    here.log.error("http.handler_failed",
                   {{"endpoint", std::string{endpoint}}, {"correlation_id", correlation_id}, {"exception", type}});
    return false;
  };
  try {
    run();
    return true;
  } catch (const std::exception& e) {
    return failed(typeid(e).name());
  } catch (...) {
    return failed("unknown");
  }
}

ports::http_response internal_error(std::string_view path, std::string_view correlation_id) {
  return problem(500, "The server failed on this request; its correlation_id finds the log line.", path,
                 correlation_id);
}

} // namespace

ports::http_response session::own_problem(int status, std::string_view detail) const {
  return problem(status, detail, now_.path, now_.correlation_id);
}

ports::http_response session::busy() const {
  site_.metrics.count("charla_http_refused_total", {{"reason", "workers"}});
  auto r = own_problem(503, "Too many requests wait for a worker; try again shortly.");
  r.headers.push_back({"Retry-After", "1"});
  return r;
}

ports::responder_ptr session::make_responder() {
  return std::make_shared<ports::responder>([on = lane_.shared_from_this(), weak = weak_from_this(),
                                             number = now_.number](ports::http_response r) {
    auto self = weak.lock();
    if (!self) return;
    if (on->context().get_executor().running_in_this_thread() && self->in_handler_) {
      self->answer(number, std::move(r));
      return;
    }
    // The session leaves with the message: it must not be destroyed on the caller's thread.
    asio::post(on->context(),
               [self = std::move(self), number, r = std::move(r)]() mutable { self->answer(number, std::move(r)); });
  });
}

void session::answer(std::uint64_t number, ports::http_response r) {
  if (number != now_.number || watch_.now != watch::phase::answering || answer_) return;
  answer_ = std::move(r);
  if (!in_handler_) ready_.notify();
}

void session::run_handler(const ports::route& route) {
  auto respond = make_responder();
  if (route.where == ports::run_on::io_thread) {
    in_handler_ = true;
    if (!guarded(site_, now_.endpoint, now_.correlation_id, [&] { route.handle(std::move(request_), respond); }))
      (*respond)(internal_error(now_.path, now_.correlation_id));
    respond.reset(); // dropped by the handler: answers 503 here and now
    in_handler_ = false;
    return;
  }
  const bool taken = site_.pool.submit([&here = site_, &route, request = std::move(request_), respond]() mutable {
    const auto id = request.correlation_id;
    const auto path = request.path;
    if (!guarded(here, route.pattern, id, [&] { route.handle(std::move(request), respond); }))
      (*respond)(internal_error(path, id));
    respond.reset();
  });
  if (!taken) {
    in_handler_ = true;
    (*respond)(busy());
    in_handler_ = false;
  }
}

task<bool> session::open_channel(const endpoint& at) {
  if (!reader_.parser().is_done()) {
    now_.keep = false;
    const bool more = co_await send(own_problem(400, "A request that opens a channel has no body."));
    co_await linger();
    co_return more;
  }
  if (reader_.parser().upgrade() && at.websocket) co_return co_await open_websocket(at);
  if (at.stream) co_return co_await open_stream(at);
  auto r = own_problem(426, "Only WebSocket connections are taken here.");
  r.headers.push_back({"Upgrade", "websocket"});
  co_return co_await send(std::move(r));
}

template <class Accept, class Handler>
task<std::optional<Accept>> session::accept_on_workers(const Handler& handler,
                                                       std::string_view pattern,
                                                       std::shared_ptr<const ports::http_request> request) {
  watch_.enter(watch::phase::answering, site_.bounds.answer_timeout);
  const auto slot = std::make_shared<std::optional<Accept>>();
  const bool taken = site_.pool.submit(
      [on = lane_.shared_from_this(), weak = weak_from_this(), request, slot, number = now_.number, &handler, pattern] {
        Accept accept;
        if (!guarded(on->here(), pattern, request->correlation_id, [&] { accept = handler(*request); })) {
          accept = {};
          accept.refusal = internal_error(request->path, request->correlation_id);
        }
        asio::post(on->context(), [weak, slot, number, accept = std::move(accept)]() mutable {
          const auto self = weak.lock();
          if (!self || self->now_.number != number || self->watch_.now != watch::phase::answering) return;
          *slot = std::move(accept);
          self->ready_.notify();
        });
      });
  if (taken)
    co_await ready_.wait();
  else
    answer_ = busy();
  co_return std::move(*slot);
}

task<bool> session::open_websocket(const endpoint& at) {
  if (!site_.origins.allows_upgrade(request_)) {
    site_.metrics.count("charla_http_refused_total", {{"reason", "origin"}});
    co_return co_await send(own_problem(
        403, "A page of another origin may not connect; programs send an Authorization field and no Origin."));
  }
  if (reader_.has_buffered()) {
    now_.keep = false;
    co_return co_await send(own_problem(400, "The client sent frames before the upgrade was answered."));
  }
  const auto request = std::make_shared<const ports::http_request>(std::move(request_));
  auto accept = co_await accept_on_workers<ports::websocket_accept>(*at.websocket, at.pattern, request);
  if (answer_) co_return co_await send(std::move(*answer_));
  if (!accept) co_return false;
  if (!accept->session) co_return co_await send(std::move(accept->refusal));
  watch_.now = watch::phase::gone;
  handover given{std::move(socket_), *request, at.pattern, now_.read, {}, false};
  start_websocket(lane_, std::move(given), std::move(*accept));
  co_return false;
}

task<bool> session::open_stream(const endpoint& at) {
  const auto request = std::make_shared<const ports::http_request>(std::move(request_));
  auto accept = co_await accept_on_workers<ports::sse_accept>(*at.stream, at.pattern, request);
  if (answer_) co_return co_await send(std::move(*answer_));
  if (!accept) co_return false;
  if (!accept->on_open) co_return co_await send(std::move(accept->refusal));
  handover given{std::move(socket_), *request, at.pattern, now_.read, {}, now_.http_1_0};
  if (!now_.origin.empty()) site_.origins.decorate(given.extra, now_.origin);
  watch_.now = watch::phase::gone;
  start_event_stream(lane_, std::move(given), std::move(*accept));
  co_return false;
}

} // namespace charla::http
