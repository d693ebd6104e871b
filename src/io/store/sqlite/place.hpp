#pragma once

#include "io/store/sqlite.hpp"
#include "io/store/sqlite/file_lock.hpp"

#include <atomic>

namespace charla::store::sqlite {

/// What a store and everything it has given out share: the file, its lock, and whether the disk still holds.
struct place {
  std::string path;
  std::int64_t pages_max = 0;
  checkpoint_rules checkpoints;
  ports::crypto& crypto;
  ports::clock& clock;
  std::shared_ptr<file_lock> lock;
  /// The disk refused a write or an fsync: nothing more is written until the process has started anew, because what
  /// the kernel's page cache holds may not be what the disk holds (H28).
  std::atomic<bool> failed{false};
};

} // namespace charla::store::sqlite
