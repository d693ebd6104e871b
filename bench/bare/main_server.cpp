#include "bare/beast_server.hpp"
#include "wire/signature.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <fstream>

/// Yardstick (a): what an HTTP server costs that only checks the signature and says 200.
int main(int argc, char** argv) {
  using namespace charla::bench;
  std::uint16_t port = 0;
  std::string port_file;
  std::string secret = "dev_secret";
  CLI::App app{"Bare Beast server: verifies the signature, answers 200."};
  app.add_option("--port", port, "port on 127.0.0.1; 0: a free one");
  app.add_option("--port-file", port_file, "write the port to this file once it listens");
  app.add_option("--secret", secret, "app secret");
  CLI11_PARSE(app, argc, argv);
  const signer verify(secret);
  beast_server server(port, [&](const beast_server::request& r, const beast_server::reply& reply) {
    reply(verify.verify(r.body, r.signature) ? 200 : 403);
  });
  if (!port_file.empty()) std::ofstream(port_file) << server.port() << '\n';
  std::printf("listening on http://127.0.0.1:%u\n", static_cast<unsigned>(server.port()));
  std::fflush(stdout);
  server.run();
  return 0;
}
