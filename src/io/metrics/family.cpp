#include "io/metrics/family.hpp"

#include <algorithm>
#include <map>

namespace charla::metrics {

namespace {

std::size_t hash_of(const label_values& values) noexcept {
  std::size_t h = 0;
  for (const auto v : values) {
    if (v.empty()) continue;
    h = (h ^ std::hash<std::string_view>{}(v)) * 0x9e3779b97f4a7c15ULL;
  }
  return h ^ (h >> 32);
}

prometheus::Histogram::BucketBoundaries bounds_of(buckets b) {
  if (b == buckets::size) return {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024};
  return {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60};
}

} // namespace

family::family(const row& what, prometheus::Registry& registry) : row_(what) {
  const std::string name(what.name);
  const std::string help(what.help);
  switch (what.type) {
  case kind::counter: family_ = &prometheus::BuildCounter().Name(name).Help(help).Register(registry); break;
  case kind::gauge: family_ = &prometheus::BuildGauge().Name(name).Help(help).Register(registry); break;
  case kind::histogram: family_ = &prometheus::BuildHistogram().Name(name).Help(help).Register(registry); break;
  }
  if (what.labels[0].empty()) (void)at({}); // a series without labels is there from the start, at zero
}

const family::entry* family::find(std::size_t hash, const label_values& values) const noexcept {
  for (std::size_t i = hash % slots;; i = (i + 1) % slots) {
    const auto* e = table_[i].load(std::memory_order_acquire);
    if (e == nullptr) return nullptr; // the table is never full
    if (e->hash == hash && std::equal(values.begin(), values.end(), e->values.begin())) return e;
  }
}

const family::series& family::at(const label_values& values) {
  const auto hash = hash_of(values);
  if (const auto* e = find(hash, values)) return e->handle;
  if (full_.load(std::memory_order_acquire)) return other_;
  return make(hash, values);
}

const family::series& family::make(std::size_t hash, const label_values& values) {
  const std::lock_guard lock(mutex_);
  if (const auto* e = find(hash, values)) return e->handle; // somebody was faster
  if (full_.load(std::memory_order_relaxed)) return other_;
  if (entries_.size() == label_sets_max) {
    label_values other{};
    std::transform(row_.labels.begin(), row_.labels.end(), other.begin(),
                   [](std::string_view l) { return l.empty() ? std::string_view{} : std::string_view{"other"}; });
    other_ = add(other);
    full_.store(true, std::memory_order_release);
    return other_;
  }
  auto& e = entries_.emplace_back();
  e.hash = hash;
  std::copy(values.begin(), values.end(), e.values.begin());
  e.handle = add(values);
  for (std::size_t i = hash % slots;; i = (i + 1) % slots) {
    if (table_[i].load(std::memory_order_relaxed) != nullptr) continue;
    table_[i].store(&e, std::memory_order_release);
    return e.handle;
  }
}

family::series family::add(const label_values& values) {
  std::map<std::string, std::string> labels;
  for (std::size_t i = 0; i < labels_max && !row_.labels[i].empty(); ++i)
    labels.emplace(row_.labels[i], values[i]);
  return std::visit(
      [&](auto* f) -> series {
        if constexpr (std::is_same_v<decltype(f), prometheus::Family<prometheus::Histogram>*>)
          return &f->Add(labels, bounds_of(row_.bounds));
        else
          return &f->Add(labels);
      },
      family_);
}

} // namespace charla::metrics
