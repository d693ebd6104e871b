#include "io/client/curl_client.hpp"
#include "io/clock/system.hpp"
#include "io/log/writer.hpp"
#include "stub.hpp"

#include <catch2/catch.hpp>
#include <sys/mman.h>
#include <unistd.h>

using namespace charla;
using namespace charla::client_test;
using namespace std::chrono_literals;
using ports::transport_errc;

TEST_CASE("a request that had nowhere to go was not sent", "[client]") {
  client::options o;
  o.connect_timeout = 500ms;
  const auto client = client::make_curl_client(o);
  std::string url = GENERATE("refused", "http://no.such.host.invalid/", "file:///etc/passwd", "ftp://127.0.0.1/x",
                             "gopher://127.0.0.1/", "http://", "no url at all", "http://127.0.0.1:99999/");
  if (url == "refused") {
    const stub gone{[](served&) {}};
    url = gone.url();
  }
  CAPTURE(url);
  const auto r = ask(*client, to(url));
  CHECK(r.error == transport_errc::not_sent);
  CHECK_FALSE(r.error_text.empty());
  CHECK(r.status == 0);
}

TEST_CASE("a field with a line break never leaves", "[client]") {
  std::atomic<int> requests{0};
  stub server{[&](served& c) {
    if (!c.read_request().empty()) ++requests;
  }};
  const auto client = client::make_curl_client();
  auto q = to(server.url());
  q.headers = {{"X-Name", "a\r\nX-Admin: 1"}};
  CHECK(ask(*client, q).error == transport_errc::not_sent);
  CHECK(requests == 0);
}

TEST_CASE("a server that reads and then closes leaves the outcome open, and sees the request once", "[client]") {
  std::atomic<int> requests{0};
  std::atomic<int> answers{GENERATE(0, 1)}; // 1: the connection was used before and kept
  CAPTURE(answers.load());
  const int first = answers;
  stub server{[&](served& c) {
    while (!c.read_request().empty()) {
      ++requests;
      if (answers-- <= 0) return;
      c.send(ok_answer("first"));
    }
  }};
  const auto client = client::make_curl_client();
  if (first == 1) CHECK(ask(*client, to(server.url(), "POST", "one")).body == "first");
  const auto r = ask(*client, to(server.url(), "POST", "two"));
  CHECK(r.error == transport_errc::unknown);
  CHECK(requests == first + 1);
}

TEST_CASE("a server that vanishes before the repetition leaves the outcome open too", "[client]") {
  std::atomic<int> requests{0};
  auto server = std::make_unique<stub>([&](served& c) {
    while (!c.read_request().empty())
      if (++requests == 1) c.send(ok_answer("first"));
  });
  const auto client = client::make_curl_client();
  const auto url = server->url();
  CHECK(ask(*client, to(url)).body == "first");
  std::promise<ports::client_response> answer;
  client->send(to(url), [&](ports::client_response r) { answer.set_value(std::move(r)); });
  while (requests < 2)
    std::this_thread::yield();
  server.reset(); // closes the connection and the port
  CHECK(answer.get_future().get().error == transport_errc::unknown);
}

TEST_CASE("no answer in time leaves the outcome open", "[client]") {
  stub server{[](served& c) {
    (void)c.read_request();
    c.wait_end();
  }};
  const auto client = client::make_curl_client();
  auto q = to(server.url());
  q.timeout = 100ms;
  const auto r = ask(*client, q);
  CHECK(r.error == transport_errc::unknown);
  CHECK(r.took >= 100ms);
}

TEST_CASE("an answer that breaks off or is none leaves the outcome open", "[client]") {
  const auto* const answer = GENERATE("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort", "HTTP/1.1 200 O",
                                      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "SSH-2.0-x\r\n");
  stub server{[&](served& c) {
    (void)c.read_request();
    c.send(answer);
  }};
  const auto client = client::make_curl_client();
  CHECK(ask(*client, to(server.url())).error == transport_errc::unknown);
}

TEST_CASE("an answer beyond the limit is cut off", "[client]") {
  const bool announced = GENERATE(true, false);
  stub server{[&](served& c) {
    (void)c.read_request();
    c.send(announced ? "HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n"
                     : "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    const std::string piece(65536, 'x');
    for (int i = 0; i < 100; ++i)
      c.send(announced ? piece : "10000\r\n" + piece + "\r\n");
    c.wait_end();
  }};
  const auto client = client::make_curl_client();
  auto q = to(server.url());
  q.answer_max = 100'000;
  const auto r = ask(*client, q);
  CHECK(r.error == transport_errc::too_large);
  CHECK(r.body.size() <= 100'000);
  CHECK(r.error_text.find("100000 bytes") != std::string::npos);
}

TEST_CASE("requests beyond the bound are refused at once", "[client]") {
  stub server{[](served& c) {
    (void)c.read_request();
    c.wait_end();
  }};
  client::options o;
  o.in_flight_max = 2;
  const auto client = client::make_curl_client(o);
  std::atomic<int> answered{0};
  for (int i = 0; i < 2; ++i)
    client->send(to(server.url()), [&](const auto&) { ++answered; });
  const auto r = ask(*client, to(server.url()));
  CHECK(r.error == transport_errc::not_sent);
  CHECK(answered == 0);
}

TEST_CASE("taking the client down answers what is in flight", "[client]") {
  std::promise<void> read;
  stub server{[&](served& c) {
    (void)c.read_request();
    read.set_value();
    c.wait_end();
  }};
  auto client = client::make_curl_client();
  std::promise<ports::client_response> answer;
  client->send(to(server.url()), [&](ports::client_response r) { answer.set_value(std::move(r)); });
  read.get_future().wait();
  client.reset();
  CHECK(answer.get_future().get().error == transport_errc::unknown);
}

TEST_CASE("a call leaves a line with its host and never its path or token", "[client]") {
  stub server{[](served& c) {
    (void)c.read_request();
    c.send(ok_answer(""));
  }};
  const auto clock = clock::make_system_clock();
  const int file = ::memfd_create("log", MFD_CLOEXEC);
  {
    log::log_options lo;
    lo.descriptor = file;
    lo.level = ports::log_level::debug;
    log::writer log{*clock, lo};
    const auto client = client::make_curl_client({}, &log);
    auto q = to(server.url("/private-path?token=secret"));
    q.headers = {{"Authorization", "Bearer secret"}};
    CHECK(ask(*client, q).status == 200);
    CHECK(ask(*client, to("http://user:secret@127.0.0.1:1/")).error == transport_errc::not_sent);
  }
  std::string text(static_cast<std::size_t>(::lseek(file, 0, SEEK_END)), '\0');
  CHECK(::pread(file, text.data(), text.size(), 0) == static_cast<ssize_t>(text.size()));
  ::close(file);
  CHECK(text.find("client.request_completed") != std::string::npos);
  CHECK(text.find("client.request_failed") != std::string::npos);
  CHECK(text.find(R"("host":"127.0.0.1:1")") != std::string::npos);
  CHECK(text.find("secret") == std::string::npos);
  CHECK(text.find("private-path") == std::string::npos);
}
