#include "io/secrets/uuid.hpp"

#include "io/secrets/digest.hpp"

#include <algorithm>
#include <sodium.h>

namespace charla::secrets {

namespace {

/// Eight random bytes. Taken 1 KiB at a time: a system call for each id would cost more than the id.
std::uint64_t random_word() {
  struct pool {
    std::array<std::uint64_t, 128> words{};
    std::size_t used = 128;
  };
  thread_local pool p;
  if (p.used == p.words.size()) {
    randombytes_buf(p.words.data(), sizeof p.words);
    p.used = 0;
  }
  return std::exchange(p.words[p.used++], 0);
}

void mark(flows::uuid& id, std::uint8_t version) {
  id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0f) | version << 4);
  id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3f) | 0x80);
}

} // namespace

flows::uuid uuid_v5(const flows::uuid& space, std::string_view name) {
  const auto digest = sha1({reinterpret_cast<const char*>(space.bytes.data()), space.bytes.size()}, name);
  flows::uuid id;
  std::copy_n(digest.begin(), id.bytes.size(), id.bytes.begin());
  mark(id, 5);
  return id;
}

flows::uuid uuid_v7::next(std::int64_t unix_ms) {
  const auto now = static_cast<std::uint64_t>(std::clamp<std::int64_t>(unix_ms, 0, (std::int64_t{1} << 48) - 1));
  const auto noise = random_word();
  std::uint64_t last = last_.load(std::memory_order_relaxed);
  std::uint64_t mine = 0;
  do {
    const bool stepped_back = (last >> 12) > now + step_back_max_ms;
    // The counter starts in the lower half, so that a millisecond holds at least 2,048 ids before it borrows the next.
    const std::uint64_t fresh = now << 12 | (noise & 0x7ff);
    mine = stepped_back ? fresh : std::max(fresh, last + 1);
  } while (!last_.compare_exchange_weak(last, mine, std::memory_order_relaxed));

  flows::uuid id;
  const std::uint64_t ms = mine >> 12;
  for (int i = 0; i < 6; ++i)
    id.bytes[i] = static_cast<std::uint8_t>(ms >> (40 - 8 * i));
  id.bytes[6] = static_cast<std::uint8_t>((mine >> 8) & 0x0f);
  id.bytes[7] = static_cast<std::uint8_t>(mine);
  const std::uint64_t tail = random_word();
  std::memcpy(id.bytes.data() + 8, &tail, sizeof tail);
  mark(id, 7);
  return id;
}

} // namespace charla::secrets
