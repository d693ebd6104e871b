#include "sim/altered_store.hpp"

namespace charla::sim {

namespace {

using disk_ptr = std::shared_ptr<store::memory_disk>;

class altered_lane final : public forwarding_lane {
public:
  altered_lane(std::unique_ptr<ports::store_lane> inner, disk_ptr disk, alteration how)
      : forwarding_lane(std::move(inner)), disk_(std::move(disk)), how_(std::move(how)) {}

  stored<ports::batch_result> apply(const ports::batch& work) override {
    return changed(work, [this](const ports::batch& b) { return inner_->apply(b); });
  }
  stored<ports::batch_result> settle(const ports::batch& work) override {
    return changed(work, [this](const ports::batch& b) { return inner_->settle(b); });
  }
  stored<std::vector<ports::outbox_row>> recover_outbox(const std::optional<flows::out_id>& after,
                                                        std::size_t limit) override {
    if (how_.before_outbox_recovery) how_.before_outbox_recovery(disk_->rows);
    return inner_->recover_outbox(after, limit);
  }
  stored<std::vector<ports::pending_cause>>
  sweep_inbox(flows::inbox_id after, flows::timestamp older_than, std::size_t limit) override {
    if (how_.blind_sweep) return std::vector<ports::pending_cause>{};
    return inner_->sweep_inbox(after, older_than, limit);
  }

private:
  template <class Call>
  stored<ports::batch_result> changed(const ports::batch& work, Call call) {
    auto other = work;
    if (how_.before) how_.before(other, disk_->rows);
    auto result = call(other);
    if (result && how_.after) how_.after(work, *result, disk_->rows);
    return result;
  }

  disk_ptr disk_;
  alteration how_;
};

class altered_store final : public forwarding_store {
public:
  altered_store(std::unique_ptr<ports::store> inner, disk_ptr disk, alteration how)
      : forwarding_store(std::move(inner)), disk_(std::move(disk)), how_(std::move(how)) {}
  stored<std::unique_ptr<ports::store_lane>> lane(std::size_t index) override {
    auto inner = inner_->lane(index);
    if (!inner) return inner;
    return std::make_unique<altered_lane>(std::move(*inner), disk_, how_);
  }

private:
  disk_ptr disk_;
  alteration how_;
};

} // namespace

std::unique_ptr<ports::store>
altered(std::unique_ptr<ports::store> inner, std::shared_ptr<store::memory_disk> disk, alteration how) {
  return std::make_unique<altered_store>(std::move(inner), std::move(disk), std::move(how));
}

} // namespace charla::sim
