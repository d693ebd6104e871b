#include "io/json/codec.hpp"
#include "io/json/generators.hpp"
#include "io/json/reader.hpp"
#include "io/json/text.hpp"

#include <catch2/catch.hpp>

using namespace charla;
using namespace charla::flows;

namespace {

const auto codec = json::make_codec();

template <class T>
std::string why(const result<T>& r) {
  return r ? std::string{} : r.error().code + " at '" + r.error().where + "': " + r.error().what;
}

/// The law, with the encoded bytes in the failure report.
template <class T, class Decode>
void reads_back(const T& v, Decode decode) {
  const auto bytes = codec->encode(v);
  const auto back = decode(bytes);
  RC_LOG() << bytes << '\n' << why(back);
  RC_ASSERT(back.has_value());
  RC_ASSERT(*back == v);
  RC_ASSERT(json::is_clean_utf8(bytes));
}

} // namespace

TEST_CASE("what is encoded reads back as the same value", "[json][codec][property]") {
  CHECK(rc::check("content", [] {
    reads_back(*tests::any_content(), [](std::string_view b) { return codec->decode_content(b); });
  }));
  CHECK(rc::check("causes", [] {
    reads_back(*tests::any_cause_body(), [](std::string_view b) { return codec->decode_cause(b); });
  }));
  CHECK(rc::check("addresses", [] {
    reads_back(*tests::any_address(), [](std::string_view b) { return codec->decode_address(b); });
  }));
  CHECK(rc::check("conversations", [] {
    reads_back(*tests::any_conversation(), [](std::string_view b) { return codec->decode_conversation(b); });
  }));
  CHECK(rc::check("turns",
                  [] { reads_back(*tests::any_turn(), [](std::string_view b) { return codec->decode_turn(b); }); }));
  CHECK(rc::check("flows",
                  [] { reads_back(*tests::any_flow(), [](std::string_view b) { return codec->decode_flow(b); }); }));
}

TEST_CASE("the stored form is compact and stays what it is", "[json][codec][golden]") {
  CHECK(codec->encode(content{text_content{"¿Tenés \"café\"?\n"}})
        == R"({"v":1,"type":"text","body":"¿Tenés \"café\"?\n"})");
  CHECK(codec->encode(address{"5491122223333", ""}) == R"({"v":1,"wa_id":"5491122223333"})");
  inbound_message m;
  m.provider_id = "wamid.A";
  m.from.wa_id = "549";
  m.sent_at = from_unix_ms(1767300000000);
  m.body = text_content{"Hola"};
  CHECK(codec->encode(cause_body{m})
        == R"({"v":1,"kind":"inbound_message","id":"wamid.A","from":{"wa_id":"549"},"sent_at":1767300000000,)"
           R"("content":{"type":"text","body":"Hola"}})");
  CHECK(codec->encode(cause_body{control_changed{control_mode::human, from_unix_ms(5), "Ana", ""}})
        == R"({"v":1,"kind":"control_changed","mode":"human","until":5,"by":"Ana"})");
}

TEST_CASE("the state leaves out what the store keeps in columns", "[json][codec]") {
  conversation c;
  c.version = 7;
  c.ctl_seq = 3;
  c.mode = control_mode::human;
  c.human_override_until = from_unix_ms(1);
  c.memory.emplace_back();
  c.contact_name = "Ana";
  const auto back = codec->decode_conversation(codec->encode(c));
  REQUIRE(back);
  conversation expected;
  expected.contact_name = "Ana";
  CHECK(*back == expected);
}

TEST_CASE("a member from the future is passed over", "[json][codec]") {
  const auto back = codec->decode_content(R"({"v":1,"type":"text","body":"Hola","mood":{"deep":[1,2,{}]}})");
  REQUIRE(back);
  CHECK(*back == content{text_content{"Hola"}});
}

TEST_CASE("what cannot be read says where and why", "[json][codec]") {
  struct row {
    std::string_view bytes, code, where;
  };
  const auto [bytes, code, where] = GENERATE(values<row>({
      {"", "json.syntax", ""},
      {"{", "json.syntax", ""},
      {"[]", "json.type", ""},
      {R"({"kind":"timer_fired"})", "json.missing", "v"},
      {R"({"v":2,"kind":"timer_fired"})", "json.version", "v"},
      {R"({"v":1})", "json.missing", "kind"},
      {R"({"v":1,"kind":"gossip"})", "json.unknown_name", "kind"},
      {R"({"v":1,"kind":"timer_fired","key":3})", "json.type", "key"},
      {R"({"v":1,"kind":"timer_fired","generation":"3"})", "json.type", "generation"},
      {R"({"v":1,"kind":"call_finished","status":3000000000})", "json.range", "status"},
      {R"({"v":1,"kind":"call_finished","outcome":"perhaps"})", "json.unknown_name", "outcome"},
      {R"({"v":1,"kind":"delivery_failed","send":"nonsense"})", "json.format", "send"},
      {R"({"v":1,"kind":"inbound_message","content":{"type":"contacts","cards":[{},{"phones":[true]}]}})", "json.type",
       "content.cards[1].phones[0]"},
      {R"({"v":1,"kind":"inbound_message","content":{"type":"order","items":[{"price":1}]}})", "json.type",
       "content.items[0].price"},
      {R"({"v":1,"kind":"inbound_message","content":{"type":"hologram"}})", "json.unknown_name", "content.type"},
      {R"({"v":1,"kind":"inbound_message","from":"549"})", "json.type", "from"},
  }));
  CAPTURE(bytes);
  const auto read = codec->decode_cause(bytes);
  REQUIRE_FALSE(read);
  CHECK(read.error().code == code);
  CHECK(read.error().where == where);
  CHECK_FALSE(read.error().what.empty());
}

TEST_CASE("no bytes make a decoder throw", "[json][codec][property]") {
  CHECK(rc::check("random bytes", [](const std::string& bytes) {
    (void)codec->decode_cause(bytes);
    (void)codec->decode_flow(bytes);
  }));
  CHECK(rc::check("a valid document with one byte changed", [] {
    auto bytes = codec->encode(*tests::any_conversation());
    bytes[*rc::gen::inRange<std::size_t>(0, bytes.size())] = *rc::gen::arbitrary<char>();
    (void)codec->decode_conversation(bytes);
  }));
}

TEST_CASE("text that is not text is repaired when it is written", "[json][codec][property]") {
  CHECK(rc::check("any bytes", [](const std::string& bytes) {
    const auto encoded = codec->encode(content{text_content{bytes}});
    RC_ASSERT(json::is_clean_utf8(encoded));
    const auto back = codec->decode_content(encoded);
    RC_ASSERT(back.has_value());
    RC_ASSERT(std::get<text_content>(*back).body == json::sanitize_utf8(bytes));
  }));
}
