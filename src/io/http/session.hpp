#pragma once

#include "io/http/lane.hpp"
#include "io/http/request_reader.hpp"
#include "io/http/response_text.hpp"
#include "io/http/wakeup.hpp"

namespace charla::http {

/// One connection that speaks HTTP: reads a request, has it answered, writes the answer, again. Pipelined requests wait
/// in the buffer, so answers keep their order.
class session final : public connection, public std::enable_shared_from_this<session> {
public:
  session(lane& on, tcp_socket socket);

  task<> run();

  void tick(moment now) override;
  void drain() override;
  void cut() override;

private:
  /// What is known of the request at hand once it has moved to its handler.
  struct exchange {
    std::uint64_t number = 0;
    std::string correlation_id;
    std::string origin; ///< of an allowed page, else empty
    std::string_view endpoint;
    std::string_view method;
    std::string path;
    moment read{};
    bool head_only = false;
    bool http_1_0 = false;
    bool keep = true;
  };

  void begin();
  task<bool> serve();
  task<> refuse(read_result why);
  /// The answer that needs no handler: wrong path, method, target, size. nullopt: go on.
  std::optional<ports::http_response> examine(route_match& found);
  task<bool> ask(const ports::route& route);
  task<bool> open_channel(const endpoint& at);
  task<bool> open_websocket(const endpoint& at);
  task<bool> open_stream(const endpoint& at);
  /// Runs the handler that decides about a channel on the worker pool (it reads sessions and keys from the store).
  /// nullopt: `answer_` holds another answer, or the connection is over.
  template <class Accept, class Handler>
  task<std::optional<Accept>> accept_on_workers(const Handler& handler,
                                                std::string_view pattern,
                                                std::shared_ptr<const ports::http_request> request);

  ports::responder_ptr make_responder();
  void run_handler(const ports::route& route);
  void answer(std::uint64_t number, ports::http_response r);
  ports::http_response busy() const;
  ports::http_response own_problem(int status, std::string_view detail) const;

  /// Writes the answer and reports it; false when the connection is over.
  task<bool> send(ports::http_response r);
  task<bool> write(std::string_view head, std::string_view body);
  task<> linger();

  lane& lane_;
  site& site_;
  tcp_socket socket_;
  watch watch_;
  request_reader reader_;
  wakeup ready_;
  ports::http_request request_;
  exchange now_;
  std::optional<ports::http_response> answer_;
  std::string remote_address_;
  std::string out_;
  bool in_handler_ = false;
};

} // namespace charla::http
