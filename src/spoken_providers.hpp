#pragma once

#include "io/ports/config.hpp"
#include "io/ports/crypto.hpp"
#include "io/ports/provider.hpp"

#include <memory>

namespace charla {

/// Every provider that Charla speaks with; a channel finds its own by its type.
class spoken_providers {
public:
  /// @param crypto must outlive them.
  spoken_providers(const ports::crypto& crypto, const ports::config& config);
  [[nodiscard]] std::vector<const ports::provider*> all() const;

private:
  std::vector<std::unique_ptr<ports::provider>> own_;
};

} // namespace charla
