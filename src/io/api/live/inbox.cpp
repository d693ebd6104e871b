#include "io/api/inbox/wish.hpp"
#include "io/api/live/topic.hpp"

namespace charla::api::live {

namespace {

constexpr std::size_t window = 100;

std::string row_json(const ports::conversation_row& row, const view& v) {
  json::writer w;
  write_conversation(w, v, row);
  return w.take();
}

/// The first hundred conversations of one list. It follows the stream; only who has waited too long becomes so without
/// a change, and is looked for from time to time.
class inbox final : public topic {
public:
  explicit inbox(inbox_wish wish) : wish_(std::move(wish)) {}

  tl::expected<snapshot, problem> read(const sources& from) override {
    const auto page = from.admin.conversations(from.who.tenant, wish_.at(from.now), "", window);
    if (!page) return refuse(store_failed(page.error()));
    snapshot s;
    s.more = !page->next.empty();
    for (const auto& row : page->items)
      s.items.push_back({flows::to_string(row.id.value()), row_json(row, from.shown)});
    return s;
  }

  void follow(const ports::feed_change& change, const view& shown, ops& out) const override {
    const auto* c = std::get_if<ports::conversation_changed>(&change.what);
    if (c == nullptr) return;
    const auto key = flows::to_string(c->row.id.value());
    if (ports::lets_through(wish_.at(change.at), c->row))
      add(out, {op::kind::put, key, row_json(c->row, shown)});
    else
      add(out, {op::kind::del, key, {}});
  }

  [[nodiscard]] std::chrono::milliseconds poll_every() const override {
    return std::chrono::milliseconds{wish_.older_than ? 5000 : 0};
  }

private:
  inbox_wish wish_;
};

/// Of a filter, as texts: a whole number and a boolean are what a query would say.
std::optional<std::string> said_in(json::value filter, std::string_view name) {
  const auto v = filter[name];
  if (!v.exists() || v.kind() == json::kind::null) return std::nullopt;
  const auto text = v.text();
  return text ? std::string{*text} : v.dump();
}

} // namespace

tl::expected<std::unique_ptr<topic>, no_topic>
make_inbox(json::value filter, const identity& who, const directory& known) {
  // A status that is asked for by name takes the place of the view that nobody asked for.
  const auto view = filter["status"].exists() ? "" : "all";
  auto wish = read_inbox_wish([&](std::string_view name) { return said_in(filter, name); }, view, known, who);
  if (wish) return std::make_unique<inbox>(*std::move(wish));
  const auto& first = wish.error().front();
  return tl::make_unexpected(no_topic{"bad_filter", first.field + ": " + first.hint});
}

} // namespace charla::api::live
