#include "io/api/live/topic.hpp"
#include "io/api/visible_actors.hpp"

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

class actor_tree final : public topic {
public:
  static constexpr std::size_t conversations_max = 200;

  explicit actor_tree(const identity& who) : visible_(who) {}

  tl::expected<snapshot, problem> read(const sources& from) override {
    const auto all = from.engine.actors(conversations_max);
    snapshot s;
    s.more = all.hidden_conversations > 0;
    for (auto a : all.actors) {
      if (!visible_.shows(from.admin, a)) continue;
      a.age_ms -= a.age_ms % 10'000; // the age alone is no news
      json::writer w;
      write_actor(w, a);
      s.items.push_back({std::to_string(a.id), w.take()});
    }
    return s;
  }
  [[nodiscard]] milliseconds poll_every() const override { return milliseconds{1000}; }

private:
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
std::unique_ptr<topic> make_actor_tree(const identity& who) { return std::make_unique<actor_tree>(who); }
std::unique_ptr<topic> make_letter_groups() { return std::make_unique<letter_groups>(); }

} // namespace charla::api::live
