#pragma once

#include "actors/directory.hpp"
#include "flows/decide.hpp"
#include "io/ports/codec.hpp"
#include "io/ports/crypto.hpp"

/// What subscribers are to be told of, item by item: the rows that make it true carry it, so that both become durable
/// together. Ids are named after the cause, so that the same thing told twice is one event. No actor in here.
namespace charla::actors {

struct announcer {
  const directory& known; ///< whoever wants nothing costs nothing
  const ports::codec& codec;
  const ports::crypto& crypto;

  /// Of one turn: what came in, and who speaks now.
  [[nodiscard]] std::vector<ports::event_out>
  of_turn(const flows::decision& d, const ports::turn_write& turn, std::span<const flows::cause> causes) const;
  /// Of everything in a batch that is no turn; the same again when it is asked again.
  void fill(ports::batch& work) const;

private:
  void add_flow_events(std::vector<ports::event_out>& to,
                       const flows::decision& d,
                       const ports::turn_write& turn,
                       std::span<const flows::cause> causes) const;
  void add(std::vector<ports::event_out>& to,
           flows::tenant_id tenant,
           const std::string& cause,
           ports::told_event what) const;
  void fill(ports::send_fact& f) const;
  void fill(ports::status_fact& f) const;
  void fill(ports::override_request& r) const;
  void fill(ports::dead_letter_write& w) const;
};

} // namespace charla::actors
