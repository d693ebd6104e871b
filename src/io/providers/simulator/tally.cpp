#include "io/providers/simulator/tally.hpp"

namespace charla::simulator {

namespace {

constexpr std::size_t recipients_max = 1'000'000;
constexpr std::size_t names_max = 10'000;

template <class Map, class Key>
auto* slot(Map& all, const Key& key, std::size_t most) {
  const auto found = all.find(key);
  if (found != all.end()) return &found->second;
  return all.size() < most ? &all[key] : nullptr;
}

} // namespace

void tally::send(const send_request& r, const std::string& outcome, std::int64_t code, bool taken) {
  if (auto* n = slot(outcomes_, outcome, names_max)) ++*n;
  if (code != 0)
    if (auto* n = slot(rejections_, code, names_max)) ++*n;
  auto* const number = slot(numbers_, r.phone_number_id, names_max);
  ++(taken ? accepted_ : rejected_);
  if (number != nullptr) ++(taken ? number->accepted : number->rejected);
  if (!taken) return;
  if (auto* n = slot(recipients_, without_plus(r.recipient()), recipients_max)) ++*n;
  if (r.out_id.empty()) return;
  if (ids_.contains(r.out_id))
    ++repeated_;
  else if (ids_.size() < recipients_max)
    ids_.insert(r.out_id);
}

void tally::read_receipt(bool typing) {
  ++reads_;
  if (typing) ++typing_;
}

void tally::file_fetched(std::size_t bytes) {
  ++fetches_;
  fetched_bytes_ += static_cast<std::int64_t>(bytes);
}

std::int64_t tally::sent_to(const std::string& recipient) const {
  const auto found = recipients_.find(without_plus(recipient));
  return found == recipients_.end() ? 0 : found->second;
}

void tally::put(json::writer& w) const {
  w.member("accepted", accepted_).member("rejected", rejected_).member("repeated", repeated_);
  w.member("recipients", static_cast<std::int64_t>(recipients_.size()));
  w.member("read_receipts", reads_).member("typing", typing_).member("uploads", uploads_);
  w.member("files_fetched", fetches_).member("file_bytes_fetched", fetched_bytes_);
  w.key("outcomes").begin_object();
  for (const auto& [name, n] : outcomes_)
    w.member(name, n);
  w.end_object().key("rejections").begin_object();
  for (const auto& [code, n] : rejections_)
    w.member(std::to_string(code), n);
  w.end_object().key("numbers").begin_object();
  for (const auto& [name, n] : numbers_) {
    w.key(name).begin_object().member("accepted", n.accepted).member("rejected", n.rejected).end_object();
  }
  w.end_object();
}

} // namespace charla::simulator
