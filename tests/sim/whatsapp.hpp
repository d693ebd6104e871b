#pragma once

#include "io/ports/codec.hpp"
#include "sim/wire.hpp"

namespace charla::sim {

/// WhatsApp as it is seen from outside: takes requests in any order, answers late, wrongly or never, and tells by
/// webhook how far each message is.
class whatsapp final : public ports::http_client {
public:
  /// @param channels by phone number id, as the requests name them.
  whatsapp(surroundings& around, wire& webhooks, std::map<std::string, ports::channel_access> channels)
      : around_(around), webhooks_(webhooks), channels_(std::move(channels)) {}

  void send(ports::client_request request, std::function<void(ports::client_response)> done) override;
  /// One of the requests under way gets further.
  void act();
  /// The engine's process has died: nobody waits for an answer any more; what was written may still arrive.
  void hang_up();

  [[nodiscard]] std::size_t under_way() const noexcept { return flying_.size(); }
  [[nodiscard]] bool idle() const noexcept { return flying_.empty(); }

private:
  struct call {
    std::size_t entry = 0; ///< in the journal; of a flow's own call: unused
    bool of_flow = false;
    timestamp until; ///< when the client gives up waiting
    std::function<void(ports::client_response)> done;
  };

  void answer_flow(call& c);
  void decide(call& c);
  void arrive(provider_request& r);
  void take(provider_request& r, const call* who_waits);
  void tell_statuses(const provider_request& r, const std::string& provider_id);
  void tell_status(const provider_request& r, ports::status_fact fact);

  surroundings& around_;
  wire& webhooks_;
  std::map<std::string, ports::channel_access> channels_;
  std::vector<call> flying_;
  std::uint64_t last_id_ = 0;
};

} // namespace charla::sim
