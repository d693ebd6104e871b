#include "io/store/memory/admin.hpp"
#include "io/store/memory/lane.hpp"

namespace charla::store {

namespace {

using namespace ports; // NOLINT(google-build-using-namespace): the adapter speaks the port's language

class memory_store final : public ports::store {
public:
  memory_store(std::shared_ptr<memory_disk> disk, ports::clock& clock, std::size_t lanes)
      : disk_(std::move(disk)), clock_(clock), lanes_(lanes) {}

  stored<opening> open() override {
    const std::lock_guard lock{disk_->mutex};
    auto& rows = disk_->rows;
    owned_ = std::make_shared<memory::ownership>(memory::ownership{++rows.epoch});
    return opening{rows.epoch, !std::exchange(rows.clean, false)};
  }
  [[nodiscard]] std::size_t lane_count() const override { return lanes_; }
  stored<std::unique_ptr<store_lane>> lane(std::size_t index) override {
    if (index >= lanes_ || !owned_) return not_there();
    return std::make_unique<memory::lane>(disk_, owned_, clock_);
  }
  stored<std::unique_ptr<store_reader>> reader() override {
    if (!owned_) return not_there();
    return std::make_unique<memory::reader>(disk_);
  }
  stored<std::unique_ptr<store_admin>> admin() override {
    if (!owned_) return not_there();
    return std::make_unique<memory::admin>(disk_, clock_);
  }
  bool reachable() override { return owned_ != nullptr; }
  [[nodiscard]] std::string_view name() const override { return "memory"; }

private:
  static tl::unexpected<store_error> not_there() {
    return tl::make_unexpected(store_error{store_errc::unavailable, "the store is not open, or has no such lane"});
  }
  std::shared_ptr<memory_disk> disk_;
  ports::clock& clock_;
  std::size_t lanes_;
  std::shared_ptr<memory::ownership> owned_; ///< none: not open
};

} // namespace

std::shared_ptr<memory_disk> make_memory_disk() { return std::make_shared<memory_disk>(); }

std::shared_ptr<memory_disk> copy_of(const memory_disk& disk) {
  auto copy = std::make_shared<memory_disk>();
  const std::lock_guard lock{disk.mutex};
  copy->rows = disk.rows;
  return copy;
}

std::unique_ptr<ports::store> make_memory(std::shared_ptr<memory_disk> disk, ports::clock& clock, std::size_t lanes) {
  return std::make_unique<memory_store>(std::move(disk), clock, lanes);
}

std::unique_ptr<ports::store> open_memory(ports::clock& clock) { return make_memory(make_memory_disk(), clock); }

std::vector<memory_turn> audit_of(const memory_disk& disk) {
  const std::lock_guard lock{disk.mutex};
  return disk.rows.audit;
}

std::vector<ports::dedup_key> seen_of(const memory_disk& disk) {
  const std::lock_guard lock{disk.mutex};
  std::vector<ports::dedup_key> keys;
  for (const auto& s : disk.rows.seen)
    keys.push_back(s.key);
  return keys;
}

} // namespace charla::store
