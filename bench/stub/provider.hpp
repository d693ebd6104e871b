#pragma once

#include "stub/behaviour.hpp"
#include "stub/send_request.hpp"
#include "stub/status_poster.hpp"
#include "wire/line_log.hpp"
#include "wire/line_stream.hpp"
#include "wire/loop.hpp"

#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace charla::bench {

struct stub_options {
  std::uint16_t port = 0;
  std::string port_file;
  std::string log_path;
  std::string notify_path;
  std::string status_url;
  std::string secret = "dev_secret";
  std::string phone_number_id = "000000000000000";
  std::uint64_t seed = 1;
  behaviour how;
};

/// What one connection does with a request.
struct stub_reply {
  enum class act : std::uint8_t { answer, close };
  act how = act::answer;
  std::int64_t delay_ns = 0;
  std::string_view text; ///< the whole response; valid until the next request
};

/// The provider's mind: notes each send, decides by its behaviour, tells the load generator.
/// Log, one line a send: `R <ns> <out_id> <to> <text hash> <outcome> <wamid>`, outcome ok | lost | error:<status>.
class provider {
public:
  provider(loop& l, const stub_options& options);

  stub_reply send(const send_request& r);
  /// `GET /control` tells the counters, `POST /control?lose=0.1` changes the behaviour.
  stub_reply control(std::string_view method, std::string_view query);
  /// Once an iteration of the loop: logs reach the kernel, notices reach the load generator.
  void flush();

private:
  void note(const send_request& r, std::string_view outcome, std::string_view wamid);
  void notify(std::string_view to, std::int64_t at);
  void plan_statuses(const send_request& r, std::string_view wamid);
  bool chance(double p);
  std::string_view http(int status, std::string_view body);

  loop& loop_;
  stub_options options_;
  line_log log_;
  std::mt19937_64 random_;
  std::unique_ptr<line_stream> notices_;
  std::string pending_notices_;
  std::optional<status_poster> poster_;
  std::string response_;
  std::string line_;
  std::uint64_t taken_ = 0;
  std::uint64_t lost_ = 0;
  std::uint64_t errors_ = 0;
  std::uint64_t refused_ = 0;
  std::size_t statuses_planned_ = 0;
};

} // namespace charla::bench
