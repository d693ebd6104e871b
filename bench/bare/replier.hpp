#pragma once

#include "wire/client.hpp"

#include <atomic>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace charla::bench {

/// Posts replies to the provider over keep-alive connections, on a thread of its own. No retries: a yardstick.
class replier {
public:
  replier(const std::string& provider_url, std::size_t connections);
  ~replier();
  replier(const replier&) = delete;
  replier& operator=(const replier&) = delete;

  /// Takes (recipient, reply id) pairs, from any thread.
  void send(std::vector<std::pair<std::string, std::string>> replies);

private:
  class waker;
  void work();
  void pump();
  [[nodiscard]] std::string request(const std::string& to, const std::string& out_id) const;

  endpoint to_;
  loop loop_;
  std::mutex mutex_;
  std::vector<std::pair<std::string, std::string>> arrived_;
  std::deque<std::pair<std::string, std::string>> queue_;
  std::vector<std::unique_ptr<client>> clients_;
  std::vector<client*> idle_;
  std::unique_ptr<waker> waker_;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

} // namespace charla::bench
