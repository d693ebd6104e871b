#include "stub/status_poster.hpp"

#include "wire/clock.hpp"

#include <ctime>
#include <fmt/format.h>

namespace charla::bench {

namespace {
constexpr std::size_t connections = 8;
constexpr std::int64_t retry_after = 200 * ns_per_ms;
} // namespace

status_poster::status_poster(
    loop& l, line_log& log, const std::string& url, std::string_view secret, std::string phone_number_id)
    : loop_(l), log_(log), to_(parse_endpoint(url)), signer_(secret), phone_number_id_(std::move(phone_number_id)) {
  const client::callbacks on{
      [this](client& c) {
        idle_.push_back(&c);
        pump();
      },
      [this](client& c, const http_message& m) { answered(c, m.status()); },
      [this](client& c) { answered(c, 0); },
  };
  for (std::size_t i = 0; i < connections; ++i)
    clients_.push_back(std::make_unique<client>(loop_, to_, on));
  for (auto& c : clients_)
    c->connect();
}

void status_poster::post(status_event e) {
  queue_.push_back(std::move(e));
  pump();
}

void status_poster::pump() {
  while (!idle_.empty() && !queue_.empty()) {
    auto* const on = idle_.back();
    idle_.pop_back();
    if (!on->ready()) continue; // it went down while nobody needed it, and reports again once it is up
    auto& e = in_flight_.insert_or_assign(on, std::move(queue_.front())).first->second;
    queue_.pop_front();
    on->post(request(e));
  }
}

void status_poster::answered(client& on, int status) {
  const auto found = in_flight_.find(&on);
  if (found == in_flight_.end()) return;
  auto e = std::move(found->second);
  in_flight_.erase(found);
  if (status == 200) {
    ++posted_;
    log_.line(fmt::format("S\t{}\t{}\t{}\t{}", mono_ns(), e.out_id, e.status, e.wamid));
    return;
  }
  ++delayed_;
  loop_.at(mono_ns() + retry_after, [this, e = std::move(e)]() mutable {
    --delayed_;
    post(std::move(e));
  });
}

std::string status_poster::request(const status_event& e) const {
  const auto errors = e.status == "failed" ? R"(,"errors":[{"code":131026,"title":"Message undeliverable"}])" : "";
  const auto body = fmt::format(
      R"({{"object":"whatsapp_business_account","entry":[{{"id":"102290129340398","changes":[{{"field":"messages","value":{{)"
      R"("messaging_product":"whatsapp","metadata":{{"display_phone_number":"5491100000000","phone_number_id":"{}"}},)"
      R"("statuses":[{{"id":"{}","status":"{}","timestamp":"{}","recipient_id":"{}","biz_opaque_callback_data":"{}"{}}}]}}}}]}}]}})",
      phone_number_id_, e.wamid, e.status, ::time(nullptr), e.to, e.out_id, errors);
  std::string signature(64, '0');
  signer_.hex(body, signature.data());
  return fmt::format(
      "POST {} HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\nX-Hub-Signature-256: sha256={}\r\n"
      "Content-Length: {}\r\n\r\n{}",
      to_.path, to_.host, signature, body.size(), body);
}

} // namespace charla::bench
