#pragma once

#include "actors/base.hpp"
#include "actors/wiring.hpp"

#include <deque>
#include <unordered_map>

namespace charla::actors {

/// External calls in flight (HTTP today; models and tools by the same door). A call is an effect of a committed turn;
/// its result is made durable as a cause before anybody acts on it, so it is told once however often it comes.
class agent : public actor_base {
public:
  agent(caf::actor_config& cfg, const services& with, wiring& who);
  caf::behavior make_behavior() override;

private:
  void admit(start_call call);
  void begin(const start_call& call);
  void finish(std::uint64_t number, flows::call_finished result);
  /// Picks from a good answer what was asked for; one that does not hold it has failed.
  void read_answer(const start_call& call, flows::call_finished& result) const;
  void make_durable(const start_call& call, flows::call_finished result);

  const services& with_;
  wiring& who_;
  std::unordered_map<std::uint64_t, start_call> in_flight_;
  std::unordered_map<flows::tenant_id, std::size_t> by_tenant_;
  std::deque<start_call> waiting_;
  std::uint64_t last_ = 0;
};

} // namespace charla::actors
