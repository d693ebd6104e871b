#pragma once

#include "io/api/live/table.hpp"
#include "io/api/presence.hpp"
#include "io/api/show.hpp"
#include "io/json/reader.hpp"

namespace charla::api::live {

/// What topics read from. Blocks.
struct sources {
  ports::store_admin& admin;
  ports::store_reader& reader;
  ports::engine& engine;
  const identity& who;
  view shown;
  context& house;
  flows::timestamp now;
  std::int64_t boot_ms = 0;
};

/// A table that somebody looks at, with its filter, within one tenant.
class topic {
public:
  virtual ~topic() = default;
  [[nodiscard]] virtual tl::expected<snapshot, problem> read(const sources& from) = 0;
  /// What a change of the tenant's stream means for the table. Only for a topic that is not polled.
  virtual void follow(const ports::feed_change& change, const view& shown, ops& out) const;
  /// How often it is read anew; zero for a topic that follows the tenant's stream.
  [[nodiscard]] virtual std::chrono::milliseconds poll_every() const { return std::chrono::milliseconds{0}; }
  [[nodiscard]] bool is_polled() const { return poll_every().count() > 0; }
};

/// What cannot be subscribed to: the code of the `err` frame, and the words.
struct no_topic {
  std::string_view code; ///< `no_such_topic`, `forbidden`, `bad_filter`
  std::string words;
};
/// `inbox{view,q,…}` as the list of conversations takes it, `conversation{id}`, `agenda{from,to,resource}`, `counts{}`,
/// `presence{}`, `actors.tree{q,conversations,kind}`, `actor{conversation}`, `cluster{}`, `metrics{}`, `logs{level,q}`,
/// `tasks{}`, `dlq.groups{}`.
[[nodiscard]] tl::expected<std::unique_ptr<topic>, no_topic>
make_topic(std::string_view name, json::value filter, const identity& who, const directory& known);

// One maker each, in the file of its subject.
[[nodiscard]] tl::expected<std::unique_ptr<topic>, no_topic>
make_inbox(json::value filter, const identity& who, const directory& known);
[[nodiscard]] tl::expected<std::unique_ptr<topic>, no_topic> make_conversation(json::value filter);
[[nodiscard]] tl::expected<std::unique_ptr<topic>, no_topic> make_agenda(json::value filter, const identity& who);
[[nodiscard]] std::unique_ptr<topic> make_counts();
[[nodiscard]] std::unique_ptr<topic> make_presence();
[[nodiscard]] tl::expected<std::unique_ptr<topic>, no_topic> make_actor_tree(json::value filter, const identity& who);
[[nodiscard]] tl::expected<std::unique_ptr<topic>, no_topic> make_actor(json::value filter, const identity& who);
[[nodiscard]] tl::expected<std::unique_ptr<topic>, no_topic> make_logs(json::value filter, const identity& who);
[[nodiscard]] std::unique_ptr<topic> make_cluster();
[[nodiscard]] std::unique_ptr<topic> make_metrics();
[[nodiscard]] std::unique_ptr<topic> make_tasks();
[[nodiscard]] std::unique_ptr<topic> make_letter_groups();

} // namespace charla::api::live
