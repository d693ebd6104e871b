#include "stub/connection.hpp"
#include "wire/endpoint.hpp"
#include "wire/listener.hpp"
#include "wire/signals.hpp"

#include <algorithm>
#include <CLI/CLI.hpp>
#include <cstdio>
#include <fstream>

namespace {

using namespace charla::bench;

void describe(CLI::App& app, stub_options& o) {
  app.add_option("--port", o.port, "port on 127.0.0.1; 0: a free one");
  app.add_option("--port-file", o.port_file, "write the port to this file once it listens");
  app.add_option("--log", o.log_path, "append one line a request: R, ns, out_id, to, text hash, outcome, wamid");
  app.add_option("--notify", o.notify_path, "unix socket of charla-load --replies: tell it each reply");
  app.add_option("--status-url", o.status_url, "webhook address for status webhooks");
  app.add_option("--secret", o.secret, "app secret that signs status webhooks");
  app.add_option("--phone-number-id", o.phone_number_id, "the business number's id in status webhooks");
  app.add_option("--seed", o.seed, "of all chances");
  app.add_option("--refuse", o.how.refuse, "share of requests whose connection closes before anything is noted");
  app.add_option("--error", o.how.error, "share of requests that get --error-status with --error-code");
  app.add_option("--error-status", o.how.error_status, "HTTP status of an error");
  app.add_option("--error-code", o.how.error_code, "provider's code of an error");
  app.add_option("--lose", o.how.lose, "share of requests that are taken and noted but never answered");
  app.add_option("--delay", o.how.delay, "share of requests that are answered after --delay-ms");
  app.add_option("--delay-ms", o.how.delay_ms, "milliseconds of such a delay");
  app.add_option("--statuses", o.how.statuses, "status webhooks for each taken message, e.g. sent,delivered,read");
  app.add_option("--status-delay-ms", o.how.status_delay_ms, "milliseconds before each of them");
  app.add_option("--status-lost", o.how.status_lost, "share of status webhooks that are never posted");
}

void serve(const stub_options& o) {
  stop_on_signals();
  loop l;
  provider mind(l, o);
  std::vector<std::shared_ptr<connection>> connections;
  const int fd = listen_on_loopback(o.port);
  const auto port = port_of(fd);
  const listener accept(l, fd, [&](int client) {
    std::erase_if(connections, [](const auto& c) { return !c->open(); });
    connections.push_back(std::make_shared<connection>(l, client, mind));
  });
  if (!o.port_file.empty()) std::ofstream(o.port_file) << port << '\n';
  std::printf("listening on http://127.0.0.1:%u\n", static_cast<unsigned>(port));
  std::fflush(stdout);
  while (!stop_requested()) {
    l.step(100'000'000);
    mind.flush();
  }
}

} // namespace

int main(int argc, char** argv) {
  stub_options options;
  CLI::App app{"A WhatsApp provider for measurements: takes sends, notes them, fails as told (also by POST /control)."};
  describe(app, options);
  CLI11_PARSE(app, argc, argv);
  try {
    serve(options);
    return 0;
  } catch (const std::exception& e) {
    std::fprintf(stderr, "charla-stub: %s\n", e.what());
    return 1;
  }
}
