#pragma once

#include "io/api/sign_in_links.hpp"
#include "io/ports/blobs.hpp"
#include "io/ports/codec.hpp"
#include "io/ports/config.hpp"
#include "io/ports/engine.hpp"
#include "io/ports/log.hpp"
#include "io/ports/log_lines.hpp"
#include "io/ports/metrics.hpp"

/// The doors: HTTP requests become commands and queries on ports.
namespace charla::api {

/// What this process uses of the machine.
struct process_use {
  double cpu_seconds = 0; ///< since its start
  std::int64_t resident_bytes = 0;
};

/// What the doors need. All references outlive the routes.
struct dependencies {
  ports::engine& engine;
  std::function<std::unique_ptr<ports::store_admin>()> admin;   ///< a new connection; null when there is none now
  std::function<std::unique_ptr<ports::store_reader>()> reader; ///< likewise
  std::function<bool()> store_reachable;                        ///< for `/ready`; may block
  std::vector<const ports::provider*> providers;
  const ports::codec& codec;
  ports::crypto& crypto;
  const ports::clock& clock;
  ports::log& log;
  ports::metrics& metrics;
  const ports::config& config;
  ports::http_client& http; ///< for what is asked of a provider while a caller waits
  ports::blob_store& blobs; ///< bytes of files
  /// Runs something later, on any thread that may block for a store's answer; absent: a thread of the routes' own.
  std::function<void(std::chrono::milliseconds, std::function<void()>)> after = {};
  /// Shared with whoever prints a sign-in link; absent: no links.
  std::shared_ptr<sign_in_links> links = {};
  /// Answers with the file that the parameter `path` names (`http::make_static_handler`); absent: no pages.
  ports::http_handler pages = {};
  /// What the operator's terminal on this machine shows instead of an API key (`charla inspect`); empty: there is none.
  std::string local_token = {};
  /// The POSIX TZ string of a zone's IANA name, or why it is none; absent: zones are neither checked nor followed.
  std::function<flows::result<std::string>(const std::string&)> posix_zone = {};
  /// Signs in at mail servers, to test a connection; absent: none can be tested.
  ports::mail_checker* mail = nullptr;
  const ports::log_lines* lines = nullptr;   ///< the newest lines of the log; null: none are kept
  std::function<process_use()> process = {}; ///< absent: nobody can say
  std::string node = "charla";               ///< what this cluster node is called
  std::string build = "0";                   ///< version of the program
};

/// Reads the directory of channels once (a store that cannot answer yet is asked again) and returns every route. The
/// routes hold what they share; it goes with the last of them.
[[nodiscard]] ports::routes make_routes(dependencies with);

} // namespace charla::api
