#pragma once

#include "flows/definition/program.hpp"

namespace charla::flows {

/// The flows of one tenant: which of them answer, and every version that a run may still be pinned to. Immutable; the
/// engine swaps in a new one when something is published.
class catalog {
public:
  /// No flow answers: the built-in one does (R166, `built_in_flow`).
  catalog();
  /// @param live those that may begin, by precedence; one that is not among the versions is left out.
  catalog(const std::vector<std::shared_ptr<const program>>& versions, const std::vector<flow_version>& live);
  /// The same versions with others that answer; for replaying what was decided before a publication.
  [[nodiscard]] catalog answered_by(const std::vector<flow_version>& live) const;

  /// By precedence; never empty: without any, the built-in flow alone.
  [[nodiscard]] const std::vector<const program*>& live() const noexcept { return live_; }
  [[nodiscard]] std::vector<flow_version> live_versions() const;
  /// The version of this flow that may begin now; nullptr when none may.
  [[nodiscard]] const program* live_of(flow_id id) const;
  /// @returns nullptr when that version is not there.
  [[nodiscard]] const program* find(flow_id id, std::int32_t version) const;

private:
  void go_live(const std::vector<flow_version>& live);

  std::map<flow_version, std::shared_ptr<const program>> versions_;
  std::vector<const program*> live_;
};

} // namespace charla::flows
