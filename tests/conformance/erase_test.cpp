#include "fixture.hpp"

#include <set>

using namespace charla::conformance;

namespace {

using std::chrono::hours;

const asset_id hers(64, 'a');
const asset_id shared(64, 'b');
const asset_id sent(64, 'c');
const asset_id in_flow(64, 'd');

contact_id contact_no(std::uint32_t n) { return contact_id{conversation_no(n).value()}; }

media_want wanted(std::uint32_t n, const std::string& media_id) {
  media_want w;
  w.tenant = acme;
  w.channel = line;
  w.conversation = conversation_no(n);
  w.what.media_id = media_id;
  w.at = long_ago;
  return w;
}

media_fact fetched(const std::string& media_id, const asset_id& id) {
  media_fact f;
  f.channel = line;
  f.media_id = media_id;
  f.state = media_state::stored;
  f.asset = asset_row{acme, id, "image/jpeg", 10, "me.jpg", long_ago, long_ago};
  return f;
}

void attach(turn_write& t, const asset_id& id) {
  say(t, "file");
  t.messages.back().type = "document";
  t.messages.back().body = R"({"type":"document","asset":")" + id + R"("})";
}

/// Conversation `n` with all that a person leaves behind.
void live(opened& o, std::uint32_t n) {
  const auto c = conversation_no(n);
  const auto key = std::to_string(n);
  auto ask = inbound(c, "ask-" + key);
  ask.submitted = submission{"order-" + key, "print", 0, "+54 9 " + key, "wa_main", std::nullopt};
  batch work;
  work.appends = {ask, inbound(c, "waiting-" + key)};
  work.media_wanted = {wanted(n, "m-" + key), wanted(n, "shared-" + key)};
  work.media = {fetched("m-" + key, n == 1 ? hers : in_flow), fetched("shared-" + key, shared)};
  exchange e;
  e.tenant = acme;
  e.channel = line;
  e.at = long_ago;
  e.conversation = c;
  e.request = "to " + key;
  work.exchanges = {e};
  const auto cause = o.apply(work).appends.at(0).value();

  auto t = turn_on(o, c, n, 0, {cause});
  t.summary.peer = {"54911" + key, "US." + key};
  t.summary.preview = "a secret";
  t.summary.last_inbound_at = long_ago;
  t.summary.unread_added = 1;
  t.messages[0].author_name = "Ana";
  t.contact.attributes = {{"city", "Rosario"}};
  t.contact.tags_added = {"vip"};
  t.timers = {{"follow_up", far_ahead, "say hello"}};
  run_write run;
  run.number = 1;
  run.flow = {flow_id{7}, 3};
  run.status = run_status::waiting;
  run.started_at = long_ago;
  run.variables = R"({"name":"Ana"})";
  t.runs = {run};
  say(t, "first");
  t.messages.back().client_id = "order-" + key;
  attach(t, n == 1 ? sent : in_flow);
  say(t, "third");
  REQUIRE(o.commit(t) == verdict::ok);
  REQUIRE(o.claim({c, 1, 0}));
  o.note(accepted({c, 1, 0}, "wamid.out." + key));
}

erasure erase(opened& o, std::uint32_t n) { return o.admin->erase_contact(acme, contact_no(n), far_ahead)->value(); }

} // namespace

