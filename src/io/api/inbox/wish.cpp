#include "io/api/inbox/wish.hpp"

#include <charconv>

namespace charla::api {

namespace {

constexpr std::size_t search_max = 100;
constexpr std::int64_t older_max_s = 366ll * 24 * 3600;
constexpr std::string_view view_names =
    "One of: all, mine, unassigned, waiting, person, bot, paused, unread, snoozed, closed.";

template <class Enum>
std::optional<Enum> parse_one(std::string_view text, std::initializer_list<Enum> all) {
  for (const auto one : all)
    if (flows::name_of(one) == text) return one;
  return std::nullopt;
}

class reading {
public:
  reading(const said_by_name& said, const directory& known, const identity& who)
      : said_(said), known_(known), who_(who) {}

  void view(std::string_view otherwise) {
    const auto name = text("view").value_or(std::string{otherwise});
    if (!name.empty() && !ports::narrow_to_view(f(), name, who_.email)) wrong("view", "not_one_of", view_names);
  }
  void channel() {
    const auto key = text("channel");
    if (!key) return;
    const auto* channel = known_.find(who_.tenant, *key);
    if (channel == nullptr) return wrong("channel", "unknown", "The key of a channel of this tenant.");
    f().channel = channel->row.id;
  }
  void status() {
    using s = flows::conversation_status;
    narrow("status", f().status, {s::open, s::pending, s::snoozed, s::resolved},
           "One of: open, pending, snoozed, resolved.");
  }
  void mode() {
    using m = flows::control_mode;
    narrow("mode", f().mode, {m::bot, m::human, m::paused}, "One of: bot, human, paused.");
  }
  void assignee() {
    auto name = text("assignee");
    if (!name) return;
    if (f().assignee && *f().assignee != *name) return twice("assignee");
    f().assignee = std::move(name);
  }
  void unread() {
    const auto yes = text("unread");
    if (yes && *yes != "true" && *yes != "false") return wrong("unread", "not_one_of", "true or false.");
    f().unread_only = f().unread_only || yes == "true";
  }
  void words() {
    f().search = text("q").value_or("").substr(0, search_max);
    f().label = text("label").value_or("").substr(0, search_max);
  }
  void older_than() {
    const auto given = text("older_than");
    if (!given) return;
    std::int64_t s = 0;
    const auto [end, ec] = std::from_chars(given->data(), given->data() + given->size(), s);
    if (ec != std::errc{} || end != given->data() + given->size() || s < 1 || s > older_max_s)
      return wrong("older_than", "range", "Seconds that the customer has waited: 1 to a year of them.");
    out_.older_than = std::chrono::seconds{s};
  }
  void sort() {
    const auto name = text("sort").value_or("activity");
    if (name != "activity" && name != "waiting") return wrong("sort", "not_one_of", "One of: activity, waiting.");
    f().order = name == "waiting" ? ports::conversation_order::waiting : ports::conversation_order::activity;
  }

  [[nodiscard]] tl::expected<inbox_wish, std::vector<field_error>> done() && {
    if (!errors_.empty()) return tl::make_unexpected(std::move(errors_));
    return std::move(out_);
  }

private:
  ports::conversation_filter& f() { return out_.filter; }
  std::optional<std::string> text(std::string_view name) {
    auto given = said_(name);
    return given && !given->empty() ? std::move(given) : std::nullopt;
  }
  void wrong(std::string_view field, std::string reason, std::string_view hint) {
    errors_.push_back({std::string{field}, std::move(reason), std::string{hint}});
  }
  void twice(std::string_view field) { wrong(field, "conflict", "The view says this already: leave one of them out."); }
  template <class Enum>
  void
  narrow(std::string_view field, std::optional<Enum>& to, std::initializer_list<Enum> all, std::string_view names) {
    const auto given = text(field);
    if (!given) return;
    const auto one = parse_one(*given, all);
    if (!one) return wrong(field, "not_one_of", names);
    if (to && *to != *one) return twice(field);
    to = one;
  }

  const said_by_name& said_;
  const directory& known_;
  const identity& who_;
  inbox_wish out_;
  std::vector<field_error> errors_;
};

} // namespace

ports::conversation_filter inbox_wish::at(flows::timestamp now) const {
  auto f = filter;
  if (older_than) f.waiting_before = now - *older_than;
  return f;
}

tl::expected<inbox_wish, std::vector<field_error>>
read_inbox_wish(const said_by_name& said, std::string_view view, const directory& known, const identity& who) {
  reading r{said, known, who};
  r.view(view);
  r.channel();
  r.status();
  r.mode();
  r.assignee();
  r.unread();
  r.words();
  r.older_than();
  r.sort();
  return std::move(r).done();
}

} // namespace charla::api
