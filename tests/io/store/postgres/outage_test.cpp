#include "fixture.hpp"
#include "pg_world.hpp"
#include "support/paths.hpp"

#include <array>
#include <cstdio>
#include <thread>

using namespace charla::conformance;

namespace {

const auto script = charla::test::repository("tests/support/servers/servers.sh ");

/// A server of its own: the one that all tests share must not be stopped.
class own_server {
public:
  own_server() {
    const auto said = output_of("start pg");
    folder_ = value_of(said, "CHARLA_TEST_SERVERS=");
    url_ = value_of(said, "CHARLA_TEST_PG=");
  }
  own_server(const own_server&) = delete;
  own_server& operator=(const own_server&) = delete;
  ~own_server() { run("stop"); }

  void run(const std::string& command) {
    REQUIRE(std::system((script + command + ' ' + folder_).c_str()) == 0); // NOLINT(concurrency-mt-unsafe)
  }
  [[nodiscard]] const std::string& url() const { return url_; }

private:
  static std::string output_of(const std::string& command) {
    std::string all;
    auto* pipe = ::popen((script + command).c_str(), "r");
    REQUIRE(pipe != nullptr);
    std::array<char, 512> part{};
    while (std::fgets(part.data(), part.size(), pipe) != nullptr)
      all += part.data();
    REQUIRE(::pclose(pipe) == 0);
    return all;
  }
  static std::string value_of(const std::string& said, const std::string& name) {
    const auto at = said.find(name);
    REQUIRE(at != std::string::npos);
    const auto begin = at + name.size();
    return said.substr(begin, said.find('\n', begin) - begin);
  }
  std::string folder_;
  std::string url_;
};

/// Asks again until the store says something else than that it is away; an engine does so with its own pauses.
template <class Ask>
auto until_back(Ask ask) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{60};
  auto answer = ask();
  while (!answer && answer.error().code == store_errc::unavailable && std::chrono::steady_clock::now() < deadline)
    answer = ask();
  return answer;
}

} // namespace

TEST_CASE("a server that crashes and comes back loses nothing that was answered", "[postgres][outage]") {
  own_server server;
  const auto clock = charla::clock::make_system_clock();
  const auto crypto = charla::secrets::make_crypto(std::string(32, 'k'));
  auto store = charla::store::make_postgres(server.url(), 1, *crypto, *clock);
  REQUIRE(store->open());
  auto lane = std::move(store->lane(0).value());
  auto reader = std::move(store->reader().value());
  auto admin = std::move(store->admin().value());
  const auto c = conversation_no(1);
  batch work;
  work.appends = {inbound(c, "before")};
  REQUIRE(lane->apply(work)->appends[0]);
  CHECK(store->reachable());

  server.run("pg-down");
  CHECK_FALSE(store->reachable());
  work.appends = {inbound(c, "during")};
  CHECK(lane->apply(work).error().code == store_errc::unknown_outcome); // the connection died: nobody knows
  CHECK(lane->settle(work).error().code == store_errc::unavailable);
  CHECK(reader->load(c).error().code == store_errc::unavailable);
  CHECK(admin->user_count().error().code == store_errc::unavailable);

  server.run("pg-up");
  const auto settled = until_back([&] { return lane->settle(work); });
  if (!settled) FAIL("settle: " << settled.error().what);
  CHECK(settled->appends[0]);
  CHECK(store->reachable());
  CHECK(reader->pending(c, 10)->size() == 2);
  CHECK(admin->user_count().value() == 0);
  CHECK(lane->recover_outbox(std::nullopt, 10)->empty());
  auto rival = charla::store::make_postgres(server.url(), 1, *crypto, *clock);
  CHECK(rival->open().error().code == store_errc::locked);
}
