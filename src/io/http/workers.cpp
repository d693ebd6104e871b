#include "io/http/workers.hpp"

#include <atomic>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>

namespace charla::http {

struct workers::impl {
  impl(std::size_t threads, std::size_t queue_max) : room(threads + queue_max), pool(threads) {}

  const std::size_t room;
  std::atomic<std::size_t> taken{0};
  boost::asio::thread_pool pool;
};

workers::workers(std::size_t threads, std::size_t queue_max) : impl_(std::make_unique<impl>(threads, queue_max)) {}

workers::~workers() {
  if (impl_) impl_->pool.join();
}

bool workers::submit(std::function<void()> task) {
  if (impl_->taken.fetch_add(1) >= impl_->room) {
    impl_->taken.fetch_sub(1);
    return false;
  }
  boost::asio::post(impl_->pool, [this, run = std::move(task)] {
    run();
    impl_->taken.fetch_sub(1);
  });
  return true;
}

void workers::stop() {
  impl_->pool.stop();
  impl_->pool.join();
}

} // namespace charla::http
