#pragma once

#include <map>
#include <string>
#include <vector>

/// What a subscriber sees of a topic: a table of keys and values, and how it changes (console.md §3.1).
namespace charla::api::live {

struct op {
  enum class kind : unsigned char { put, patch, del };
  kind what = kind::put;
  std::string key;
  std::string value; ///< JSON; empty for `del`
  friend bool operator==(const op&, const op&) = default;
};
using ops = std::vector<op>;

/// Appends an op; a `put` or `del` makes what was to be told of its key before superfluous.
void add(ops& all, op next);

struct item {
  std::string key;
  std::string value; ///< JSON
};
struct snapshot {
  std::vector<item> items;
  bool more = false; ///< there is more than the window shows
};

/// What leads from one state of a whole table to the next; `known` becomes the next one.
[[nodiscard]] ops difference(std::map<std::string, std::string>& known, const snapshot& next);

} // namespace charla::api::live
