#pragma once

#include "io/ports/blobs.hpp"
#include "io/ports/crypto.hpp"
#include "io/ports/http.hpp"

#include <deque>
#include <map>

/// What the doors reach besides the store, in memory.
namespace charla::api_test {

/// A provider at the other end of the line: notes what is asked and answers as the test says.
class scripted_http final : public ports::http_client {
public:
  std::vector<ports::client_request> asked;
  std::deque<ports::client_response> answers; ///< in order; when they are over, nobody is reached
  void send(ports::client_request request, std::function<void(ports::client_response)> done) override;
};

/// Files in memory, and a disk that can be full.
class kept_blobs final : public ports::blob_store {
public:
  explicit kept_blobs(const ports::crypto& crypto) : crypto_(crypto) {}
  std::map<std::pair<flows::tenant_id, std::string>, std::string> files;
  std::optional<flows::error> trouble;
  flows::result<std::string> put(flows::tenant_id tenant, std::string_view bytes) override;
  flows::result<std::string> get(flows::tenant_id tenant, const std::string& sha256) override;
  flows::result<void> remove(flows::tenant_id tenant, const std::string& sha256) override;
  [[nodiscard]] std::string_view name() const override { return "memory"; }

private:
  const ports::crypto& crypto_;
};

} // namespace charla::api_test
