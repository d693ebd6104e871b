#include "cli/serve.hpp"

#include "cli/simulator_server.hpp"
#include "compose.hpp"
#include "io/client/curl_client.hpp"
#include "io/clock/system.hpp"
#include "io/log/writer.hpp"
#include "io/metrics/registry.hpp"
#include "io/secrets/crypto.hpp"

#include <csignal>
#include <cstdio>
#include <filesystem>
#include <thread>

namespace charla::cli {

namespace {

/// Keeps SIGINT and SIGTERM from every thread begun after it, to be waited for by one. SIGPIPE means a client that hung
/// up, which every write tells us anyway.
class stop_signals {
public:
  stop_signals() {
    std::signal(SIGPIPE, SIG_IGN);
    sigemptyset(&set_);
    sigaddset(&set_, SIGINT);
    sigaddset(&set_, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &set_, nullptr);
  }
  void wait() const {
    int which = 0;
    sigwait(&set_, &which);
  }
  /// Wakes a `wait` of this process.
  static void raise() { ::kill(::getpid(), SIGTERM); }

private:
  sigset_t set_{};
};

void greet(const greeting& g) {
  const auto& a = g.address;
  std::fprintf(stderr, "\n  Charla answers at %s%s\n\n", a.c_str(),
               g.simulated ? "  (simulated WhatsApp channel: nothing leaves this machine)" : "");
  if (!g.sign_in.empty()) std::fprintf(stderr, "  Sign in (once, within 15 minutes):\n    %s\n", g.sign_in.c_str());
  if (!g.password.empty())
    std::fprintf(stderr, "  Or with e-mail and password (shown this once): %s  %s\n", g.email.c_str(),
                 g.password.c_str());
  if (g.ownerless)
    std::fprintf(stderr,
                 "  Nobody has an account yet: make the first one on that page, with CHARLA_ADMIN_TOKEN or, when "
                 "none is set, in a browser on this machine.\n");
  if (g.simulated && g.development)
    std::fprintf(stderr,
                 "\n  Be a customer:\n    curl -s %s/api/v1/simulate/inbound -H 'Content-Type: application/json' -d "
                 "'{\"text\":\"precio\",\"from\":\"5491155550100\",\"name\":\"Ana\"}'\n",
                 a.c_str());
  std::fprintf(
      stderr, "\n  API reference: %s/docs    Metrics: %s/metrics    What is alive: charla inspect    Ctrl-C stops.\n\n",
      a.c_str(), a.c_str());
}

} // namespace

int serve(const ports::config& config) {
  const stop_signals signals;
  std::error_code ignored; // the folder of the store and the key; what cannot be made is told by whoever needs it
  std::filesystem::create_directories("var", ignored);
  application app;
  const auto hello = app.start(config);
  if (!hello) {
    std::fprintf(stderr, "charla: %s\n", hello.error().what.c_str());
    return 1;
  }
  greet(*hello);
  std::thread listener{[&] {
    signals.wait();
    app.ask_to_stop();
  }};
  const auto status = app.wait();
  std::fprintf(stderr, "charla: stopping: turns and sends in hand are finished first\n");
  app.stop();
  stop_signals::raise(); // the listener still waits when it was the engine that gave up
  listener.join();
  return status;
}

int simulate_provider(const ports::config& config, simulator_settings settings) {
  const stop_signals signals;
  const auto clock = clock::make_system_clock();
  const auto crypto = secrets::make_crypto(std::string(32, '\0')); // seals nothing
  log::log_options told;
  told.level = log::parse_level(config.log.level).value_or(told.level);
  log::writer log{*clock, told};
  const auto metrics = metrics::make_metrics(log);
  const auto client = client::make_curl_client();
  settings.app_secret = config.channel.app_secret;
  settings.phone_number_id = config.channel.phone_number_id;
  simulator_server server{settings, *client, log, *metrics, *clock, *crypto};
  if (const auto started = server.start(); !started) {
    std::fprintf(stderr, "charla: %s\n", started.error().what.c_str());
    return 1;
  }
  std::fprintf(stderr, "simulated WhatsApp provider at %s, statuses go to %s. Ctrl-C stops.\n", server.url().c_str(),
               settings.callback_url.c_str());
  signals.wait();
  return 0;
}

} // namespace charla::cli
