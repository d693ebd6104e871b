#pragma once

#include "wire/loop.hpp"

#include <string>
#include <string_view>

namespace charla::bench {

/// A non-blocking stream socket on a loop: buffers what the kernel does not take, keeps what was read. Who derives
/// from it consumes `received_` in `on_readable` and must not delete itself inside a callback.
class stream : public watcher {
public:
  stream(loop& l, int fd);
  ~stream() override;
  stream(const stream&) = delete;
  stream& operator=(const stream&) = delete;

  void on_events(std::uint32_t events) override;
  void write(std::string_view bytes);
  [[nodiscard]] bool open() const noexcept { return fd_ >= 0; }
  void close();

protected:
  explicit stream(loop& l) : loop_(l) {}
  void adopt(int fd, std::uint32_t events);
  [[nodiscard]] int descriptor() const noexcept { return fd_; }
  /// New bytes are in `received_`.
  virtual void on_readable() = 0;
  /// The connection is gone (the descriptor is closed already).
  virtual void on_closed() = 0;
  /// The socket takes bytes again; used for the end of a connect.
  virtual void on_writable() {}

  loop& loop_;
  std::string received_;

private:
  bool read_all();
  void fail();

  int fd_ = -1;
  bool wants_write_ = false;
  std::string unsent_;
};

} // namespace charla::bench
