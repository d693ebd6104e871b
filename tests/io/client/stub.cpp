#include "stub.hpp"

#include <arpa/inet.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

namespace charla::client_test {

bool served::fill() {
  char bytes[16384];
  const auto n = ::recv(socket_, bytes, sizeof bytes, 0);
  if (n <= 0) return false;
  buffer_.append(bytes, static_cast<std::size_t>(n));
  return true;
}

std::string served::read_request() {
  std::size_t end = std::string::npos;
  while ((end = buffer_.find("\r\n\r\n")) == std::string::npos)
    if (!fill()) return {};
  std::size_t size = end + 4;
  if (const auto at = buffer_.find("Content-Length: "); at < end) size += std::stoul(buffer_.substr(at + 16));
  while (buffer_.size() < size)
    if (!fill()) return {};
  auto out = buffer_.substr(0, size);
  buffer_.erase(0, size);
  return out;
}

std::string served::read_line() {
  std::size_t end = std::string::npos;
  while ((end = buffer_.find("\r\n")) == std::string::npos)
    if (!fill()) return {};
  auto out = buffer_.substr(0, end);
  buffer_.erase(0, end + 2);
  return out;
}

void served::send(std::string_view bytes) const {
  while (!bytes.empty()) {
    const auto n = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (n <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
}

void served::wait_end() {
  while (fill())
    buffer_.clear();
}

stub::stub(std::function<void(served&)> script)
    : script_(std::move(script)), listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in at{};
  at.sin_family = AF_INET;
  at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof at;
  if (::bind(listener_, reinterpret_cast<sockaddr*>(&at), size) != 0 || ::listen(listener_, 64) != 0
      || ::getsockname(listener_, reinterpret_cast<sockaddr*>(&at), &size) != 0)
    throw std::runtime_error("cannot listen");
  port_ = ntohs(at.sin_port);
  acceptor_ = std::thread{[this] { accept_all(); }};
}

stub::~stub() {
  ::shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  {
    const std::lock_guard lock{mutex_};
    for (const int s : open_)
      ::shutdown(s, SHUT_RDWR);
  }
  for (auto& t : threads_)
    t.join();
  ::close(listener_);
}

void stub::accept_all() {
  for (;;) {
    const int s = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (s < 0) return;
    ++connections_;
    const std::lock_guard lock{mutex_};
    open_.push_back(s);
    threads_.emplace_back([this, s] {
      served c{s};
      script_(c);
      const std::lock_guard inner{mutex_};
      std::erase(open_, s);
      ::close(s);
    });
  }
}

std::string stub::url(std::string_view path, std::string_view host) const {
  return "http://" + std::string{host} + ":" + std::to_string(port_) + std::string{path};
}

std::string ok_answer(std::string_view body) {
  return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string{body};
}

ports::client_response ask(ports::http_client& client, ports::client_request request) {
  const auto answer = std::make_shared<std::promise<ports::client_response>>();
  auto result = answer->get_future();
  client.send(std::move(request), [answer](ports::client_response r) { answer->set_value(std::move(r)); });
  if (result.wait_for(std::chrono::seconds{20}) != std::future_status::ready)
    throw std::runtime_error("the client has not answered for twenty seconds");
  return result.get();
}

ports::client_request to(std::string url, std::string method, std::string body) {
  ports::client_request out;
  out.method = std::move(method);
  out.url = std::move(url);
  out.body = std::move(body);
  return out;
}

} // namespace charla::client_test
