#include "io/metrics/registry.hpp"

#include "io/metrics/family.hpp"
#include "io/metrics/process.hpp"

#include <mutex>
#include <optional>
#include <prometheus/text_serializer.h>
#include <set>
#include <unordered_map>

namespace charla::metrics {

namespace {

class registry final : public ports::metrics {
public:
  registry(ports::log& log, registry_options options)
      : log_(log), options_(std::move(options)), prometheus_(prometheus::Registry::InsertBehavior::Throw) {
    for (const auto& r : options_.rows)
      families_.try_emplace(r.name, r, prometheus_);
  }

  void count(std::string_view name, ports::labels l, double by) override {
    if (auto* counter = find<prometheus::Counter>(name, l); counter && by >= 0) counter->Increment(by);
  }
  void set(std::string_view name, double value, ports::labels l) override {
    if (auto* gauge = find<prometheus::Gauge>(name, l)) gauge->Set(value);
  }
  void observe(std::string_view name, double value, ports::labels l) override {
    if (auto* histogram = find<prometheus::Histogram>(name, l)) histogram->Observe(value);
  }

  std::string scrape() override {
    const std::lock_guard lock(scrape_mutex_);
    for (const auto& sample : options_.before_scrape)
      sample(*this);
    sample_process();
    return prometheus::TextSerializer{}.Serialize(prometheus_.Collect());
  }

private:
  /// The catalogue's label values from the caller's, in any order; `nullopt` when one is missing or unknown.
  [[nodiscard]] std::optional<label_values> arrange(const row& r, ports::labels given) const {
    label_values out{};
    std::size_t used = 0;
    for (std::size_t i = 0; i < labels_max && !r.labels[i].empty(); ++i) {
      // Callers write labels in the catalogue's order, so the first look is usually the last.
      const auto* hit =
          used < given.size() && given.begin()[used].first == r.labels[i]
              ? given.begin() + used
              : std::find_if(given.begin(), given.end(), [&](const auto& pair) { return pair.first == r.labels[i]; });
      if (hit != given.end()) {
        out[i] = hit->second;
        ++used;
      } else if (r.labels[i] == "service") {
        out[i] = options_.service;
      } else {
        return std::nullopt;
      }
    }
    if (used != given.size()) return std::nullopt;
    return out;
  }

  template <class T>
  T* find(std::string_view name, ports::labels given) {
    const auto it = families_.find(name);
    if (it == families_.end()) return refuse(name, "it is not in io/metrics/catalog.hpp"), nullptr;
    auto& f = it->second;
    const auto values = arrange(f.what(), given);
    if (!values) return refuse(name, "its labels are not the catalogue's"), nullptr;
    const auto* handle = std::get_if<T*>(&f.at(*values));
    if (f.just_became_full())
      log_.warn("metrics.cardinality",
                {{"metric", std::string(name)}, {"label_sets_count", std::to_string(label_sets_max)}});
    if (handle == nullptr) return refuse(name, "it is of another type"), nullptr;
    return *handle;
  }

  void refuse(std::string_view name, std::string_view why) {
    if (name != refused_total) count(refused_total, {}, 1);
    const std::lock_guard lock(refused_mutex_);
    // Bounded, so that names made at run time cannot grow it; past the bound nothing new is said.
    if (refused_.size() == refused_max || !refused_.emplace(name).second) return;
    log_.error("metrics.refused", {{"metric", std::string(name)}, {"reason", std::string(why)}});
  }

  void sample_process() {
    if (!families_.contains("process_cpu_seconds_total")) return; // a catalogue of a test
    const auto u = read_process_usage();
    count("process_cpu_seconds_total", {}, std::max(0.0, u.cpu_seconds - cpu_seconds_));
    cpu_seconds_ = u.cpu_seconds;
    set("process_resident_memory_bytes", u.resident_bytes, {});
    set("process_open_fds", u.open_fds, {});
    set("process_max_fds", u.max_fds, {});
    set("process_start_time_seconds", u.start_time_seconds, {});
  }

  static constexpr std::string_view refused_total = "charla_metrics_refused_total";
  static constexpr std::size_t refused_max = 100;

  ports::log& log_;
  const registry_options options_;
  prometheus::Registry prometheus_;
  std::unordered_map<std::string_view, family> families_; ///< complete after the constructor
  std::mutex refused_mutex_;
  std::set<std::string, std::less<>> refused_;
  std::mutex scrape_mutex_;
  double cpu_seconds_ = 0;
};

} // namespace

std::unique_ptr<ports::metrics> make_metrics(ports::log& log, registry_options options) {
  return std::make_unique<registry>(log, std::move(options));
}

} // namespace charla::metrics
