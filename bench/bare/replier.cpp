#include "bare/replier.hpp"

#include <fmt/format.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace charla::bench {

class replier::waker : public watcher {
public:
  waker(loop& l, replier& owner) : owner_(owner), fd_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
    l.watch(fd_, EPOLLIN, *this);
  }
  ~waker() override { ::close(fd_); }
  void wake() const { ::eventfd_write(fd_, 1); }
  void on_events(std::uint32_t /*events*/) override {
    eventfd_t count = 0;
    ::eventfd_read(fd_, &count);
    owner_.pump();
  }

private:
  replier& owner_;
  int fd_;
};

replier::replier(const std::string& provider_url, std::size_t connections)
    : to_(parse_endpoint(provider_url)), waker_(std::make_unique<waker>(loop_, *this)) {
  const client::callbacks on{
      [this](client& c) {
        idle_.push_back(&c);
        pump();
      },
      [](client&, const http_message&) {},
      [](client&) {},
  };
  for (std::size_t i = 0; i < connections; ++i)
    clients_.push_back(std::make_unique<client>(loop_, to_, on));
  for (auto& c : clients_)
    c->connect();
  thread_ = std::thread([this] { work(); });
}

replier::~replier() {
  stopping_ = true;
  waker_->wake();
  thread_.join();
}

void replier::send(std::vector<std::pair<std::string, std::string>> replies) {
  {
    const std::lock_guard lock(mutex_);
    for (auto& r : replies)
      arrived_.push_back(std::move(r));
  }
  waker_->wake();
}

void replier::work() {
  while (!stopping_)
    loop_.step(100'000'000);
}

void replier::pump() {
  {
    const std::lock_guard lock(mutex_);
    for (auto& r : arrived_)
      queue_.push_back(std::move(r));
    arrived_.clear();
  }
  while (!idle_.empty() && !queue_.empty()) {
    auto* const on = idle_.back();
    idle_.pop_back();
    if (!on->ready()) continue;
    on->post(request(queue_.front().first, queue_.front().second));
    queue_.pop_front();
  }
}

std::string replier::request(const std::string& to, const std::string& out_id) const {
  const auto body =
      fmt::format(R"({{"messaging_product":"whatsapp","recipient_type":"individual","to":"{}","type":"text",)"
                  R"("text":{{"body":"Nuestra lista de precios: ..."}},"biz_opaque_callback_data":"{}"}})",
                  to, out_id);
  return fmt::format(
      "POST {} HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer fake_token\r\nContent-Type: application/json\r\n"
      "Content-Length: {}\r\n\r\n{}",
      to_.path, to_.host, body.size(), body);
}

} // namespace charla::bench
