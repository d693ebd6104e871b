#include "io/api/live/topic.hpp"

namespace charla::api::live {

void topic::follow(const ports::feed_change&, const view&, ops&) const {}

tl::expected<std::unique_ptr<topic>, no_topic>
make_topic(std::string_view name, json::value filter, const identity& who, const directory& known) {
  using made = tl::expected<std::unique_ptr<topic>, no_topic>;
  struct request {
    json::value filter;
    const identity& who;
    const directory& known;
  };
  struct known_topic {
    std::string_view name;
    right needs;
    made (*make)(const request&);
  };
  static constexpr auto all = std::to_array<known_topic>({
      {"inbox", right::conversations_read, [](const request& r) { return make_inbox(r.filter, r.who, r.known); }},
      {"conversation", right::conversations_read, [](const request& r) { return make_conversation(r.filter); }},
      {"agenda", right::agenda_read, [](const request& r) { return make_agenda(r.filter, r.who); }},
      {"counts", right::conversations_read, [](const request&) { return made{make_counts()}; }},
      {"presence", right::conversations_read, [](const request&) { return made{make_presence()}; }},
      {"actors.tree", right::actors_read, [](const request& r) { return make_actor_tree(r.filter, r.who); }},
      {"actor", right::actors_read, [](const request& r) { return make_actor(r.filter, r.who); }},
      {"cluster", right::actors_read, [](const request&) { return made{make_cluster()}; }},
      {"metrics", right::actors_read, [](const request&) { return made{make_metrics()}; }},
      {"logs", right::signed_in, [](const request& r) { return make_logs(r.filter, r.who); }},
      {"tasks", right::messages_read, [](const request&) { return made{make_tasks()}; }},
      {"dlq.groups", right::letters_read, [](const request&) { return made{make_letter_groups()}; }},
  });
  for (const auto& t : all) {
    if (t.name != name) continue;
    if (!who.may(t.needs))
      return tl::make_unexpected(
          no_topic{"forbidden", "This needs the right `" + std::string{name_of(t.needs)} + "`."});
    return t.make({filter, who, known});
  }
  std::string names;
  for (const auto& t : all)
    names += (names.empty() ? "" : ", ") + std::string{t.name};
  return tl::make_unexpected(no_topic{"no_such_topic", "Topics: " + names + "."});
}

} // namespace charla::api::live