TEST_CASE("an erased person leaves numbers only", "[store][erasure]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  live(o, 1);
  live(o, 2);
  for (const auto& id : {sent, in_flow})
    REQUIRE(o.admin->put_asset({acme, id, "application/pdf", 9, "x.pdf", long_ago, long_ago}));
  const auto gone = erase(o, 1);
  CHECK(gone.conversations == 1);
  CHECK(gone.messages == 4);
  CHECK(std::set<std::string>{gone.assets.begin(), gone.assets.end()} == std::set<std::string>{hers, sent});

  o.reopen();
  const auto c = conversation_no(1);
  CHECK_FALSE(*o.admin->contact(acme, contact_no(1)));
  CHECK(o.admin->addresses(acme, contact_no(1))->empty());
  const auto row = o.row(c);
  CHECK(row.version == 2);
  CHECK(row.state.empty());
  CHECK(row.summary.peer == address{});
  CHECK(row.summary.contact_name.empty());
  CHECK(row.summary.preview.empty());
  CHECK(row.summary.contact.value().is_nil());
  CHECK(row.unread == 0);
  CHECK(row.summary.last_activity_at == long_ago + std::chrono::seconds{1});
  const auto lines = o.history(c);
  REQUIRE(lines.size() == 4);
  for (const auto& m : lines) {
    CHECK(m.row.type == "unsupported");
    auto body = m.row.body;
    std::erase(body, ' ');
    CHECK(body == R"({"v":1,"type":"unsupported","reason":"erased"})");
    CHECK(m.provider_id.empty());
    CHECK(m.row.author_name.empty());
  }
  CHECK(lines[1].status == message_status::sent); // how far it got is a number
  CHECK(lines[2].status == message_status::failed);
  CHECK(o.admin->turns(acme, c, 0, 10)->empty());
  CHECK(o.reader->timers_of(c)->empty());
  CHECK(o.reader->outbox_of(c)->empty());
  CHECK(o.reader->pending(c, 10)->empty());
  CHECK_FALSE(*o.reader->find_by_user_id(line, "US.1"));
  CHECK(o.admin->exchanges(acme, filter<exchange_filter>([&](auto& q) { q.conversation = c; }), "", 10)->items.empty());
  CHECK_FALSE(*o.admin->media(acme, line, "m-1"));
  CHECK_FALSE(*o.admin->asset(acme, hers));
  CHECK_FALSE(*o.admin->asset(acme, sent));
  const auto task = o.admin->task(acme, "order-1")->value();
  CHECK(task.asked.to.empty());
  CHECK(task.state == task_state::success);
  const auto run =
      o.admin->runs(acme, filter<run_filter>([&](auto& q) { q.conversation = c; }), "", 10)->items.at(0).run;
  CHECK(run.variables == "{}");
  CHECK(run.status == run_status::interrupted);
  CHECK(run.ended_at == far_ahead);
}

TEST_CASE("who is not erased keeps everything, files too", "[store][erasure]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  live(o, 1);
  live(o, 2);
  erase(o, 1);
  const auto c = conversation_no(2);
  CHECK(o.admin->contact(acme, contact_no(2))->value().tags == std::vector<std::string>{"vip"});
  CHECK(o.row(c).version == 1);
  CHECK(o.history(c).at(0).row.type == "text");
  CHECK(o.admin->turns(acme, c, 0, 10)->size() == 1);
  CHECK(o.reader->timers_of(c)->size() == 1);
  CHECK(o.reader->outbox_of(c)->size() == 2);
  CHECK(o.reader->pending(c, 10)->size() == 1);
  CHECK(*o.reader->find_by_user_id(line, "US.2") == c);
  CHECK(*o.admin->media(acme, line, "m-2"));
  CHECK(*o.admin->asset(acme, shared));
  CHECK(o.admin->task(acme, "order-2")->value().asked.to == "+54 9 2");
}

TEST_CASE("a file that a flow sends stays when a person who was sent it is erased", "[store][erasure]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  tenant_row t;
  t.name = "Acme";
  REQUIRE(o.admin->add_tenant(t)->id == acme);
  flow_draft_row flow;
  flow.tenant = acme;
  flow.name = "menu";
  flow.graph = R"({"nodes":[{"asset":")" + in_flow + R"("}]})";
  REQUIRE(o.admin->add_flow(flow));
  live(o, 2);
  CHECK(erase(o, 2).assets == std::vector<std::string>{shared});
  CHECK(*o.admin->asset(acme, in_flow));
}

TEST_CASE("an actor that knew an erased person cannot write them back", "[store][erasure]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  live(o, 1);
  const auto waiting = o.reader->pending(conversation_no(1), 10)->at(0).row;
  auto t = turn_on(o, conversation_no(1), 9, 1, {waiting});
  erase(o, 1);
  CHECK(name_of(o.commit(t)) == "version");
  CHECK_FALSE(*o.admin->erase_contact(acme, contact_no(1), far_ahead));
  CHECK_FALSE(*o.admin->erase_contact(other_tenant, contact_no(2), far_ahead));

  // A person who writes again is somebody new.
  auto anew = turn_on(o, conversation_no(1), 10, 2, {o.add_cause(conversation_no(1), "again")});
  REQUIRE(o.commit(anew) == verdict::ok);
  CHECK(o.admin->contact(acme, contact_no(1))->value().tags.empty());
}

TEST_CASE("with a person all that was merged into them is erased", "[store][erasure]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  live(o, 1);
  live(o, 2);
  REQUIRE(*o.admin->merge_contacts(acme, contact_no(1), contact_no(2), far_ahead));
  const auto gone = erase(o, 2);
  CHECK(gone.conversations == 2);
  CHECK(gone.messages == 8);
  CHECK(gone.assets.size() == 3);
  CHECK_FALSE(*o.admin->contact(acme, contact_no(2)));
  CHECK(o.row(conversation_no(1)).state.empty());
  CHECK(o.row(conversation_no(2)).state.empty());
}
