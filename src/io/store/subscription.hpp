#pragma once

#include "io/ports/webhook.hpp"

/// How the SQL adapters write a subscription's columns: alike, so that a row means the same in both.
namespace charla::store {

/// Ties a sealed secret to its subscription: copied to another row it does not open.
inline std::string seal_context(const ports::webhook_row& w) {
  return "webhook/" + std::to_string(w.tenant.value()) + '/' + flows::to_string(w.id.value()) + "/secret";
}

/// Types of events, separated by blanks: none of them holds one.
inline std::string joined(const std::vector<std::string>& words) {
  std::string all;
  for (const auto& word : words)
    all += (all.empty() ? "" : " ") + word;
  return all;
}

inline std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    if (end > 0) words.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

} // namespace charla::store
