#pragma once

#include "actors/base.hpp"
#include "actors/exchange_log.hpp"
#include "actors/wiring.hpp"

#include <list>

namespace charla::actors {

/// Turns the events of a webhook into the rows that make them durable. One commit answers one webhook.
class ingress : public actor_base {
public:
  ingress(caf::actor_config& cfg, const services& with, wiring& who);
  caf::behavior make_behavior() override;

private:
  struct parked {
    accept_events_ptr events;
    std::uint64_t number = 0;
  };
  using peer_key = std::pair<flows::channel_id, std::string>;

  void accept(const accept_events_ptr& a);
  [[nodiscard]] std::vector<peer_key> unresolved_peers(const accept_events& a) const;
  void resolved(const peer_resolved& r);
  void make_durable(const accept_events& a);
  void add(append_events& to, const ports::routed_event& e);
  void want_file(append_events& to,
                 const ports::routed_event& e,
                 const flows::address& peer,
                 const flows::content& body,
                 timestamp at) const;
  void log_webhook(append_events& to, const accept_events& a) const;
  [[nodiscard]] heard heard_of(const ports::routed_event& e) const;
  void add_cause(append_events& to,
                 const ports::routed_event& e,
                 const flows::address& peer,
                 flows::priority prio,
                 timestamp at,
                 std::string_view key_kind,
                 const std::string& key,
                 flows::cause_body body);
  [[nodiscard]] flows::conversation_id conversation_for(flows::channel_id channel, const flows::address& peer) const;

  const services& with_;
  wiring& who_;
  std::list<parked> parked_;
  std::uint64_t last_parked_ = 0;
  std::map<peer_key, flows::conversation_id> known_peers_; ///< people without a phone, as the store knows them
};

/// The dedup key of an event: the first 16 bytes of SHA-256(kind, 0, id) (protocol H11).
[[nodiscard]] ports::dedup_key dedup_key_of(const ports::crypto& c, std::string_view kind, std::string_view id);

} // namespace charla::actors
