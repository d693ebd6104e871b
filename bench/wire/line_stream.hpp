#pragma once

#include "wire/stream.hpp"

#include <functional>

namespace charla::bench {

/// Lines of text on a local socket. The stub tells its replies so: `<phone> <mono ns>`.
class line_stream : public stream {
public:
  line_stream(loop& l, int fd, std::function<void(std::string_view)> line) : stream(l, fd), line_(std::move(line)) {}

private:
  void on_readable() override {
    std::size_t from = 0;
    for (auto end = received_.find('\n'); end != std::string::npos; end = received_.find('\n', from)) {
      line_(std::string_view(received_).substr(from, end - from));
      from = end + 1;
    }
    received_.erase(0, from);
  }
  void on_closed() override {}

  std::function<void(std::string_view)> line_;
};

/// A listening unix socket at `path`, replacing a stale one. Throws std::system_error.
[[nodiscard]] int listen_on_path(const std::string& path);
/// A connected, non-blocking unix socket, or -1 with errno.
[[nodiscard]] int connect_to_path(const std::string& path);

} // namespace charla::bench
