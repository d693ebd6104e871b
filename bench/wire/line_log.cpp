#include "wire/line_log.hpp"

#include <cerrno>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

namespace charla::bench {

namespace {
constexpr std::size_t block = 64 * 1024;
} // namespace

line_log::line_log(const std::string& path) {
  if (path.empty()) return;
  fd_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (fd_ < 0) throw std::system_error(errno, std::generic_category(), "cannot open the log " + path);
}

line_log::~line_log() {
  try {
    flush();
  } catch (const std::system_error&) {
    // Nothing can be done in a destructor; the line count of the file tells.
  }
  if (fd_ >= 0) ::close(fd_);
}

void line_log::line(std::string_view text) {
  if (fd_ < 0) return;
  pending_.append(text);
  pending_.push_back('\n');
  if (pending_.size() >= block) flush();
}

void line_log::flush() {
  std::string_view rest = pending_;
  while (!rest.empty()) {
    const auto n = ::write(fd_, rest.data(), rest.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) throw std::system_error(errno, std::generic_category(), "cannot write the log");
    rest.remove_prefix(static_cast<std::size_t>(n));
  }
  pending_.clear();
}

} // namespace charla::bench
