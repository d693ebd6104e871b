#include "io/api/visible_actors.hpp"

namespace charla::api {

bool visible_actors::shows(ports::store_admin& store, const ports::actor_info& actor) {
  if (everything_ || actor.type != "conversation") return true;
  if (const auto known = known_.find(actor.name); known != known_.end()) return known->second;
  if (known_.size() >= remembered_max) known_.clear();
  const auto slash = actor.name.find('/');
  const auto id = flows::parse_uuid(std::string_view{actor.name}.substr(slash == std::string::npos ? 0 : slash + 1));
  if (!id) return false;
  const auto row = store.conversation(tenant_, flows::conversation_id{*id});
  if (!row) return false; // asked again next time
  // One that has never committed is not in the store yet: it may become ours.
  if (*row) known_[actor.name] = true;
  return row->has_value();
}

} // namespace charla::api
