#pragma once

#include "io/ports/clock.hpp"
#include "io/ports/crypto.hpp"
#include "io/ports/http.hpp"

/// The emulated providers: Meta's Cloud API, YCloud and Evolution. They answer as those do, keep their limits, post
/// signed webhooks back, play customers, and fail as they are told. Everything they say is marked as simulated; nothing
/// they get leaves the machine but to the callbacks. Handlers without sockets or threads of their own: the caller
/// serves the routes and turns the timers. What they understand: docs/emulator.md.
namespace charla::simulator {

struct options {
  std::string callback_url;                           ///< where Meta's webhooks are posted; empty: none are
  std::string app_secret;                             ///< signs them
  std::string phone_number_id;                        ///< our number, for customers' messages that name none
  std::string display_phone_number = "5490000000000"; ///< as webhooks show it
  std::string log_path;                               ///< every send as a line of JSON, appended; empty: none
  bool limits = false;                                ///< begins with Meta's limits instead of none
  std::size_t requests_kept = 1000;                   ///< newest sends that `/control/requests` lists
  std::size_t statuses_waiting_max = 50'000;          ///< more are not posted, and counted
  std::size_t answers_held_max = 1000;                ///< lost or late answers at the same time
  std::size_t file_bytes_max = 512u << 20;            ///< of all files together; the oldest go
  std::chrono::milliseconds sent_after{20};           ///< each status counts from the acceptance
  std::chrono::milliseconds delivered_after{120};
  std::chrono::milliseconds read_after{1500};
  std::chrono::milliseconds review_after{2000};         ///< a template is approved
  std::chrono::milliseconds file_url_lives{5 * 60'000}; ///< providers.md A9
  std::uint64_t seed = 0;                               ///< of the faults' probabilities
};

/// Runs a function once, after a time, on any thread, and not from within the call. Must not run it any more once the
/// client, the clock and the crypto given to `make_routes` are gone.
using schedule_fn = std::function<void(std::chrono::milliseconds, std::function<void()>)>;

/// The providers' routes and, on the same port and for loopback only since nobody has to sign in, those of `/control`.
/// A handler that wants the connection closed without an answer answers with status 444.
/// @throws std::runtime_error when the log cannot be opened.
[[nodiscard]] ports::routes make_routes(
    options o, ports::http_client& client, const ports::clock& clock, ports::crypto& crypto, schedule_fn schedule);

} // namespace charla::simulator
