#pragma once

#include "wire/client.hpp"
#include "wire/line_log.hpp"
#include "wire/signature.hpp"

#include <deque>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace charla::bench {

/// One status webhook to post.
struct status_event {
  std::string wamid;
  std::string out_id;
  std::string to;
  std::string status; ///< sent | delivered | read | failed
};

/// Posts signed status webhooks until each is answered 200, as the provider does, and notes those that were:
/// `S <ns> <out_id> <status> <wamid>`.
class status_poster {
public:
  status_poster(loop& l, line_log& log, const std::string& url, std::string_view secret, std::string phone_number_id);

  void post(status_event e);
  [[nodiscard]] std::size_t waiting() const noexcept { return queue_.size() + in_flight_.size() + delayed_; }
  [[nodiscard]] std::uint64_t posted() const noexcept { return posted_; }

private:
  void pump();
  void answered(client& on, int status);
  [[nodiscard]] std::string request(const status_event& e) const;

  loop& loop_;
  line_log& log_;
  endpoint to_;
  signer signer_;
  std::string phone_number_id_;
  std::vector<std::unique_ptr<client>> clients_;
  std::vector<client*> idle_;
  std::unordered_map<client*, status_event> in_flight_;
  std::deque<status_event> queue_;
  std::size_t delayed_ = 0;
  std::uint64_t posted_ = 0;
};

} // namespace charla::bench
