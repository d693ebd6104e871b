#pragma once

#include "sim/surroundings.hpp"

namespace charla::sim {

/// Listens to one tenant's live feed and complains of what it must not hear: another tenant's news, or a gap.
class ear final : public ports::feed_watcher {
public:
  ear(tenant_id tenant, surroundings& around) : tenant_(tenant), book_(around.book) {}

  void on_change(const ports::feed_change_ptr& change) override {
    if (change->tenant != tenant_)
      book_.complaints.push_back("I16 tenants_never_meet: the feed of tenant " + std::to_string(tenant_.value())
                                 + " told of tenant " + std::to_string(change->tenant.value()));
    if (last_ != 0 && change->seq != last_ + 1)
      book_.complaints.push_back("I16 tenants_never_meet: the feed of tenant " + std::to_string(tenant_.value())
                                 + " went from " + std::to_string(last_) + " to " + std::to_string(change->seq));
    last_ = change->seq;
    ++book_.reached["feed change heard"];
  }

private:
  tenant_id tenant_;
  journal& book_;
  std::int64_t last_ = 0;
};

} // namespace charla::sim
