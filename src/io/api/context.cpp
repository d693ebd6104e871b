#include "io/api/context.hpp"

namespace charla::api {

namespace {

constexpr std::chrono::seconds ask_again{2};
constexpr int aside_waiting_max = 16;

bool is_loopback(std::string_view address) {
  return address == "localhost" || address == "::1" || address.substr(0, 4) == "127.";
}

bool need_secure_cookies(const ports::http_config& http) {
  if (http.public_url.rfind("https://", 0) == 0) return true;
  return !is_loopback(http.address);
}

} // namespace

context::context(dependencies d)
    : with(std::move(d)), channels(with.providers, with.log), admins(with.admin), readers(with.reader),
      sign_ins(with.clock), key_rates(with.clock), reports(with.clock), node(with),
      secure_cookies_(need_secure_cookies(with.config.http)) {
  if (with.after) return;
  own_ = std::make_unique<desk>();
  side_ = std::make_unique<desk>();
}

void context::reload(ports::store_admin& from) {
  if (auto done = channels.reload(from); !done)
    with.log.error("api.directory_unreadable", {{"error", done.error().what}});
  with.engine.reload_directory();
}

std::string context::next_client_id() {
  const auto now = flows::to_unix_ms(with.clock.now());
  auto last = last_client_id_.load();
  auto next = now;
  do
    next = std::max(now, last + 1);
  while (!last_client_id_.compare_exchange_weak(last, next));
  return "cli_" + std::to_string(next);
}

const std::string& context::nobodys_hash() {
  std::call_once(nobody_hashed_, [this] { nobodys_hash_ = with.crypto.hash_password(with.crypto.random_bytes(16)); });
  return nobodys_hash_;
}

void context::count_feed_clients(int by) {
  with.metrics.set("charla_feed_clients", static_cast<double>(feed_clients_ += by));
}

void context::later(std::chrono::milliseconds wait, std::function<void()> work) {
  if (with.after) return with.after(wait, std::move(work));
  if (!own_->after(wait, std::move(work))) with.log.warn("api.desk_full");
}

bool context::aside(std::function<void()> work) {
  if (with.after) return with.after(std::chrono::milliseconds{0}, std::move(work)), true;
  if (++aside_waiting_ > aside_waiting_max) return --aside_waiting_, false;
  const bool taken = side_->post([this, work = std::move(work)] {
    work();
    --aside_waiting_;
  });
  if (!taken) --aside_waiting_;
  return taken;
}

void read_directory(const context_ptr& house) {
  if (auto admin = house->admins.take()) {
    const auto done = house->channels.reload(*admin);
    if (done) return;
    house->with.log.warn("api.directory_unreadable", {{"error", done.error().what}});
  }
  house->later(ask_again, [weak = std::weak_ptr{house}] {
    if (const auto alive = weak.lock()) read_directory(alive);
  });
}

} // namespace charla::api
