#include "io/metrics/process.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <sys/resource.h>
#include <unistd.h>

namespace charla::metrics {

namespace {

/// `btime` of /proc/stat: when the machine started.
double boot_time_seconds() {
  std::ifstream in("/proc/stat");
  for (std::string line; std::getline(in, line);)
    if (line.starts_with("btime ")) return std::stod(line.substr(6));
  return 0;
}

} // namespace

process_usage read_process_usage() {
  process_usage u;
  const double ticks = static_cast<double>(::sysconf(_SC_CLK_TCK));
  std::ifstream in("/proc/self/stat");
  std::string stat;
  std::getline(in, stat);
  // The name may hold blanks and parentheses: fields are counted from the last one (proc(5): field 3 comes next).
  if (const auto end = stat.rfind(')'); end != std::string::npos) {
    std::istringstream fields(stat.substr(end + 1));
    std::string value;
    for (int field = 3; fields >> value && field <= 24; ++field) {
      if (field == 14 || field == 15) u.cpu_seconds += std::stod(value) / ticks;
      if (field == 22) u.start_time_seconds = boot_time_seconds() + std::stod(value) / ticks;
      if (field == 24) u.resident_bytes = std::stod(value) * static_cast<double>(::sysconf(_SC_PAGESIZE));
    }
  }
  std::error_code unreadable;
  for (const auto& fd : std::filesystem::directory_iterator("/proc/self/fd", unreadable)) {
    (void)fd;
    u.open_fds += 1;
  }
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) == 0) u.max_fds = static_cast<double>(limit.rlim_cur);
  return u;
}

} // namespace charla::metrics
