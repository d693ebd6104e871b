#include "spoken_providers.hpp"

#include "io/providers/evolution/provider.hpp"
#include "io/providers/meta/provider.hpp"
#include "io/providers/ycloud/provider.hpp"

#include <algorithm>

namespace charla {

spoken_providers::spoken_providers(const ports::crypto& crypto, const ports::config& config) {
  own_.push_back(meta::make_provider(crypto));
  own_.push_back(ycloud::make_provider(crypto));
  own_.push_back(evolution::make_provider(crypto, config.evolution));
}

std::vector<const ports::provider*> spoken_providers::all() const {
  std::vector<const ports::provider*> out;
  std::transform(own_.begin(), own_.end(), std::back_inserter(out), [](const auto& p) { return p.get(); });
  return out;
}

} // namespace charla
