#include "io/json/codec.hpp"
#include "io/providers/given.hpp"
#include "support/golden.hpp"
#include "support/paths.hpp"

#include <catch2/catch.hpp>

using namespace charla;
namespace bj = boost::json;

namespace {

struct speaker {
  std::string type;
  std::unique_ptr<ports::provider> provider;
  ports::channel_access channel;
};

std::vector<speaker> speakers(const ports::crypto& crypto) {
  std::vector<speaker> out;
  out.push_back({"meta", meta::make_provider(crypto), tests::meta_channel()});
  out.push_back({"ycloud", ycloud::make_provider(crypto), tests::ycloud_channel()});
  return out;
}

ports::outbound message_in(const bj::object& file) {
  const auto cause = json::make_codec()->decode_cause(bj::serialize(file.at("message")));
  INFO((cause ? "" : cause.error().where + ": " + cause.error().what));
  REQUIRE(cause);
  const auto& request = std::get<flows::outgoing_request>(*cause);
  ports::outbound out;
  out.id = {flows::conversation_id{*flows::parse_uuid("0190163d-8694-7392-8000-5a5c8bd2a0ff")}, 7, 0};
  out.to = request.to;
  out.body = request.body;
  out.reply_to = request.reply_to;
  out.other_number_form = file.contains("other_number_form");
  if (const auto* bytes = file.if_contains("file"))
    out.file = std::make_shared<const std::string>(bytes->as_string().c_str());
  return out;
}

void put_rules(ports::channel_access& channel, const bj::object& file) {
  if (const auto* rules = file.if_contains("number_rules"))
    for (const auto& r : rules->as_array())
      channel.settings.number_rules.push_back({r.at("match").as_string().c_str(), r.at("replace").as_string().c_str()});
}

bj::object shown(const flows::result<ports::client_request>& built) {
  if (!built) return {{"refused", {{"code", built.error().code}, {"where", built.error().where}}}};
  bj::object headers;
  for (const auto& h : built->headers)
    headers[h.name] = h.value;
  return {{"request",
           {{"method", built->method}, {"url", built->url}, {"headers", headers}, {"body", bj::parse(built->body)}}}};
}

/// Beside the message, what it became the last time that somebody looked.
bj::object with(bj::object file, const bj::object& result) {
  file.erase("request");
  file.erase("refused");
  for (const auto& member : result)
    file[member.key()] = member.value();
  return file;
}

} // namespace

// tests/golden/requests/PROVIDER/KIND.json: a message and the request that it becomes, or why it does not. After a
// wanted change: CHARLA_UPDATE_GOLDEN=1 test_providers, then review the difference.
TEST_CASE("every message becomes the request that stands beside it", "[golden][build]") {
  const auto crypto = tests::crypto();
  for (auto& s : speakers(*crypto)) {
    const auto files = test::golden_files("requests/" + s.type);
    CHECK(files.size() > 30);
    for (const auto& path : files) {
      INFO(s.type << ' ' << path.filename().string());
      const auto file = test::read_json(path).as_object();
      auto channel = s.channel;
      put_rules(channel, file);
      const auto built = s.provider->build(channel, message_in(file));
      const auto result = with(file, shown(built));
      if (test::updating_golden()) test::write_json(path, result);
      CHECK(bj::value{result} == bj::value{file});
      if (!built) CHECK_FALSE(built.error().what.empty());
    }
  }
}

TEST_CASE("the providers are asked for the same messages", "[golden][build]") {
  const auto crypto = tests::crypto();
  const auto names = [](const std::string& type) {
    std::vector<std::string> out;
    for (const auto& path : test::golden_files("requests/" + type))
      out.push_back(path.filename().string());
    return out;
  };
  for (const auto& s : speakers(*crypto))
    CHECK(names(s.type) == names("meta"));
}
