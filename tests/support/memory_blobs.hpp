#pragma once

#include "io/ports/blobs.hpp"
#include "io/ports/crypto.hpp"

#include <map>
#include <mutex>

namespace charla::test {

/// Keeps bytes in memory by their SHA-256, as the port says.
class memory_blobs final : public ports::blob_store {
public:
  explicit memory_blobs(const ports::crypto& crypto) : crypto_(crypto) {}

  flows::result<std::string> put(flows::tenant_id tenant, std::string_view bytes) override {
    const std::lock_guard lock{mutex_};
    if (!trouble.empty()) return flows::fail("blob.unavailable", trouble);
    constexpr std::string_view digits = "0123456789abcdef";
    std::string name;
    for (const auto byte : crypto_.sha256(bytes)) {
      name.push_back(digits[byte >> 4U]);
      name.push_back(digits[byte & 0xFU]);
    }
    kept[{tenant, name}] = bytes;
    return name;
  }
  flows::result<std::string> get(flows::tenant_id tenant, const std::string& sha256) override {
    const std::lock_guard lock{mutex_};
    const auto found = kept.find({tenant, sha256});
    if (found == kept.end()) return flows::fail("blob.missing", "no such file");
    return found->second;
  }
  flows::result<void> remove(flows::tenant_id tenant, const std::string& sha256) override {
    const std::lock_guard lock{mutex_};
    kept.erase({tenant, sha256});
    return {};
  }
  [[nodiscard]] std::string_view name() const override { return "memory"; }

  std::map<std::pair<flows::tenant_id, std::string>, std::string> kept;
  std::string trouble; ///< when not empty, nothing can be kept

private:
  const ports::crypto& crypto_;
  std::mutex mutex_;
};

} // namespace charla::test
