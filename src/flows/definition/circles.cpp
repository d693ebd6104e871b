#include "flows/definition/circles.hpp"

#include "flows/definition/graph.hpp"
#include "flows/steps/step.hpp"

#include <algorithm>

namespace charla::flows {

namespace {

bool waits(const node& n) {
  const auto* const type = steps::find_step(n.type);
  return type == nullptr || type->suspends; // an unknown type is an error of its own
}

/// Depth-first walk without recursion: a flow may be a thousand steps long.
class walk {
public:
  explicit walk(const flow& f) : flow_(f) {}

  std::vector<std::vector<std::string>> circles() {
    for (const auto& [id, n] : flow_.nodes) {
      if (state_[id] == seen::never) from(n);
    }
    return std::move(found_);
  }

private:
  enum class seen : std::uint8_t { never, open, done };
  struct frame {
    const node* at;
    std::vector<std::string> targets;
    std::size_t next = 0;
  };

  void open(const node& n) {
    state_[n.id] = seen::open;
    path_.push_back({&n, successors(flow_, n)});
  }

  void from(const node& first) {
    open(first);
    while (!path_.empty()) {
      auto& top = path_.back();
      if (waits(*top.at) || top.next == top.targets.size()) {
        state_[top.at->id] = seen::done;
        path_.pop_back();
        continue;
      }
      const auto target = top.targets[top.next++];
      const auto found = flow_.nodes.find(target);
      if (found == flow_.nodes.end()) continue;
      const auto known = state_[target];
      if (known == seen::open) note_circle(target);
      if (known == seen::never) open(found->second);
    }
  }

  void note_circle(const std::string& back_to) {
    const auto start = std::find_if(path_.begin(), path_.end(), [&](const frame& f) { return f.at->id == back_to; });
    std::vector<std::string> ids;
    std::transform(start, path_.end(), std::back_inserter(ids), [](const frame& f) { return f.at->id; });
    found_.push_back(std::move(ids));
  }

  const flow& flow_;
  std::map<std::string, seen> state_;
  std::vector<frame> path_;
  std::vector<std::vector<std::string>> found_;
};

} // namespace

std::vector<std::vector<std::string>> endless_circles(const flow& f) { return walk{f}.circles(); }

} // namespace charla::flows
