#include "io/client/curl_client.hpp"

#include "stub.hpp"

#include <catch2/catch.hpp>

using namespace charla;
using namespace charla::client_test;
using ports::transport_errc;

namespace {

ports::client_request of_tenant(std::string url) {
  auto q = to(std::move(url));
  q.tenant_url = true;
  return q;
}

void answer_all(served& c) {
  while (!c.read_request().empty())
    c.send(ok_answer("inside"));
}

} // namespace

TEST_CASE("a tenant's URL reaches no private address, however it is written", "[client][ssrf]") {
  stub inside{answer_all};
  const auto client = client::make_curl_client();
  const auto* const host = GENERATE("127.0.0.1", "localhost", "2130706433", "0x7f.1", "0177.0.0.1", "127.1",
                                    "[::ffff:127.0.0.1]", "[::1]", "0.0.0.0", "LOCALHOST.");
  CAPTURE(host);
  const auto r = ask(*client, of_tenant(inside.url("/", host)));
  // A name that does not resolve here is as good: nothing went out.
  CHECK((r.error == transport_errc::blocked || r.error == transport_errc::not_sent));
  if (std::string_view{host}.find("127") == 0 || std::string_view{host} == "localhost")
    CHECK(r.error == transport_errc::blocked);
  CHECK(r.body.empty());
  CHECK(inside.connections() == 0);
}

TEST_CASE("the metadata addresses of clouds are blocked", "[client][ssrf]") {
  const auto client = client::make_curl_client();
  const auto r = ask(*client, of_tenant("http://169.254.169.254/latest/meta-data/"));
  CHECK(r.error == transport_errc::blocked);
  CHECK(r.error_text.find("private") != std::string::npos);
}

TEST_CASE("a tenant's URL does not ride on a connection that the server itself has opened", "[client][ssrf]") {
  stub inside{answer_all};
  const auto client = client::make_curl_client();
  CHECK(ask(*client, to(inside.url())).body == "inside");
  CHECK(ask(*client, of_tenant(inside.url())).error == transport_errc::blocked);
  CHECK(ask(*client, to(inside.url())).body == "inside");
}
