#pragma once

#include "io/ports/store.hpp"

namespace charla::store::sqlite {

/// Keeps other processes away from a database: `flock` on a file beside it, held while this lives (H27). The kernel
/// lets go of it when the process dies, however it dies.
class file_lock {
public:
  /// Errors: `locked` (names the other process and what to do), `unavailable`.
  static ports::stored<std::shared_ptr<file_lock>> take(const std::string& database);
  explicit file_lock(int fd) : fd_(fd) {}
  file_lock(const file_lock&) = delete;
  file_lock& operator=(const file_lock&) = delete;
  ~file_lock();

private:
  int fd_;
};

} // namespace charla::store::sqlite
