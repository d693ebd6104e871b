#pragma once

#include "stub/provider.hpp"
#include "wire/http_message.hpp"
#include "wire/stream.hpp"

#include <memory>

namespace charla::bench {

/// One client of the stub. Requests on one connection are answered in order, pipelined or not.
class connection : public stream, public std::enable_shared_from_this<connection> {
public:
  connection(loop& l, int fd, provider& mind) : stream(l, fd), mind_(mind) {}

private:
  void on_readable() override;
  void on_closed() override {}
  void answer(const http_message& m);
  void answer_later(std::int64_t delay_ns, std::string text);

  provider& mind_;
  bool waiting_ = false; ///< an answer is being held back; what follows stays unread
};

} // namespace charla::bench
