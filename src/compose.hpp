#pragma once

#include "actors/directory.hpp"
#include "actors/engine.hpp"
#include "io/ports/config.hpp"

#include <memory>

/// The only place that knows every room: builds the adapters, hands them to the actors and the doors, and takes
/// everything down in reverse.
namespace charla {

/// What the operator is told once the engine answers.
struct greeting {
  std::string address; ///< `http://127.0.0.1:8000`
  std::string sign_in; ///< a link that signs the demo owner in once (development only)
  std::string email;   ///< of the demo owner, on the first start in development
  std::string password;
  bool simulated = true;
  bool development = true; ///< programs on this machine may simulate without a key
  bool ownerless = false;  ///< nobody can sign in yet: the first owner is made on the page
};

class application {
public:
  application();
  ~application();
  application(const application&) = delete;
  application& operator=(const application&) = delete;

  /// Begins everything. Errors name what is in the way and what to do: the port is taken, another process has the
  /// store, a secret is missing.
  [[nodiscard]] flows::result<greeting> start(const ports::config& config);
  /// Makes `wait` return. From any thread.
  void ask_to_stop();
  /// Blocks until told to stop or until the engine gives up.
  /// @returns the exit status: 0 when told, 70 when the engine gave up (sysexits.h EX_SOFTWARE).
  int wait();
  /// Stops the doors, then the actors, then the store. Safe to call twice.
  void stop();

private:
  struct parts;
  std::unique_ptr<parts> parts_;
};

/// Reads tenants, channels and flows into the form the actors use.
/// @param providers by type (`meta`); a channel of an unknown type is left out and logged.
/// @param default_rate messages a second of a number of which nothing else is known.
[[nodiscard]] ports::stored<actors::directory_ptr> load_directory(ports::store_admin& admin,
                                                                  const std::vector<const ports::provider*>& providers,
                                                                  const ports::codec& codec,
                                                                  double default_rate,
                                                                  ports::log& log);

} // namespace charla
