#pragma once

#include "actors/base.hpp"
#include "actors/wiring.hpp"

#include <map>

namespace charla::actors {

/// Answers "what is alive, what is it doing, how full is its mailbox" for the metrics, and passes commands to single
/// actors on. The tree itself is read from the roster without a message, so that looking costs the looked-at nothing.
class inspector : public actor_base {
public:
  inspector(caf::actor_config& cfg, const services& with, wiring& who, const roster& alive, caf::actor supervisor);
  caf::behavior make_behavior() override;
  void on_exit() override;

private:
  void obey(const command_one& c);
  void gauge();

  const services& with_;
  wiring& who_;
  const roster& alive_;
  caf::actor supervisor_;
  std::map<std::string, roster::tally> seen_; ///< every type that was ever alive
};

} // namespace charla::actors
