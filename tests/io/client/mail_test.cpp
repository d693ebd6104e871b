#include "io/client/mail_checker.hpp"

#include "stub.hpp"

#include <catch2/catch.hpp>

#include <condition_variable>

using namespace charla;
using namespace charla::client_test;
using protection = ports::mail_server::protection;

namespace {

/// A mail server that takes one user, and notes what it is told.
class mail_house {
public:
  std::string offers = "AUTH PLAIN LOGIN"; ///< beside the name; empty: nothing
  bool knows_the_user = true;

  [[nodiscard]] std::uint16_t port() const { return stub_.port(); }
  std::vector<std::string> heard() {
    const std::lock_guard lock{mutex_};
    return heard_;
  }

private:
  void talk(served& c) {
    c.send("220 mail.test ESMTP\r\n");
    for (auto line = c.read_line(); !line.empty(); line = c.read_line()) {
      {
        const std::lock_guard lock{mutex_};
        heard_.push_back(line);
      }
      const auto verb = line.substr(0, 4);
      if (verb == "EHLO")
        c.send(offers.empty() ? "250 mail.test\r\n" : "250-mail.test\r\n250 " + offers + "\r\n");
      else if (verb == "AUTH" && line.size() < 12)
        c.send("334 \r\n"); // wants the rest in a line of its own
      else if (verb == "NOOP")
        c.send("250 2.0.0 yes\r\n");
      else if (verb == "QUIT")
        return c.send("221 bye\r\n");
      else
        c.send(knows_the_user ? "235 2.7.0 welcome\r\n" : "535 5.7.8 no\r\n");
    }
  }

  std::mutex mutex_;
  std::vector<std::string> heard_;
  stub stub_{[this](served& c) { talk(c); }}; // last: its threads use the others
};

ports::mail_server at(std::uint16_t port, protection how = protection::none) {
  ports::mail_server s;
  s.host = "127.0.0.1";
  s.port = port;
  s.user = "bot@example.com";
  s.password = "s3cret-word";
  s.security = how;
  s.timeout = std::chrono::seconds{5};
  s.private_too = true;
  return s;
}

ports::mail_answer check(const ports::mail_server& s) {
  const auto checker = client::make_mail_checker();
  std::promise<ports::mail_answer> told;
  checker->check(s, [&](ports::mail_answer a) { told.set_value(std::move(a)); });
  auto answer = told.get_future();
  REQUIRE(answer.wait_for(std::chrono::seconds{20}) == std::future_status::ready);
  auto a = answer.get();
  CHECK(a.detail.find("s3cret") == std::string::npos);
  CHECK_FALSE(a.detail.empty());
  return a;
}

bool says(const ports::mail_answer& a, std::string_view word) {
  INFO(a.detail);
  return !a.ok && a.detail.find(word) != std::string::npos;
}

} // namespace

TEST_CASE("a mail server is spoken to, signed in at and left, without a mail", "[client][mail]") {
  mail_house house;
  const auto a = check(at(house.port()));
  INFO(a.detail);
  CHECK(a.ok);
  const auto heard = house.heard();
  std::vector<std::string> verbs;
  for (const auto& line : heard)
    verbs.push_back(line.substr(0, 4));
  CHECK(std::count(verbs.begin(), verbs.end(), "AUTH") == 1);
  CHECK(std::count(verbs.begin(), verbs.end(), "NOOP") == 1);
  CHECK(std::count(verbs.begin(), verbs.end(), "QUIT") == 1);
  CHECK(std::count(verbs.begin(), verbs.end(), "MAIL") == 0);
}

TEST_CASE("a mail server that asks for nobody is only greeted", "[client][mail]") {
  mail_house house;
  auto s = at(house.port());
  s.user.clear();
  const auto a = check(s);
  CHECK(a.ok);
  CHECK(a.detail.find("nobody has signed in") != std::string::npos);
}

TEST_CASE("what is wrong with a mail server is told with what to do", "[client][mail]") {
  SECTION("it refuses the password") {
    mail_house house;
    house.knows_the_user = false;
    CHECK(says(check(at(house.port())), "`user` and `password`"));
  }
  SECTION("it offers no way to sign in: that nobody was refused is no success") {
    mail_house house;
    house.offers.clear();
    CHECK(says(check(at(house.port())), "takes no user"));
  }
  SECTION("it offers only ways that nobody knows") {
    mail_house house;
    house.offers = "AUTH X-SECRET-HANDSHAKE";
    CHECK(says(check(at(house.port())), "no way to sign in"));
  }
  SECTION("it cannot protect the line: the password is not said") {
    mail_house house;
    CHECK(says(check(at(house.port(), protection::starttls)), "STARTTLS"));
    for (const auto& line : house.heard())
      CHECK(line.substr(0, 4) != "AUTH");
  }
  SECTION("it speaks plainly where TLS was meant") {
    mail_house house;
    CHECK(says(check(at(house.port(), protection::tls)), "tls"));
  }
  SECTION("nobody is there") {
    std::uint16_t port = 0;
    {
      mail_house gone;
      port = gone.port();
    }
    CHECK(says(check(at(port)), "`port`"));
  }
  SECTION("its name is not known") {
    auto s = at(25);
    s.host = "nowhere.invalid";
    CHECK(says(check(s), "`host`"));
  }
  SECTION("it is silent") {
    stub silent{[](served& c) { c.wait_end(); }};
    auto s = at(silent.port());
    s.timeout = std::chrono::milliseconds{200};
    CHECK(says(check(s), "in time"));
  }
  SECTION("it is something else") {
    stub web{[](served& c) { c.send("HTTP/1.1 400 Bad Request\r\n\r\n"); }};
    CHECK(says(check(at(web.port())), "no mail server"));
  }
}

TEST_CASE("a mail server at a private address is not spoken to", "[client][mail][ssrf]") {
  mail_house house;
  auto s = at(house.port());
  s.private_too = false;
  CHECK(says(check(s), "private address"));
  CHECK(house.heard().empty());
}

TEST_CASE("few wait for a mail server, and all are answered when the program stops", "[client][mail]") {
  std::mutex mutex;
  std::condition_variable changed;
  bool there = false;
  stub silent{[&](served& c) {
    {
      const std::lock_guard lock{mutex};
      there = true;
    }
    changed.notify_all();
    c.wait_end();
  }};
  std::vector<ports::mail_answer> answers;
  const auto note = [&](ports::mail_answer a) {
    const std::lock_guard lock{mutex};
    answers.push_back(std::move(a));
  };
  {
    const auto checker = client::make_mail_checker();
    auto s = at(silent.port());
    s.timeout = std::chrono::seconds{60};
    checker->check(s, note);
    {
      std::unique_lock lock{mutex};
      REQUIRE(changed.wait_for(lock, std::chrono::seconds{20}, [&] { return there; }));
    }
    for (int i = 0; i < 5; ++i)
      checker->check(s, note);
    const std::lock_guard lock{mutex};
    REQUIRE(answers.size() == 1); // the fifth that would wait
    CHECK(says(answers[0], "try again in a minute"));
  }
  CHECK(answers.size() == 6);
  CHECK(says(answers[1], "stopping"));
}
