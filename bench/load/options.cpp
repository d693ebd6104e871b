#include "load/options.hpp"

#include <CLI/CLI.hpp>

namespace charla::bench {

load_options parse_load_options(int argc, char** argv) {
  load_options o;
  CLI::App app{"Sends signed WhatsApp webhooks over keep-alive connections and measures the answers."};
  app.add_option("--url", o.url, "webhook address, e.g. http://127.0.0.1:8000/api/webhooks/whatsapp")->required();
  app.add_option("--secret", o.secret, "app secret that signs the bodies");
  app.add_option("--phone-number-id", o.phone_number_id, "the business number's id in the envelope");
  app.add_option("--text", o.text, "text of each message (plain ASCII, no quotes)");
  app.add_option("--run", o.run, "part of each message id: give every run that must not repeat ids its own");
  app.add_option("--log", o.log_path,
                 "append one line an attempt: wamid, phone, sent ns, answered ns, status, attempt");
  app.add_option("--json", o.json_path, "write the figures as JSON to this file");
  app.add_option("--replies", o.replies_path, "unix socket on which the stub tells replies (charla-stub --notify)");
  app.add_option("--connections", o.connections, "keep-alive connections, one request in flight on each")
      ->check(CLI::Range(1, 10000));
  app.add_option("--conversations", o.conversations, "distinct senders, taken in turn")
      ->check(CLI::Range(1ULL, 9'999'999'999ULL));
  app.add_option("--first-conversation", o.first_conversation, "number of the first sender");
  app.add_option("--events", o.events, "stop after so many new events; 0: no limit");
  app.add_option("--rate", o.rate, "events a second, open loop; 0: as fast as answers come");
  app.add_option("--seconds", o.seconds, "stop sending new events after so long; 0: no limit");
  app.add_option("--warmup", o.warmup_seconds, "seconds at the start that do not count");
  app.add_option("--drain", o.drain_seconds, "seconds to wait at the end for answers and replies");
  app.add_option("--duplicates", o.duplicates, "share of acknowledged events that are sent a second time")
      ->check(CLI::Range(0.0, 1.0));
  app.add_option("--seed", o.seed, "of the choice of duplicates");
  app.add_flag("--retry", o.retry, "send an event again until it is answered 200, as the provider does");
  try {
    app.parse(argc, argv);
    if (o.events == 0 && o.seconds <= 0) throw CLI::ValidationError("--events or --seconds", "one of them is needed");
  } catch (const CLI::ParseError& e) {
    std::exit(app.exit(e));
  }
  return o;
}

} // namespace charla::bench
