#pragma once

#include "io/client/stub.hpp"
#include "io/ports/crypto.hpp"

#include <map>

namespace charla::blobs_test {

/// A bucket that speaks as much S3 as is needed, by path. Every request's signature is computed here again, from AWS'
/// description of Signature Version 4 and the bytes that came.
class bucket {
public:
  bucket(const ports::crypto& crypto, std::string secret_key);

  [[nodiscard]] std::string endpoint() const { return stub_.url(""); }
  /// `/shop/1/ab/ab…` → bytes.
  std::map<std::string, std::string> objects();
  void replace(const std::string& path, std::string bytes);
  /// Answers the next requests so instead: `507`, `503`; empty: as it should.
  void fail_with(std::string status, std::string code);
  /// Reads a request and never answers.
  void fall_silent();

private:
  void serve(client_test::served& connection);
  std::string answer(const std::string& request);
  [[nodiscard]] bool is_signed(const std::string& request) const;

  const ports::crypto& crypto_;
  std::string secret_key_;
  std::mutex mutex_;
  std::map<std::string, std::string> objects_;
  std::string status_, code_;
  bool silent_ = false;
  client_test::stub stub_; ///< last: its threads use the others
};

} // namespace charla::blobs_test
