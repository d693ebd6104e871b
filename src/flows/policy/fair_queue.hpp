#pragma once

#include <cstdint>
#include <deque>
#include <list>
#include <optional>
#include <unordered_map>
#include <utility>

namespace charla::flows::policy {

/// Deficit round robin (Shreedhar and Varghese, SIGCOMM 1995): every key that has something waiting may use up
/// `quantum` of cost a round; what is left over for an item that was too dear is saved for the next round, and nothing
/// is saved by who has nothing waiting. One key's flood costs another key's single item at most one round. A value.
template <class Key, class Item>
class fair_queue {
public:
  explicit fair_queue(std::int64_t quantum) : quantum_(quantum) {}

  /// @param cost of the item in the units of `quantum`; at least 1 is counted.
  void push(const Key& key, Item item, std::int64_t cost = 1) {
    auto& l = lines_[key];
    if (l.items.empty()) round_.push_back(key);
    l.items.emplace_back(std::move(item), cost < 1 ? 1 : cost);
    ++size_;
  }

  /// The next item; `nullopt` when nothing waits.
  std::optional<Item> pop() {
    while (!round_.empty()) {
      const auto at = lines_.find(round_.front());
      auto& l = at->second;
      if (!std::exchange(l.served, true)) l.deficit += quantum_;
      auto& [item, cost] = l.items.front();
      if (cost > l.deficit) {
        l.served = false;
        round_.splice(round_.end(), round_, round_.begin());
        continue;
      }
      l.deficit -= cost;
      auto taken = std::move(item);
      l.items.pop_front();
      --size_;
      if (l.items.empty()) {
        round_.pop_front();
        lines_.erase(at);
      }
      return taken;
    }
    return std::nullopt;
  }

  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
  /// How many keys have something waiting.
  [[nodiscard]] std::size_t keys() const noexcept { return round_.size(); }

private:
  struct line {
    std::deque<std::pair<Item, std::int64_t>> items;
    std::int64_t deficit = 0;
    bool served = false; ///< has got its quantum in this visit
  };
  std::int64_t quantum_;
  std::unordered_map<Key, line> lines_;
  std::list<Key> round_; ///< keys with something waiting, in the order of service
  std::size_t size_ = 0;
};

} // namespace charla::flows::policy
