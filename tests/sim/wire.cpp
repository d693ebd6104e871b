#include "sim/wire.hpp"

#include <algorithm>

namespace charla::sim {

namespace {

constexpr std::size_t events_per_webhook_max = 4;
constexpr std::int64_t retry_most_ms = 5'000;

const char* word_for(ports::accept_outcome how) {
  switch (how) {
  case ports::accept_outcome::durable: return "200";
  case ports::accept_outcome::overloaded: return "503 overloaded";
  case ports::accept_outcome::unavailable: return "503 unavailable";
  }
  return "?";
}

} // namespace

void wire::post(ports::routed_event event, acknowledged known) {
  letters_.push_back({++last_number_, std::move(event), std::move(known), around_.clock.now()});
}

void wire::deliver(ports::engine& door) {
  std::vector<ports::routed_event> events;
  std::vector<std::uint64_t> numbers;
  std::string ids;
  for (auto left = 1 + around_.chance.below(events_per_webhook_max); left > 0 && !letters_.empty(); --left) {
    auto& l = letters_[around_.chance.below(letters_.size())];
    if (l.open || l.not_before > around_.clock.now()) continue;
    l.open = true;
    events.push_back(l.event);
    numbers.push_back(l.number);
    ids += ' ' + l.known.kind + '/' + l.known.id;
  }
  if (events.empty()) return;
  around_.say("webhook:" + ids);
  open_events_ += events.size();
  door.accept(std::move(events), [this, numbers, connection = connections_](ports::accept_outcome how) {
    if (connection == connections_ && around_.power) answered(numbers, how);
  });
}

void wire::answered(const std::vector<std::uint64_t>& numbers, ports::accept_outcome how) {
  open_events_ -= numbers.size();
  around_.say(std::string{word_for(how)} + " for " + std::to_string(numbers.size()) + " events");
  ++around_.book.reached[std::string{"answer "} + word_for(how)];
  for (const auto number : numbers) {
    const auto l = std::find_if(letters_.begin(), letters_.end(), [&](const auto& x) { return x.number == number; });
    l->open = false;
    l->not_before = around_.clock.now() + flows::milliseconds{around_.chance.between(0, retry_most_ms)};
    if (how != ports::accept_outcome::durable) continue;
    if (!l->told) around_.book.acknowledgements.push_back(l->known);
    l->told = true;
    if (!around_.happens(around_.odds.doubled, "webhook doubled")) letters_.erase(l);
  }
}

void wire::hang_up() {
  ++connections_;
  open_events_ = 0;
  for (auto& l : letters_)
    l.open = false;
}

} // namespace charla::sim
