#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace charla::api {

/// Store connections that nobody uses now. There are never more than requests that ran at once.
template <class T>
class lease_pool {
public:
  using maker = std::function<std::unique_ptr<T>()>;
  explicit lease_pool(maker make) : make_(std::move(make)) {}

  /// Gives its connection back when it goes.
  class lease {
  public:
    lease(lease_pool& from, std::unique_ptr<T> what) : from_(&from), what_(std::move(what)) {}
    lease(lease&& other) noexcept = default;
    lease& operator=(lease&&) = delete;
    ~lease() {
      if (what_) from_->give_back(std::move(what_));
    }
    [[nodiscard]] explicit operator bool() const noexcept { return what_ != nullptr; }
    [[nodiscard]] T& operator*() const noexcept { return *what_; }
    [[nodiscard]] T* operator->() const noexcept { return what_.get(); }

  private:
    lease_pool* from_;
    std::unique_ptr<T> what_;
  };

  /// An empty lease when the store cannot be opened now.
  [[nodiscard]] lease take() {
    {
      const std::lock_guard lock{mutex_};
      if (!idle_.empty()) {
        auto last = std::move(idle_.back());
        idle_.pop_back();
        return lease{*this, std::move(last)};
      }
    }
    return lease{*this, make_ ? make_() : nullptr};
  }

private:
  void give_back(std::unique_ptr<T> what) {
    const std::lock_guard lock{mutex_};
    idle_.push_back(std::move(what));
  }

  maker make_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<T>> idle_;
};

} // namespace charla::api
