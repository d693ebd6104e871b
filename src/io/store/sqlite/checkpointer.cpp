#include "io/store/sqlite/checkpointer.hpp"

namespace charla::store::sqlite {

namespace {

constexpr int cache_kib = 256;

} // namespace

checkpointer::checkpointer(std::string path, checkpoint_rules rules)
    : path_(std::move(path)), rules_(rules), next_ask_(rules.begin) {}

checkpointer::~checkpointer() {
  {
    const std::lock_guard lock{mutex_};
    stopping_ = true;
  }
  asked_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void checkpointer::grown(connection& writer, int pages) {
  if (pages < rules_.begin) { // the log has begun anew
    next_ask_ = rules_.begin;
    copied_to_ = 0;
    return;
  }
  const auto left = pages - copied_to_.load();
  if ((pages >= rules_.enough && left < rules_.begin / 2) || pages >= rules_.too_many) return writer.checkpoint();
  if (pages < next_ask_) return;
  next_ask_ = pages + (pages < rules_.enough ? rules_.begin : rules_.begin / 4);
  ask(pages);
}

void checkpointer::ask(int pages) {
  {
    const std::lock_guard lock{mutex_};
    wanted_ = pages;
  }
  if (thread_.joinable())
    asked_.notify_one();
  else
    thread_ = std::thread{[this] { run(); }};
}

void checkpointer::run() {
  std::optional<connection> db;
  std::unique_lock lock{mutex_};
  while (!stopping_) {
    const auto pages = std::exchange(wanted_, 0);
    if (pages == 0) {
      asked_.wait(lock, [this] { return stopping_ || wanted_ > 0; });
      continue;
    }
    lock.unlock();
    try {
      if (!db) db.emplace(path_, connection::use::write, cache_kib);
      db->checkpoint();
      copied_to_ = pages;
    } catch (const failure&) {
      // Nothing is lost by a copy that was not made; the writer meets the trouble itself and says so.
      db.reset();
    }
    lock.lock();
  }
}

} // namespace charla::store::sqlite
