#pragma once

#include "io/ports/clock.hpp"
#include "io/ports/store.hpp"

namespace charla::store {

/// What survives a crash of the process in the simulated world: the rows. Everything else (lanes, readers, the store
/// itself) is destroyed and made anew on the same disk.
class memory_disk;

[[nodiscard]] std::shared_ptr<memory_disk> make_memory_disk();
/// A disk with the same rows, for runs that fork.
[[nodiscard]] std::shared_ptr<memory_disk> copy_of(const memory_disk& disk);

/// A store on that disk, with the semantics of the SQL adapters (one conformance suite). Opening it fences every lane
/// that was given out before, by whatever store. Thread-safe. `clock` must outlive it and all that it gives out.
/// @param lanes writers side by side, as the PostgreSQL adapter has them; nothing orders one's commits by another's.
[[nodiscard]] std::unique_ptr<ports::store>
make_memory(std::shared_ptr<memory_disk> disk, ports::clock& clock, std::size_t lanes = 1);

/// A store on a disk of its own.
[[nodiscard]] std::unique_ptr<ports::store> open_memory(ports::clock& clock);

/// One committed turn as it was audited, for checkers: `order` is the order of commit in the whole store.
struct memory_turn {
  std::int64_t order = 0;
  ports::conversation_id conversation;
  ports::turn_id turn;
  std::int64_t version = 0;
  ports::epoch_t epoch = 0;
  std::int64_t base_ctl = 0;
  std::vector<ports::inbox_id> causes;
  std::vector<ports::timer_ref> fired;
  std::size_t sends = 0;
  std::size_t bot_sends = 0;
};
/// All turns in the order of their commits (I1-I4, I8, I9).
[[nodiscard]] std::vector<memory_turn> audit_of(const memory_disk& disk);
/// All dedup keys that were accepted and not forgotten (I1).
[[nodiscard]] std::vector<ports::dedup_key> seen_of(const memory_disk& disk);

} // namespace charla::store
