#pragma once

#include "sim/wire.hpp"

#include "io/ports/crypto.hpp"

namespace charla::sim {

/// Customers who write in bursts, people of the organisations who type on their phones, and operators at their desks.
class crowd {
public:
  crowd(surroundings& around, wire& webhooks, const ports::crypto& c, std::vector<ports::channel_access> channels)
      : around_(around), webhooks_(webhooks), crypto_(c), channels_(std::move(channels)) {}

  /// One customer writes one to four lines.
  void write();
  /// Somebody of the organisation writes on the phone.
  void echo();
  /// An operator takes over, hands back, writes, or closes.
  void command(ports::engine& desk);
  void hang_up() { ++connections_; }

private:
  struct place {
    const ports::channel_access* channel = nullptr;
    flows::address peer;
  };
  place somewhere();
  flows::content words();
  ports::conversation_command wish(std::string& kind, std::string& id);

  surroundings& around_;
  wire& webhooks_;
  const ports::crypto& crypto_;
  std::vector<ports::channel_access> channels_;
  std::uint64_t last_id_ = 0;
  std::uint64_t connections_ = 0;
};

} // namespace charla::sim
