#include "io/providers/simulator/stage.hpp"

namespace charla::simulator {

namespace {

constexpr std::size_t numbers_max = 10'000;

} // namespace

stage::stage(options o, ports::http_client& client, const ports::clock& c, ports::crypto& cr, schedule_fn when)
    : settings(std::move(o)), clock(c), crypto(cr), schedule(std::move(when)),
      posts(std::make_shared<poster>(settings, client, clock, crypto, schedule)), random(settings.seed),
      limits(settings.limits ? meta_limits() : limit_settings{}), files(settings.file_bytes_max),
      log(settings.requests_kept, settings.log_path) {}

std::string stage::new_id(const dialect& d) {
  auto hex = hex_of(crypto.random_bytes(12));
  for (auto& c : hex)
    if (c >= 'a') c = static_cast<char>(c - 'a' + 'A');
  return d.id_of(hex);
}

our_number& stage::number_of(const std::string& id) {
  if (numbers.size() >= numbers_max && !numbers.contains(id)) numbers.erase(numbers.begin());
  return numbers[id];
}

sender_number stage::sender_of(const std::string& id) {
  const auto known = numbers.find(id);
  if (known != numbers.end() && !known->second.display.empty()) return {id, known->second.display};
  return {id, id.starts_with('+') ? without_plus(id) : settings.display_phone_number};
}

} // namespace charla::simulator
