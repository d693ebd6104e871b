#pragma once

namespace charla::metrics {

/// What the kernel says of this process (/proc/self); zeros where it does not say.
struct process_usage {
  double cpu_seconds = 0;
  double resident_bytes = 0;
  double open_fds = 0;
  double max_fds = 0;
  double start_time_seconds = 0; ///< since 1970
};

[[nodiscard]] process_usage read_process_usage();

} // namespace charla::metrics
