#pragma once

namespace charla::bench {

/// From now on SIGINT and SIGTERM only make `stop_requested` true, so that logs are written to the end.
void stop_on_signals();
[[nodiscard]] bool stop_requested() noexcept;

} // namespace charla::bench
