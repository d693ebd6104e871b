#include "io/api/live/topic.hpp"

namespace charla::api::live {

void topic::follow(const ports::feed_change&, const view&, ops&) const {}

tl::expected<std::unique_ptr<topic>, no_topic>
make_topic(std::string_view name, json::value filter, const identity& who) {
  struct known_topic {
    std::string_view name;
    right needs;
    tl::expected<std::unique_ptr<topic>, no_topic> (*make)(json::value, const identity&);
  };
  static constexpr auto plain = [](std::unique_ptr<topic> t) {
    return tl::expected<std::unique_ptr<topic>, no_topic>{std::move(t)};
  };
  static constexpr auto all = std::to_array<known_topic>({
      {"inbox", right::conversations_read, make_inbox},
      {"conversation", right::conversations_read, make_conversation},
      {"counts", right::conversations_read, [](json::value, const identity&) { return plain(make_counts()); }},
      {"actors.tree", right::actors_read, make_actor_tree},
      {"actor", right::actors_read, make_actor},
      {"cluster", right::actors_read, [](json::value, const identity&) { return plain(make_cluster()); }},
      {"metrics", right::actors_read, [](json::value, const identity&) { return plain(make_metrics()); }},
      {"logs", right::signed_in, make_logs},
      {"tasks", right::messages_read, [](json::value, const identity&) { return plain(make_tasks()); }},
      {"dlq.groups", right::letters_read, [](json::value, const identity&) { return plain(make_letter_groups()); }},
  });
  for (const auto& t : all) {
    if (t.name != name) continue;
    if (!who.may(t.needs))
      return tl::make_unexpected(
          no_topic{"forbidden", "This needs the right `" + std::string{name_of(t.needs)} + "`."});
    return t.make(filter, who);
  }
  return tl::make_unexpected(no_topic{"no_such_topic",
                                      "Topics: inbox, conversation, counts, actors.tree, actor, cluster, metrics, "
                                      "logs, tasks, dlq.groups."});
}

} // namespace charla::api::live
