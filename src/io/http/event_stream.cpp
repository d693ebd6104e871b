#include "io/http/channel.hpp"
#include "io/http/handover.hpp"
#include "io/http/request_report.hpp"

#include <array>
#include <boost/asio/write.hpp>
#include <cstdio>

namespace charla::http {

namespace {

constexpr std::size_t batch_bytes = 64u << 10; ///< frames that wait together are written together

/// One Server-Sent Events response (WHATWG HTML §9.2): a chunk of blocks at a time, comments while nothing happens.
class event_stream final : public channel_connection {
public:
  event_stream(lane& on, handover given, ports::sse_accept accept)
      : channel_connection(on), given_(std::move(given)), accept_(std::move(accept)),
        socket_(std::move(given_.socket)) {}

  task<> run() {
    const auto self = std::static_pointer_cast<event_stream>(shared_from_this());
    const stay staying{lane_, self};
    if (co_await open()) {
      lane_.spawn(self, &event_stream::watch_client);
      accept_.on_open(make_channel());
      while (!over_ && co_await write_next()) {
      }
    }
    const bool opened = opened_;
    over_ = true;
    mark_gone();
    error_code ec;
    socket_.close(ec);
    if (opened && accept_.on_close) accept_.on_close();
    accept_ = {};
  }

  void tick(moment now) override {
    if (writing_ && now - wrote_ > site_.config.idle_timeout) return cut();
    if (!writing_ && now - wrote_ >= site_.bounds.sse_heartbeat) {
      heartbeat_due_ = true;
      wake_.notify();
    }
  }

  void drain() override { ask_close({1001, "draining"}); }

  void cut() override {
    over_ = true;
    error_code ec;
    socket_.close(ec);
    wake_.notify();
  }

private:
  task<bool> open() {
    ports::http_response head{200, std::move(given_.extra), {}};
    head.headers.push_back({"Content-Type", "text/event-stream"});
    head.headers.push_back({"Cache-Control", "no-store"});
    head.headers.push_back({"X-Accel-Buffering", "no"}); // a proxy must not collect what is meant to be live
    append_head(out_, head,
                {.date = lane_.date(),
                 .correlation_id = given_.request.correlation_id,
                 .keep_alive = false,
                 .vary_origin = site_.origins.any(),
                 .chunked = !given_.http_1_0});
    opened_ = co_await write();
    report(site_, {given_.endpoint, "GET", 200, std::chrono::steady_clock::now() - given_.read,
                   given_.request.correlation_id});
    co_return opened_;
  }

  /// Anything that ends the read ends the stream: a client that left shows only there.
  task<> watch_client() {
    std::array<char, 512> bin{};
    error_code ec;
    while (!ec && !over_)
      co_await socket_.async_read_some(asio::buffer(bin), asio::redirect_error(resume, ec));
    if (!over_) cut();
  }

  task<bool> write_next() {
    std::string blocks;
    std::size_t taken = 0;
    while (has_frames() && blocks.size() < batch_bytes)
      blocks += pop();
    taken = blocks.size();
    if (blocks.empty() && close_) {
      if (!given_.http_1_0) out_ = "0\r\n\r\n";
      co_await write();
      co_return false;
    }
    if (blocks.empty() && heartbeat_due_) blocks = ":\n\n";
    heartbeat_due_ = false;
    if (blocks.empty()) {
      co_await wake_.wait();
      co_return !over_;
    }
    frame(blocks);
    const bool done = co_await write();
    written(taken);
    co_return done && !overflowed();
  }

  void frame(const std::string& blocks) {
    if (given_.http_1_0) {
      out_ = blocks;
      return;
    }
    std::array<char, 20> size{};
    std::snprintf(size.data(), size.size(), "%zx\r\n", blocks.size());
    out_ = size.data();
    out_ += blocks;
    out_ += "\r\n";
  }

  task<bool> write() {
    error_code ec;
    writing_ = true;
    wrote_ = std::chrono::steady_clock::now();
    co_await asio::async_write(socket_, asio::buffer(out_), asio::redirect_error(resume, ec));
    writing_ = false;
    wrote_ = std::chrono::steady_clock::now();
    out_.clear();
    co_return !ec;
  }

  handover given_;
  ports::sse_accept accept_;
  tcp_socket socket_;
  std::string out_;
  moment wrote_{};
  bool opened_ = false;
  bool over_ = false;
  bool writing_ = false;
  bool heartbeat_due_ = false;
};

} // namespace

void start_event_stream(lane& on, handover given, ports::sse_accept accept) {
  on.spawn(std::make_shared<event_stream>(on, std::move(given), std::move(accept)), &event_stream::run);
}

} // namespace charla::http
