#pragma once

#include "io/http/asio.hpp"

#include <boost/asio/async_result.hpp>
#include <optional>

namespace charla::http {

/// One coroutine waits, code on the same thread wakes it. A wake-up that comes first is remembered.
class wakeup {
public:
  task<> wait() {
    if (!notified_) {
      co_await asio::async_initiate<const asio::use_awaitable_t<executor>, void()>(
          [this](auto handler) { waiting_.emplace(std::move(handler)); }, resume);
    }
    notified_ = false;
  }

  /// Continues the waiting coroutine before it returns.
  void notify() {
    notified_ = true;
    if (!waiting_) return;
    auto handler = std::move(*waiting_);
    waiting_.reset();
    handler();
  }

private:
  using handler_type = asio::async_result<asio::use_awaitable_t<executor>, void()>::handler_type;
  std::optional<handler_type> waiting_;
  bool notified_ = false;
};

} // namespace charla::http
