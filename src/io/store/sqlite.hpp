#pragma once

#include "io/ports/clock.hpp"
#include "io/ports/crypto.hpp"
#include "io/ports/store.hpp"

namespace charla::store {

/// When the log (WAL) is copied into the file, in pages of 4 KiB.
struct checkpoint_rules {
  int begin = 4'000;     ///< from here on a thread of its own copies, again after as many more
  int enough = 16'000;   ///< from here on the writer copies the little that is left, and the log begins anew
  int too_many = 64'000; ///< the writer copies, however much it is
};

struct sqlite_options {
  std::string path;              ///< the database file; its folder is made when absent
  int writer_cache_kib = 65'536; ///< page cache of the lane
  int reader_cache_kib = 8'192;  ///< of every other connection
  std::int64_t size_max = 0;     ///< bytes the file may grow to, then `full`; 0: what the disk has
  checkpoint_rules checkpoints{};
};

/// The embedded store (protocol §2.9): one file in WAL mode with `synchronous=FULL`, one writer, a group commit each
/// batch. Nothing is touched before `open()`.
///
/// - `open` answers `locked` when another process has the file, `corrupt` when a migration's text has changed.
/// - Disk full: `full`, nothing is committed, and the next batch is tried anew: no restart is needed.
/// - A write or fsync that the disk refuses (SQLITE_IOERR): the batch ends in `unknown_outcome`, and from then on every
///   call answers `fenced`: the process must start again, because what the kernel caches may not be on the disk (H28).
/// - `forget_seen_before` deletes at most 20,000 keys a call; call again while it answers more than zero.
///
/// `crypto` seals credentials; both references must outlive the store and everything it gives out.
std::unique_ptr<ports::store> make_sqlite(sqlite_options options, ports::crypto& crypto, ports::clock& clock);

} // namespace charla::store
