#pragma once

#include "io/ports/clock.hpp"
#include "io/ports/crypto.hpp"
#include "io/ports/http.hpp"

/// The simulated WhatsApp provider: it answers as the Cloud API does, posts signed statuses back, plays customers, and
/// fails as it is told. Everything it says is marked as simulated; nothing it gets leaves the machine but to the
/// callback. Handlers without sockets or threads of their own: the caller serves the routes and turns the timers.
namespace charla::simulator {

struct options {
  std::string callback_url;                           ///< where webhooks are posted; empty: none are
  std::string app_secret;                             ///< signs them
  std::string phone_number_id;                        ///< our number, for customers' messages that name none
  std::string display_phone_number = "5490000000000"; ///< as webhooks show it
  std::string log_path;                               ///< every send as a line of JSON, appended; empty: none
  std::size_t requests_kept = 1000;                   ///< newest sends that `/control/requests` lists
  std::size_t statuses_waiting_max = 50'000;          ///< more are not posted, and counted
  std::size_t answers_held_max = 1000;                ///< lost or late answers at the same time
  std::chrono::milliseconds sent_after{20};           ///< each status counts from the acceptance
  std::chrono::milliseconds delivered_after{120};
  std::chrono::milliseconds read_after{1500};
  std::uint64_t seed = 0; ///< of the faults' probabilities
};

/// Runs a function once, after a time, on any thread, and not from within the call. Must not run it any more once the
/// client, the clock and the crypto given to `make_routes` are gone.
using schedule_fn = std::function<void(std::chrono::milliseconds, std::function<void()>)>;

/// `POST /{phone_number_id}/messages` and `POST /{version}/{phone_number_id}/messages`: as the Cloud API, plus
/// `"fake":true,"to":…,"text":…` in the answer (R054). For whoever tests, on the same port and for loopback only, since
/// nobody has to sign in: `GET /control`, `GET|POST /control/faults`, `GET /control/requests`, `POST /control/inbound`,
/// `POST /control/reset`.
/// @throws std::runtime_error when the log cannot be opened.
[[nodiscard]] ports::routes make_routes(
    options o, ports::http_client& client, const ports::clock& clock, ports::crypto& crypto, schedule_fn schedule);

} // namespace charla::simulator
