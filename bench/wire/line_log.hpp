#pragma once

#include <string>
#include <string_view>

namespace charla::bench {

/// An append-only file of lines, written in blocks. Several runs may append to one file.
class line_log {
public:
  /// An empty path makes a log that keeps nothing. Throws std::system_error when the file cannot be opened.
  explicit line_log(const std::string& path);
  ~line_log();
  line_log(const line_log&) = delete;
  line_log& operator=(const line_log&) = delete;

  void line(std::string_view text);
  /// Hands everything to the kernel: a reader of the file, or a death of this process, then misses nothing.
  void flush();

private:
  int fd_ = -1;
  std::string pending_;
};

} // namespace charla::bench
