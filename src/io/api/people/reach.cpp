#include "io/api/people/reach.hpp"

#include <atomic>

namespace charla::api {

namespace {

/// Counts the answers of several actors; shared by their callbacks.
struct leaving {
  std::atomic<std::size_t> open;
  std::atomic<std::size_t> gone{0};
  std::function<void(std::size_t)> then;

  void over(bool left) {
    if (left) ++gone;
    if (--open == 0) then(gone);
  }
};

} // namespace

tl::expected<std::vector<reached>, problem> conversations_of(const call& c, const flows::contact_id& id) {
  const auto known = c.house.channels.get();
  if (!known) return refuse(unavailable("The channels have not been read yet."));
  const auto addresses = c.store().addresses(c.who.tenant, id);
  if (!addresses) return refuse(store_failed(addresses.error()));
  std::vector<reached> out;
  for (const auto& channel : known->channels) {
    if (channel.row.tenant != c.who.tenant) continue;
    for (const auto& at : *addresses) {
      const auto conversation = ports::conversation_of(c.house.with.crypto, channel.row.id, at);
      auto row = c.store().conversation(c.who.tenant, conversation);
      if (!row) return refuse(store_failed(row.error()));
      if (*row) out.push_back({channel.access, std::move(**row)});
    }
  }
  return out;
}

void let_go(const context_ptr& house,
            const std::vector<flows::conversation_id>& which,
            std::function<void(std::size_t)> then) {
  if (which.empty()) return then(0);
  const auto all = std::make_shared<leaving>();
  all->open = which.size();
  all->then = std::move(then);
  for (const auto& id : which)
    house->with.engine.look_into(id, [house, all](const std::optional<ports::conversation_detail>& d) {
      if (!d || !d->resident) return all->over(false);
      house->with.engine.command_actor(d->actor.id, ports::actor_command::passivate,
                                       [all](ports::actor_answer came) { all->over(came.done); });
    });
}

} // namespace charla::api
