#include "io/client/address_guard.hpp"

#include <arpa/inet.h>
#include <catch2/catch.hpp>
#include <netinet/in.h>

namespace {

bool guarded(const char* text) {
  sockaddr_storage at{};
  auto* v4 = reinterpret_cast<sockaddr_in*>(&at);
  auto* v6 = reinterpret_cast<sockaddr_in6*>(&at);
  if (::inet_pton(AF_INET, text, &v4->sin_addr) == 1) {
    at.ss_family = AF_INET;
  } else {
    REQUIRE(::inet_pton(AF_INET6, text, &v6->sin6_addr) == 1);
    at.ss_family = AF_INET6;
  }
  return charla::client::is_private(reinterpret_cast<const sockaddr&>(at));
}

} // namespace

TEST_CASE("addresses that are not the public internet are known", "[client]") {
  const auto* const address =
      GENERATE("0.0.0.0", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.8.8.8",
               "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.168.1.1", "192.0.2.1", "198.18.0.1", "224.0.0.1",
               "255.255.255.255", "::", "::1", "::ffff:127.0.0.1", "::ffff:10.1.2.3", "::7f00:1", "fe80::1", "fec0::1",
               "fc00::1", "fd12:3456::1", "fd00:ec2::254", "ff02::1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1",
               "2001::1", "100::1");
  CAPTURE(address);
  CHECK(guarded(address));
}

TEST_CASE("public addresses are let through", "[client]") {
  const auto* const address =
      GENERATE("1.1.1.1", "8.8.8.8", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1", "192.167.1.1",
               "223.255.255.255", "::ffff:8.8.8.8", "2606:4700::1111", "2a03:2880:f10c::1", "2002:808:808::1");
  CAPTURE(address);
  CHECK_FALSE(guarded(address));
}
