#pragma once

#include "io/ports/admin.hpp"
#include "io/ports/log.hpp"
#include "io/ports/provider.hpp"

#include <mutex>

namespace charla::api {

/// A channel as the doors know it.
struct known_channel {
  ports::channel_row row; ///< without credentials
  ports::channel_access access;
  const ports::provider* speaks = nullptr; ///< null: no such provider in this program

  [[nodiscard]] bool simulated() const { return row.mode == "simulated"; }
};

/// Tenants and channels as they were at the last reload: immutable, so that a webhook reads it without a lock on the
/// store.
struct directory {
  std::vector<known_channel> channels;
  std::vector<ports::tenant_row> tenants;

  [[nodiscard]] const known_channel* find(flows::channel_id id) const;
  [[nodiscard]] const known_channel* find(flows::tenant_id tenant, std::string_view key) const;
  [[nodiscard]] const ports::tenant_row* find(flows::tenant_id tenant) const;
  /// The tenant that the installation began with: its owner operates the installation.
  [[nodiscard]] flows::tenant_id first_tenant() const;
};
using directory_ptr = std::shared_ptr<const directory>;

class directory_holder {
public:
  directory_holder(std::vector<const ports::provider*> providers, ports::log& log)
      : providers_(std::move(providers)), log_(log) {}
  /// Null until the first successful `reload`.
  [[nodiscard]] directory_ptr get() const;
  /// Reads tenants and channels anew; the old directory stays when the store cannot answer.
  ports::stored<void> reload(ports::store_admin& from);

private:
  std::vector<const ports::provider*> providers_;
  ports::log& log_;
  mutable std::mutex mutex_;
  directory_ptr present_;
};

} // namespace charla::api
