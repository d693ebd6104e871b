#pragma once

#include "io/json/writer.hpp"
#include "io/providers/simulator/wire.hpp"

#include <map>
#include <unordered_map>
#include <unordered_set>

namespace charla::simulator {

/// What was seen since the start or the last reset. Bounded: beyond a million recipients or ids, the rest is only
/// counted in the sums.
class tally {
public:
  /// @param outcome as in `seen_request`
  /// @param code of a refusal, whether by answer or by status; 0: none
  void send(const send_request& r, const std::string& outcome, std::int64_t code, bool taken);
  void read_receipt(bool typing);
  void file_uploaded() { ++uploads_; }
  void file_fetched(std::size_t bytes);
  /// Members into an open object.
  void put(json::writer& w) const;
  [[nodiscard]] std::int64_t sent_to(const std::string& recipient) const;
  void clear() { *this = {}; }

private:
  struct of_number {
    std::int64_t accepted = 0;
    std::int64_t rejected = 0;
  };
  std::int64_t accepted_ = 0;
  std::int64_t rejected_ = 0;
  std::int64_t repeated_ = 0; ///< taken with an id of ours that was taken before
  std::int64_t reads_ = 0;
  std::int64_t typing_ = 0;
  std::int64_t uploads_ = 0;
  std::int64_t fetches_ = 0;
  std::int64_t fetched_bytes_ = 0;
  std::map<std::string, std::int64_t> outcomes_;
  std::map<std::int64_t, std::int64_t> rejections_;
  std::map<std::string, of_number> numbers_;
  std::unordered_map<std::string, std::int64_t> recipients_;
  std::unordered_set<std::string> ids_;
};

} // namespace charla::simulator
