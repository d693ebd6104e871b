#include "bare/beast_server.hpp"
#include "bare/replier.hpp"
#include "bare/row_store.hpp"
#include "stub/send_request.hpp"
#include "wire/signature.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <fmt/format.h>
#include <fstream>

namespace {

using namespace charla::bench;

/// The replies of the requests whose rows are being committed, in the order of the rows. Only the server's thread
/// touches it.
class pending_replies {
public:
  void add(beast_server::reply r) { waiting_.push_back(std::move(r)); }
  void answer(std::size_t count) {
    for (; count > 0; --count) {
      waiting_.front()(200);
      waiting_.pop_front();
    }
  }

private:
  std::deque<beast_server::reply> waiting_;
};

} // namespace

/// Yardstick (b): verify, one SQLite row in a group commit, 200, one reply to the provider. No flow, no state, no
/// delivery guarantee: the least that an engine can do.
int main(int argc, char** argv) {
  std::uint16_t port = 0;
  std::string port_file;
  std::string secret = "dev_secret";
  std::string database = "bare.db";
  std::string provider_url;
  std::size_t connections = 32;
  CLI::App app{"Bare engine: verifies, stores one row, answers 200, replies to the provider if there is one."};
  app.add_option("--port", port, "port on 127.0.0.1; 0: a free one");
  app.add_option("--port-file", port_file, "write the port to this file once it listens");
  app.add_option("--secret", secret, "app secret");
  app.add_option("--database", database, "SQLite file");
  app.add_option("--provider", provider_url, "where replies are posted; empty: store only");
  app.add_option("--connections", connections, "connections to the provider");
  CLI11_PARSE(app, argc, argv);

  const signer verify(secret);
  pending_replies pending;
  std::unique_ptr<replier> provider;
  if (!provider_url.empty()) provider = std::make_unique<replier>(provider_url, connections);
  std::uint64_t row = 0;
  beast_server* answer_on = nullptr;
  row_store store(database, [&](std::vector<std::string>& group) {
    answer_on->post([&pending, count = group.size()] { pending.answer(count); });
    if (!provider) return;
    std::vector<std::pair<std::string, std::string>> replies;
    for (const auto& body : group) {
      const auto from = string_field(body, "from");
      replies.emplace_back(from,
                           fmt::format("00000000-0000-0000-0000-{:0>12}:{}:0", from.substr(from.size() - 12), ++row));
    }
    provider->send(std::move(replies));
  });
  beast_server server(port, [&](const beast_server::request& r, beast_server::reply reply) {
    if (!verify.verify(r.body, r.signature) || string_field(r.body, "from").size() < 12) return reply(403);
    pending.add(std::move(reply));
    store.append(std::string(r.body));
  });
  answer_on = &server;
  if (!port_file.empty()) std::ofstream(port_file) << server.port() << '\n';
  std::printf("listening on http://127.0.0.1:%u\n", static_cast<unsigned>(server.port()));
  std::fflush(stdout);
  server.run();
  return 0;
}
