#pragma once

#include "io/api/routes.hpp"
#include "io/json/writer.hpp"

#include <mutex>

namespace charla::api {

/// How this cluster node is: what it carries and how fast it works. Looks at most once a second, whoever asks; rates
/// are those between the last two looks. Thread-safe.
class node_watch {
public:
  static constexpr std::int64_t look_every_ms = 900;

  explicit node_watch(const dependencies& with);

  struct rates {
    double processed = 0; ///< messages that actors have handled
    double webhooks = 0;  ///< events made durable
    double turns = 0;
    double sends = 0;
    double failures = 0;
    double cpu = 0; ///< of one core: two busy cores are 2
  };
  struct sample {
    flows::timestamp at;
    ports::node_load load;
    process_use use;
    rates per_second;
    ports::store_admin::backlog waiting;
  };
  /// @param store asked for what waits in it; when it cannot answer, what it said last is shown.
  [[nodiscard]] sample look(ports::store_admin& store);
  /// One row of `GET /api/v1/nodes`.
  [[nodiscard]] std::string describe(const sample& s) const;
  [[nodiscard]] const std::string& name() const { return with_.node; }

private:
  const dependencies& with_;
  const flows::timestamp began_at_;
  std::mutex mutex_;
  sample last_;
  std::int64_t looked_ms_ = 0;
  bool looked_ = false;
};

} // namespace charla::api
