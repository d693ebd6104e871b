#include "io/store/memory.hpp"
#include "sqlite_world.hpp"

namespace charla::conformance {

namespace {

class memory_world final : public world {
public:
  std::unique_ptr<ports::store> store() override { return store::make_memory(disk_, *clock_); }

private:
  std::shared_ptr<store::memory_disk> disk_ = store::make_memory_disk();
  std::unique_ptr<ports::clock> clock_ = clock::make_system_clock();
};

} // namespace

std::vector<subject> subjects() {
  return {{"memory", [] { return std::make_unique<memory_world>(); }},
          {"sqlite", [] { return std::make_unique<sqlite_world>(); }}};
}

} // namespace charla::conformance
