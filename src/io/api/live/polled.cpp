#include "io/api/live/topic.hpp"
#include "io/api/visible_actors.hpp"

#include <algorithm>
#include <map>

namespace charla::api::live {

namespace {

using std::chrono::milliseconds;

/// How many conversations each view has, up to a hundred: nobody reads more off a badge.
class counts final : public topic {
public:
  static constexpr std::int64_t counted_max = 100;

  tl::expected<snapshot, problem> read(const sources& from) override {
    const auto views = from.admin.count_views(from.who.tenant, from.who.email, counted_max);
    if (!views) return refuse(store_failed(views.error()));
    snapshot s;
    for (const auto& v : *views) {
      if (v.view == "letters" && !from.who.may(right::letters_read)) continue;
      json::writer w;
      w.begin_object().member("count", v.count).member("more", v.more).end_object();
      s.items.push_back({std::string{v.view}, w.take()});
    }
    return s;
  }
  [[nodiscard]] milliseconds poll_every() const override { return milliseconds{2000}; }
};

struct tree_filter {
  std::string q; ///< in name, kind or state, in small letters
  std::string kind;
  std::size_t conversations = 200;
};

std::string small(std::string_view text) {
  std::string out{text};
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

class actor_tree final : public topic {
public:
  /// Conversations that are looked through for a text or a kind.
  static constexpr std::size_t looked_through_max = 20'000;

  actor_tree(tree_filter filter, const identity& who) : filter_(std::move(filter)), visible_(who) {}

  tl::expected<snapshot, problem> read(const sources& from) override {
    const auto all = from.engine.actors(filter_.q.empty() ? filter_.conversations : looked_through_max);
    snapshot s;
    s.more = all.hidden_conversations > 0;
    std::size_t conversations = 0;
    for (auto a : all.actors) {
      if (!wanted(a)) continue;
      if (a.type == "conversation" && conversations == filter_.conversations) {
        s.more = true;
        continue;
      }
      if (!visible_.shows(from.admin, a)) continue;
      if (a.type == "conversation") ++conversations;
      a.age_ms -= a.age_ms % 10'000; // the age alone is no news
      json::writer w;
      write_actor(w, a);
      s.items.push_back({std::to_string(a.id), w.take()});
    }
    return s;
  }
  [[nodiscard]] milliseconds poll_every() const override { return milliseconds{1000}; }

private:
  [[nodiscard]] bool wanted(const ports::actor_info& a) const {
    if (!filter_.kind.empty() && a.type != filter_.kind) return false;
    return filter_.q.empty() || small(a.name + ' ' + a.state).find(filter_.q) != std::string::npos;
  }

  tree_filter filter_;
  visible_actors visible_;
};

/// Dead letters by what went wrong.
class letter_groups final : public topic {
public:
  static constexpr std::size_t looked_at_max = 500;

  tl::expected<snapshot, problem> read(const sources& from) override {
    const auto page = from.admin.dead_letters(from.who.tenant, "open", "", looked_at_max);
    if (!page) return refuse(store_failed(page.error()));
    struct group {
      std::int64_t count = 0;
      flows::timestamp first, last;
      std::string kind, reason;
    };
    std::map<std::string, group> groups;
    for (const auto& l : page->items) {
      auto& g = groups[l.reason + "/" + l.kind];
      if (g.count++ == 0) g.last = l.at;
      g.first = l.at;
      g.kind = l.kind;
      g.reason = l.reason;
    }
    snapshot s;
    s.more = !page->next.empty();
    for (const auto& [key, g] : groups) {
      json::writer w;
      w.begin_object().member("reason", g.reason).member("kind", g.kind).member("count", g.count);
      w.member("first_at", show_time(g.first)).member("last_at", show_time(g.last)).end_object();
      s.items.push_back({key, w.take()});
    }
    return s;
  }
  [[nodiscard]] milliseconds poll_every() const override { return milliseconds{5000}; }
};

} // namespace

std::unique_ptr<topic> make_counts() { return std::make_unique<counts>(); }
tl::expected<std::unique_ptr<topic>, no_topic> make_actor_tree(json::value filter, const identity& who) {
  tree_filter f;
  f.q = small(filter["q"].text().value_or("").substr(0, 100));
  f.kind = filter["kind"].text().value_or("").substr(0, 40);
  if (const auto n = filter["conversations"]; n.exists()) {
    const auto given = n.integer().value_or(-1);
    if (given < 0 || given > 1000) return tl::make_unexpected(no_topic{"bad_filter", "conversations: from 0 to 1000."});
    f.conversations = static_cast<std::size_t>(given);
  }
  return std::make_unique<actor_tree>(std::move(f), who);
}
std::unique_ptr<topic> make_letter_groups() { return std::make_unique<letter_groups>(); }

} // namespace charla::api::live
