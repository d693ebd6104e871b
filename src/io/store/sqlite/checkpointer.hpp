#pragma once

#include "io/store/sqlite.hpp"
#include "io/store/sqlite/connection.hpp"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace charla::store::sqlite {

/// Copies the log into the file while the writer goes on committing: a copy of 16 MiB on the writer's own thread is a
/// pause of 10 to 15 ms for everybody. The log only begins anew when all of it has been copied and nothing was added
/// meanwhile, which under load only the writer itself can bring about; by then little is left to do.
class checkpointer {
public:
  explicit checkpointer(std::string path, checkpoint_rules rules);
  checkpointer(const checkpointer&) = delete;
  checkpointer& operator=(const checkpointer&) = delete;
  ~checkpointer();

  /// After a commit, on the writer's thread. @param pages of the log now.
  void grown(connection& writer, int pages);

private:
  void ask(int pages);
  void run();

  std::string path_;
  checkpoint_rules rules_;
  int next_ask_;
  std::atomic<int> copied_to_{0}; ///< pages that the last finished copy began with
  std::mutex mutex_;
  std::condition_variable asked_;
  int wanted_ = 0; ///< pages when it was asked; 0: nothing to do. Guarded by `mutex_`
  bool stopping_ = false;
  std::thread thread_; ///< begun when it is first needed
};

} // namespace charla::store::sqlite
