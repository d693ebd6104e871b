#pragma once

#include "flows/time.hpp"
#include "io/ports/crypto.hpp"

#include <chrono>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace charla::simulator {

/// A file as a provider keeps it.
struct kept_file {
  std::string id;
  std::string mime_type;
  std::string filename;
  std::shared_ptr<const std::string> bytes;
  std::string sha256;     ///< the 32 bytes
  std::string message_id; ///< of the customer's message that brought it; empty: it was uploaded
  flows::timestamp expires_at;
};

/// The files of all providers, and the addresses under which they can be had for some minutes. Bounded by bytes (the
/// oldest go) and by ten thousand addresses (any goes).
class file_shelf {
public:
  explicit file_shelf(std::size_t bytes_max) : bytes_max_(bytes_max) {}

  kept_file add(kept_file f, const ports::crypto& crypto);
  [[nodiscard]] std::optional<kept_file> find(const std::string& id, flows::timestamp now) const;
  [[nodiscard]] std::optional<kept_file> of_message(const std::string& message_id) const;
  bool remove(const std::string& id);

  /// @param name the unguessable part of the address
  void open(std::string name, const std::string& id, flows::timestamp until);
  [[nodiscard]] std::optional<kept_file> by_ticket(const std::string& ticket, flows::timestamp now) const;
  void close_all(); ///< every address is dead
  void clear();
  [[nodiscard]] std::size_t count() const noexcept { return files_.size(); }
  [[nodiscard]] std::size_t bytes() const noexcept { return bytes_; }

private:
  struct ticket {
    std::string id;
    flows::timestamp until;
  };
  std::size_t bytes_max_;
  std::size_t bytes_ = 0;
  std::int64_t made_ = 0;
  std::map<std::string, kept_file> files_;
  std::deque<std::string> by_age_;
  std::map<std::string, std::string> of_messages_;
  std::map<std::string, ticket> tickets_;
};

/// `n` bytes that differ from file to file.
[[nodiscard]] std::string filler(std::size_t n, std::int64_t seed);

} // namespace charla::simulator
