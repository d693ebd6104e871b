#include "io/api/reports/facts.hpp"

#include "io/json/reader.hpp"

#include <algorithm>

namespace charla::api::reports {

namespace {

using flows::author;
using flows::direction;
using ports::report_line;

/// The longest start of at most `words_max` bytes that ends between two code points.
std::string cut(std::string_view text) {
  if (text.size() <= words_max) return std::string{text};
  auto end = words_max;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
    --end;
  return std::string{text.substr(0, end)};
}

bool is_note(const report_line& l) { return l.type == "system"; }

/// The person took over, or erased it, before it left: nobody was to get it any more.
bool is_withdrawn(const report_line& l) {
  return l.is_send && l.status == flows::message_status::failed
         && (l.error_text == "suppressed" || l.error_text == "erased");
}

/// Customers wait for an answer to what they write, not to a heart or to the news that their number has changed.
bool wants_answer(const report_line& l) {
  return l.type != "reaction" && l.type != "edit" && l.type != "revoke" && l.type != "call_permission";
}

/// `human by ana@example.com: reason` → the reason.
std::string reason_in(std::string_view words) {
  const auto colon = words.find(": ");
  return colon == std::string_view::npos ? std::string{taken_over} : cut(words.substr(colon + 2));
}

void read_note(const report_line& l, facts& f) {
  const auto parsed = json::document::parse(l.note);
  if (!parsed) return;
  const auto kind = parsed->root()["kind"].text().value_or("");
  const auto body = parsed->root()["body"].text().value_or("");
  if (kind == "handoff")
    f.handoffs.push_back(body.empty() ? std::string{handed_over} : cut(body));
  else if (kind == "flow_stopped")
    f.handoffs.emplace_back(kind);
  else if (kind == "control_changed" && body.starts_with("human"))
    f.handoffs.push_back(reason_in(body));
  else if (kind == "status_changed" && body.starts_with("resolved"))
    f.resolved = true;
}

std::string lower(std::string_view text) {
  std::string out = cut(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

/// Meta says `category` and `billable`; YCloud `pricingCategory` and a price.
std::optional<charge> read_pricing(const std::string& text) {
  if (text.empty()) return std::nullopt;
  const auto parsed = json::document::parse(text);
  if (!parsed) return std::nullopt;
  const auto p = parsed->root();
  const auto category = p["category"].exists() ? p["category"].text() : p["pricingCategory"].text();
  if (!category) return std::nullopt;
  const bool paid = p["billable"].boolean().value_or(p["totalPrice"].number().value_or(0) > 0);
  return charge{lower(*category), paid};
}

void read_send(const report_line& l, facts& f) {
  if (l.status == flows::message_status::failed)
    f.failures.push_back({l.at, l.error_code, cut(l.error_text)});
  else if (l.type == "template" && l.status >= flows::message_status::sent)
    ++f.templates_sent;
  if (auto paid = read_pricing(l.pricing)) f.charges.push_back(std::move(*paid));
}

/// Follows who waits for whom, from before the range to behind it.
class waiting {
public:
  waiting(timestamp from, timestamp to) : from_(from), to_(to) {}
  void read(const report_line& l, facts& f) {
    if (l.dir == direction::inbound) {
      if (!since_ && wants_answer(l)) since_ = l.at;
      return;
    }
    if (!since_ || l.status == flows::message_status::failed) return;
    if (*since_ >= from_ && *since_ < to_)
      f.responses.push_back({*since_, std::max<std::int64_t>(0, (l.at - *since_).count())});
    since_.reset();
  }

private:
  timestamp from_;
  timestamp to_;
  std::optional<timestamp> since_;
};

} // namespace

facts facts_of(const ports::report_conversation& c, timestamp from, timestamp to) {
  facts f;
  waiting who{from, to};
  bool person = false;
  bool bot = false;
  for (const auto& l : c.lines) {
    const bool inside = l.at >= from && l.at < to;
    if (inside && l.seq == 1) f.started_at = l.at;
    if (is_note(l)) {
      if (inside) read_note(l, f);
      continue;
    }
    if (is_withdrawn(l)) continue;
    who.read(l, f);
    if (!inside) continue;
    f.lines.push_back({l.at, l.dir, l.by});
    f.handled = f.handled || l.dir == direction::inbound;
    person = person || l.by == author::human;
    bot = bot || l.by == author::bot;
    if (l.is_send) read_send(l, f);
  }
  f.bot_alone = f.handled && bot && !person && f.handoffs.empty() && c.mode != flows::control_mode::paused;
  return f;
}

} // namespace charla::api::reports
