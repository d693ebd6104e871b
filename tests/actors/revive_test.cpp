#include "actors/turn.hpp"
#include "io/json/codec.hpp"

#include <catch2/catch.hpp>

using namespace charla;

namespace {

ports::stored_message erased_line(std::int64_t seq) {
  ports::stored_message m;
  m.row.seq = seq;
  m.row.type = "unsupported";
  m.row.body = R"({"v":1,"type":"unsupported","reason":"erased"})";
  return m;
}

} // namespace

TEST_CASE("a conversation whose person was erased goes on behind its last line", "[revive]") {
  const auto codec = json::make_codec();
  actors::conversation_loaded loaded;
  loaded.row.emplace();
  loaded.row->version = 6;
  loaded.memory = {erased_line(41), erased_line(42)};
  const auto c = actors::revive(loaded, *codec);
  REQUIRE(c);
  CHECK(c->version == 6);
  CHECK(c->last_seq == 42);
  REQUIRE(c->memory.size() == 2);
  CHECK(std::get<flows::unsupported_content>(c->memory[0].body).reason == "erased");
}
