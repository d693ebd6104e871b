#include "io/store/sqlite/file_lock.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace charla::store::sqlite {

namespace {

using ports::store_errc;
using ports::store_error;

std::string pid_in(int fd) {
  std::array<char, 16> text{};
  const auto n = pread(fd, text.data(), text.size(), 0);
  std::string pid;
  for (ssize_t i = 0; i < n && text[static_cast<std::size_t>(i)] >= '0' && text[static_cast<std::size_t>(i)] <= '9';
       ++i)
    pid.push_back(text[static_cast<std::size_t>(i)]);
  return pid.empty() ? "unknown" : pid;
}

} // namespace

ports::stored<std::shared_ptr<file_lock>> file_lock::take(const std::string& database) {
  const auto path = database + ".lock";
  const auto fd = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0)
    return tl::make_unexpected(
        store_error{store_errc::unavailable, "cannot open " + path + " (" + std::strerror(errno)
                                                 + "): may this user write to the folder of [store] path?"});
  auto lock = std::make_shared<file_lock>(fd);
  if (flock(fd, LOCK_EX | LOCK_NB) != 0)
    return tl::make_unexpected(store_error{store_errc::locked, "another charla (pid " + pid_in(fd) + ") uses "
                                                                   + database
                                                                   + ": stop it or choose another [store] path"});
  const auto pid = std::to_string(getpid()) + "\n";
  // The number only serves the message above; the lock holds without it.
  if (ftruncate(fd, 0) == 0) (void)!pwrite(fd, pid.data(), pid.size(), 0);
  return lock;
}

file_lock::~file_lock() { close(fd_); }

} // namespace charla::store::sqlite
