#pragma once

#include "flows/definition/flow.hpp"

#include <memory>
#include <optional>

namespace charla::flows {

/// The flows of one tenant: which one answers, and every version that a run may still be pinned to. Immutable; the
/// engine swaps in a new one when something is published.
class catalog {
public:
  catalog() = default;
  /// @param active the flow that answers when no run is waiting; absent: nobody answers.
  catalog(std::vector<std::shared_ptr<const flow>> versions, std::optional<flow_version> active);
  /// The same versions with another one that answers; for replaying what was decided before a publication.
  [[nodiscard]] catalog answered_by(std::optional<flow_version> active) const;

  [[nodiscard]] const flow* active() const noexcept { return active_; }
  /// @returns nullptr when that version is not there.
  [[nodiscard]] const flow* find(flow_id id, std::int32_t version) const;

private:
  std::map<flow_version, std::shared_ptr<const flow>> versions_;
  const flow* active_ = nullptr;
};

} // namespace charla::flows
