#include "crowd.hpp"

#include <algorithm>
#include <array>

namespace charla::prove {

using namespace flows; // NOLINT(google-build-using-namespace)

std::string digest::text() const {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  for (int shift = 60; shift >= 0; shift -= 4)
    out += digits[(value_ >> static_cast<unsigned>(shift)) & 15U];
  return out;
}

customer::customer(std::uint64_t seed, std::size_t number) : dice_(seed * 1'000'003 + number) {
  constexpr std::int64_t monday_noon = 1'772'452'800'000;
  now_ = from_unix_ms(monday_noon + static_cast<std::int64_t>(dice_.below(86'400'000)));
  birth_.tenant = tenant_id{1};
  birth_.channel = channel_id{1};
  uuid id;
  for (auto& byte : id.bytes)
    byte = static_cast<std::uint8_t>(dice_.next());
  birth_.id = conversation_id{id};
  std::reverse(id.bytes.begin(), id.bytes.end());
  birth_.contact = contact_id{id};
  birth_.peer.wa_id = "54911" + std::to_string(10'000'000 + number);
  rule_.zone = "<-03>3";
  rule_.hours = "mon-fri 09:00-18:00";
  rule_.channel = "wa_main";
  state_ = birth_;
}

/// What somebody who means to order would say where the flow stands; empty: nothing in particular.
std::string customer::fitting_words() {
  if (!state_.run) return dice_.below(2) == 0 ? "quiero pedir" : "";
  const auto& node = state_.run->node;
  if (node == "cuantos") return std::to_string(1 + dice_.below(40));
  if (node == "sabor") return dice_.below(3) == 0 ? "pollo" : "queso";
  return node == "respuesta" ? "sí" : "";
}

cause_body customer::say() {
  static const std::array<std::string, 22> words{
      "hola", "precio", "quiero pedir", "pedir",   "3", "una docena",   "12", "40",   "queso", "carne", "2", "sí", "no",
      "menu", "idioma", "ñandú 🙂", "persona", "",  "pizza grande", "ok", "baja", "1"};
  inbound_message m;
  m.provider_id = "wamid." + std::to_string(++said_) + '.' + birth_.peer.wa_id;
  m.from = birth_.peer;
  m.profile_name = dice_.below(10) == 0 ? "" : "Ana";
  m.sent_at = now_ - milliseconds{static_cast<std::int64_t>(dice_.below(2000))};
  if (auto fitting = dice_.below(3) != 0 ? fitting_words() : std::string{}; !fitting.empty()) {
    m.body = text_content{std::move(fitting)};
    return m;
  }
  switch (dice_.below(12)) {
  case 0: {
    choice_content tap;
    static const std::array<std::string, 6> ids{"queso", "carne", "pollo", "si", "no", "pizza"};
    tap.id = ids.at(dice_.below(ids.size()));
    tap.title = tap.id;
    m.body = tap;
    break;
  }
  case 1: {
    media_content photo;
    photo.media_id = "M" + std::to_string(said_);
    m.body = photo;
    break;
  }
  default: m.body = text_content{words.at(dice_.below(words.size()))};
  }
  return m;
}

std::optional<cause_body> customer::answer() {
  if (!call_) return std::nullopt;
  call_finished m;
  m.token = *call_;
  call_.reset();
  const auto how = dice_.below(10);
  m.how = how == 0   ? call_finished::outcome::failed
          : how == 1 ? call_finished::outcome::timed_out
                     : call_finished::outcome::ok;
  m.status = how == 0 ? 500 : 200;
  m.values = {{"precio", std::to_string(100 + dice_.below(900)) + ".5"}};
  if (m.how != call_finished::outcome::ok) m.values.clear();
  return m;
}

std::optional<cause_body> customer::due_timer() {
  const auto first = std::min_element(timers_.begin(), timers_.end(),
                                      [](const auto& a, const auto& b) { return a.second.due < b.second.due; });
  if (first == timers_.end()) return std::nullopt;
  now_ = std::max(now_, *first->second.due);
  timer_fired m{first->first, armed_at_[first->first], first->second.body};
  timers_.erase(first);
  return m;
}

cause_body customer::step_in() {
  switch (dice_.below(4)) {
  case 0: {
    echo_message m;
    m.provider_id = "wamid.e" + std::to_string(++said_) + '.' + birth_.peer.wa_id;
    m.to = birth_.peer;
    m.sent_at = now_;
    m.body = text_content{"te atiendo yo"};
    return m;
  }
  case 1: {
    run_request m;
    m.what = run_request::act::event;
    m.event = "pedido_enviado";
    m.by = "api";
    return m;
  }
  case 2: {
    contact_changed m;
    m.tags_added = {"vip"};
    m.by = "Luis";
    return m;
  }
  default: {
    control_changed m;
    m.mode = control_mode::bot;
    m.by = "Luis";
    state_.mode = m.mode;
    state_.human_override_until.reset();
    ++state_.ctl_seq;
    return m;
  }
  }
}

std::vector<cause> customer::next() {
  now_ += milliseconds{1000 + static_cast<std::int64_t>(dice_.below(120'000))};
  std::vector<cause> out;
  const auto add = [&](cause_body body) { out.push_back({{}, now_, "corr", std::move(body)}); };
  const auto what = dice_.below(10);
  std::optional<cause_body> from_outside;
  if (what < 4) from_outside = answer();
  if (!from_outside && what >= 2 && what < 5) from_outside = due_timer();
  if (from_outside)
    add(*std::move(from_outside));
  else if (what == 9)
    add(step_in());
  else
    add(say());
  if (dice_.below(6) == 0) add(say()); // a burst
  return out;
}

void customer::remember(const decision& d) {
  for (const auto& t : d.timers) {
    if (t.due) {
      timers_.insert_or_assign(t.key, t);
      armed_at_.insert_or_assign(t.key, d.next.version);
    } else {
      timers_.erase(t.key);
    }
  }
  if (!d.calls.empty()) call_ = d.calls.back().token;
  state_ = d.next;
}

} // namespace charla::prove
