#include "fixture.hpp"

using namespace charla::conformance;

namespace {

using std::chrono::hours;

const asset_id photo(64, 'a');
const asset_id letter(64, 'b');

media_want wanted(const std::string& media_id, timestamp at = long_ago) {
  media_want w;
  w.tenant = acme;
  w.channel = line;
  w.conversation = conversation_no(1);
  w.what.kind = charla::flows::media_kind::document;
  w.what.media_id = media_id;
  w.what.url = "https://example.org/f";
  w.what.mime_type = "application/pdf";
  w.what.sha256 = "from the provider";
  w.what.caption = "the bill";
  w.what.filename = "bill.pdf";
  w.at = at;
  return w;
}

asset_row asset(const asset_id& id, timestamp at = long_ago) {
  return {acme, id, "application/pdf", 1234, "bill.pdf", at, at};
}

media_fact fate(const std::string& media_id, media_state s) {
  media_fact f;
  f.channel = line;
  f.media_id = media_id;
  f.state = s;
  f.attempts = 1;
  f.not_before = long_ago;
  if (s == media_state::stored) f.asset = asset(photo);
  return f;
}

void note(opened& o, const media_fact& f) {
  batch work;
  work.media.push_back(f);
  o.apply(work);
}

void want(opened& o, std::vector<media_want> all) {
  batch work;
  work.media_wanted = std::move(all);
  o.apply(work);
}

std::vector<std::string> due(opened& o, timestamp now, std::size_t limit = 10) {
  std::vector<std::string> ids;
  for (const auto& m : o.reader->media_due(now, limit).value())
    ids.push_back(m.want.what.media_id);
  return ids;
}

media_row media(opened& o, const std::string& id) { return o.admin->media(acme, line, id)->value(); }

} // namespace

TEST_CASE("a file that a customer sent is fetched once, from the moment that it came", "[store][media]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  want(o, {wanted("m2", long_ago + hours{1}), wanted("m1"), wanted("m1")});
  auto twin = wanted("m1", long_ago + hours{9});
  twin.what.caption = "another";
  want(o, {twin});

  o.reopen();
  CHECK(due(o, long_ago) == std::vector<std::string>{"m1"});
  CHECK(due(o, far_ahead) == std::vector<std::string>{"m1", "m2"});
  CHECK(due(o, far_ahead, 1) == std::vector<std::string>{"m1"});
  const auto m = media(o, "m1");
  CHECK(m.want.what == wanted("m1").what);
  CHECK(m.want.at == long_ago);
  CHECK(m.want.conversation == conversation_no(1));
  CHECK(m.state == media_state::wanted);
  CHECK(o.admin->backlog_now()->media_wanted == 2);
  CHECK_FALSE(*o.admin->media(other_tenant, line, "m1"));
  CHECK_FALSE(*o.admin->media(acme, line, "m3"));
}

TEST_CASE("a fetch ends with the file, is tried later, or fails until somebody tries again", "[store][media]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  want(o, {wanted("m1")});

  SECTION("stored: the file is known with it, and no later word undoes it") {
    note(o, fate("m1", media_state::stored));
    note(o, fate("m1", media_state::failed));
    const auto m = media(o, "m1");
    CHECK(m.state == media_state::stored);
    CHECK(m.asset == photo);
    CHECK(m.size == 1234);
    CHECK(m.mime_type == "application/pdf");
    CHECK(due(o, far_ahead).empty());
    CHECK(o.reader->asset(acme, photo)->value().filename == "bill.pdf");
    CHECK(o.admin->asset(acme, photo)->value().size == 1234);
    CHECK_FALSE(*o.reader->asset(other_tenant, photo));
    CHECK_FALSE(*o.admin->retry_media(acme, line, "m1", long_ago));
  }
  SECTION("later: not before") {
    auto f = fate("m1", media_state::wanted);
    f.attempts = 3;
    f.not_before = long_ago + hours{2};
    f.error = "503";
    note(o, f);
    CHECK(due(o, long_ago + hours{1}).empty());
    CHECK(due(o, long_ago + hours{2}).size() == 1);
    CHECK(media(o, "m1").attempts == 3);
    CHECK(media(o, "m1").error == "503");
  }
  SECTION("failed: until it is tried again") {
    auto f = fate("m1", media_state::failed);
    f.error = "gone";
    note(o, f);
    CHECK(due(o, far_ahead).empty());
    CHECK(o.admin->backlog_now()->media_failed == 1);
    CHECK(o.admin->backlog_now()->media_wanted == 0);
    CHECK_FALSE(*o.admin->retry_media(other_tenant, line, "m1", long_ago));
    CHECK(*o.admin->retry_media(acme, line, "m1", long_ago + hours{5}));
    CHECK(due(o, long_ago + hours{4}).empty());
    CHECK(due(o, long_ago + hours{5}).size() == 1);
    CHECK(media(o, "m1").attempts == 0);
    CHECK_FALSE(*o.admin->retry_media(acme, line, "m1", long_ago));
  }
  SECTION("of a file that nobody wants any more, only the bytes are noted") {
    note(o, fate("m9", media_state::stored));
    CHECK_FALSE(*o.admin->media(acme, line, "m9"));
    CHECK(*o.admin->asset(acme, photo));
  }
}

TEST_CASE("the same bytes are one file, however often they come", "[store][media]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  REQUIRE(o.admin->put_asset(asset(photo)));
  auto again = asset(photo, long_ago + hours{1});
  again.filename = "copy.pdf";
  REQUIRE(o.admin->put_asset(again));
  again.filename = "";
  again.used_at = long_ago;
  REQUIRE(o.admin->put_asset(again));
  const auto kept = o.admin->asset(acme, photo)->value();
  CHECK(kept.created_at == long_ago);
  CHECK(kept.used_at == long_ago + hours{1});
  CHECK(kept.filename == "copy.pdf");
  CHECK(kept.size == 1234);
}

TEST_CASE("a file that a provider has is not uploaded again until its id expires", "[store][media]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  CHECK_FALSE(*o.reader->uploaded(line, photo, long_ago));
  batch work;
  work.uploads = {{line, photo, "meta-1", long_ago + hours{1}}, {line, photo, "meta-2", long_ago + hours{2}}};
  o.apply(work);
  CHECK(*o.reader->uploaded(line, photo, long_ago) == "meta-2");
  CHECK_FALSE(*o.reader->uploaded(line, photo, long_ago + hours{2}));
  CHECK_FALSE(*o.reader->uploaded(channel_id{2}, photo, long_ago));
}

TEST_CASE("files that nobody has used for long are forgotten, with what points at them", "[store][media]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  want(o, {wanted("m1"), wanted("m2"), wanted("m3", long_ago + hours{8})});
  note(o, fate("m1", media_state::stored));
  note(o, fate("m2", media_state::failed));
  REQUIRE(o.admin->put_asset(asset(letter, long_ago + hours{9})));

  CHECK(o.lane->forget_assets_before(long_ago)->empty());
  const auto gone = o.lane->forget_assets_before(long_ago + hours{9}).value();
  REQUIRE(gone.size() == 1);
  CHECK(gone[0].id == photo);
  CHECK(gone[0].tenant == acme);
  CHECK_FALSE(*o.admin->asset(acme, photo));
  CHECK_FALSE(*o.admin->media(acme, line, "m1"));
  CHECK_FALSE(*o.admin->media(acme, line, "m2")); // nobody fetches it any more
  CHECK(*o.admin->media(acme, line, "m3"));
  CHECK(*o.admin->asset(acme, letter));
}
