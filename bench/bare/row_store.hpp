#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace charla::bench {

/// One SQLite row a body, committed in groups: whatever has come during a commit is the next commit. WAL,
/// `synchronous=FULL`: the same promise that the product gives before its 200.
class row_store {
public:
  /// Called on the store's thread after the commit with the bodies of the group, in order.
  using committed = std::function<void(std::vector<std::string>&)>;
  row_store(const std::string& path, committed on_commit);
  ~row_store();
  row_store(const row_store&) = delete;
  row_store& operator=(const row_store&) = delete;

  void append(std::string body);

private:
  void work(const std::string& path);

  committed on_commit_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::string> waiting_;
  bool stopping_ = false;
  std::thread thread_;
};

} // namespace charla::bench
