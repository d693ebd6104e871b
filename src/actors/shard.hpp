#pragma once

#include "actors/base.hpp"
#include "actors/conversation.hpp"

#include <list>
#include <unordered_map>
#include <unordered_set>

namespace charla::actors {

/// Owns the conversations of some virtual shards: spawns them on demand, begins them again when they crash, lets the
/// idle ones leave memory. A message to a conversation that is just leaving begins it again (the handshake of
/// `i_am_idle`), so nothing is lost by passivation; and nothing would be, because every cause is in the store.
class shard : public actor_base {
public:
  shard(caf::actor_config& cfg, const services& with, wiring& who, std::size_t index);
  caf::behavior make_behavior() override;
  void on_exit() override;

private:
  struct resident {
    flows::conversation_id id;
    flows::tenant_id tenant;
    flows::channel_id channel;
    caf::actor actor;
    std::uint64_t sent = 0;
    std::int64_t last_used_ms = 0;
  };
  /// A conversation whose actor has crashed lately.
  struct trouble {
    std::uint32_t crashes = 0;
    std::uint32_t restarts = 0;
    std::string last_error;
    std::int64_t last_ms = 0;
  };
  using residents = std::list<resident>; ///< least recently used first

  resident& obtain(flows::tenant_id tenant, flows::channel_id channel, const flows::conversation_id& id);
  template <class M>
  void hand_to(flows::tenant_id tenant, flows::channel_id channel, const flows::conversation_id& id, const M& message);
  void ended(const caf::down_msg& down);
  void begin_again(const resident& gone, const caf::error& reason);
  void forget(residents::iterator where);
  void house_keeping();
  void obey(const command_one& c);

  const services& with_;
  wiring& who_;
  residents residents_;
  std::unordered_map<flows::conversation_id, residents::iterator> by_id_;
  std::unordered_map<caf::actor_id, residents::iterator> by_actor_;
  std::unordered_map<flows::conversation_id, trouble> troubled_;
  std::unordered_set<flows::conversation_id> held_;
  bool draining_ = false;
};

} // namespace charla::actors
