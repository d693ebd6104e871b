#include "io/api/live/topic.hpp"

#include <algorithm>

namespace charla::api::live {

namespace {

constexpr std::size_t window = 100;
constexpr std::size_t search_max = 100;

std::string lower(std::string_view text) {
  std::string out{text};
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

bool has(std::string_view text, const std::string& lowered) { return lower(text).find(lowered) != std::string::npos; }

std::string row_json(const ports::conversation_row& row, const view& v) {
  json::writer w;
  write_conversation(w, v, row);
  return w.take();
}

/// The list of conversations of one view, its newest hundred.
class inbox final : public topic {
public:
  explicit inbox(ports::conversation_filter filter) : filter_(std::move(filter)), search_(lower(filter_.search)) {}

  tl::expected<snapshot, problem> read(const sources& from) override {
    const auto page = from.admin.conversations(from.who.tenant, filter_, "", window);
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
    if (matches(c->row))
      add(out, {op::kind::put, key, row_json(c->row, shown)});
    else
      add(out, {op::kind::del, key, {}});
  }

private:
  [[nodiscard]] bool matches(const ports::conversation_row& row) const {
    if (filter_.status && *filter_.status != row.summary.status) return false;
    if (filter_.mode && *filter_.mode != row.mode) return false;
    if (filter_.unread_only && row.unread <= 0) return false;
    return search_.empty() || has(row.summary.contact_name, search_) || has(row.summary.peer.wa_id, search_)
           || has(row.summary.preview, search_);
  }

  ports::conversation_filter filter_;
  std::string search_;
};

} // namespace

tl::expected<std::unique_ptr<topic>, no_topic> make_inbox(json::value filter, const identity&) {
  ports::conversation_filter f;
  const auto view = filter["view"].text().value_or("all");
  if (view == "person")
    f.mode = flows::control_mode::human;
  else if (view == "bot")
    f.mode = flows::control_mode::bot;
  else if (view == "paused")
    f.mode = flows::control_mode::paused;
  else if (view == "unread")
    f.unread_only = true;
  else if (view == "closed")
    f.status = flows::conversation_status::resolved;
  else if (view != "all")
    return tl::make_unexpected(no_topic{"bad_filter", "view: all, person, bot, paused, unread or closed."});
  f.search = filter["q"].text().value_or("").substr(0, search_max);
  return std::make_unique<inbox>(std::move(f));
}

} // namespace charla::api::live
