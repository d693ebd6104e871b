#pragma once

#include <cstdint>
#include <cstdio>
#include <deque>
#include <memory>
#include <string>

namespace charla::simulator {

/// One send as the provider saw it.
struct seen_request {
  std::int64_t number = 0; ///< 1, 2, 3 … since the start
  std::int64_t at_ms = 0;  ///< arrival, Unix milliseconds
  std::string provider;    ///< `meta`, `ycloud`, `evolution`
  std::string out_id;      ///< `biz_opaque_callback_data`, `externalId`
  std::string phone_number_id;
  std::string to;
  std::string type;
  std::string text;
  /// `accepted`, `error:<code>`, `ok_with_error:<code>`, `html`, `redirect`, `lost_after`, `closed_after`,
  /// `failed_later:<code>`; what was lost on the way is not seen
  std::string outcome;
  std::string wamid;
};

[[nodiscard]] std::string to_json(const seen_request& r);

/// The newest requests in memory and, if wished, all of them in a file, a line each, for checkers that trust nobody's
/// memory.
class request_log {
public:
  /// @throws std::runtime_error when the file cannot be opened.
  request_log(std::size_t kept, const std::string& path);

  /// Numbers it and keeps it; the line is with the kernel when this returns.
  void add(seen_request r);
  [[nodiscard]] const std::deque<seen_request>& newest() const noexcept { return ring_; } ///< oldest first
  [[nodiscard]] std::int64_t count() const noexcept { return count_; }
  void clear();

private:
  struct close_file {
    void operator()(std::FILE* f) const noexcept { std::fclose(f); }
  };
  std::size_t kept_;
  std::int64_t count_ = 0;
  std::deque<seen_request> ring_;
  std::unique_ptr<std::FILE, close_file> file_;
};

} // namespace charla::simulator
