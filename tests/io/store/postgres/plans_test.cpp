#include "fixture.hpp"
#include "io/store/postgres/fragment.hpp"
#include "pg_world.hpp"

#include <pqxx/connection>
#include <pqxx/errorhandler>
#include <pqxx/nontransaction>
#include <pqxx/prepared_statement>

using namespace charla::conformance;
using namespace charla::store::postgres;

namespace {

/// Keeps what the server says on the side: the plans of auto_explain.
class side_channel final : public pqxx::errorhandler {
public:
  side_channel(pqxx::connection_base& c, std::string& into) : pqxx::errorhandler(c), into_(into) {}
  bool operator()(const char text[]) noexcept override {
    into_ += text;
    return true;
  }

private:
  std::string& into_;
};

std::vector<std::string> lines_with(const std::string& text, const std::string& what) {
  std::vector<std::string> found;
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) {
    const auto begin = text.rfind('\n', at) + 1;
    found.push_back(text.substr(begin, text.find('\n', at) - begin));
  }
  return found;
}

/// With what asks for the most: marks, an opt-out, one submission that is known and one that is not.
void add_channel_facts(opened& o, batch& work) {
  const auto asked = [](const std::string& key) {
    auto a = inbound(conversation_no(3), key);
    a.submitted = submission{key, "print", 0, "", "", std::nullopt};
    return a;
  };
  batch before;
  before.appends = {asked("known key")};
  o.apply(before);
  work.appends.push_back(asked("known key"));
  work.appends.push_back(asked("new key"));
  work.sends[0].mark = recipient_mark::opted_out;
  work.statuses[1].mark = recipient_mark::undeliverable;
  media_want w;
  w.tenant = acme;
  w.channel = line;
  w.what.media_id = "m";
  work.media_wanted = {w};
  media_fact fetched;
  fetched.channel = line;
  fetched.media_id = "m";
  fetched.state = media_state::stored;
  fetched.asset = asset_row{acme, std::string(64, 'a'), "image/png", 9, "", long_ago, long_ago};
  work.media = {fetched};
  work.uploads = {{line, std::string(64, 'a'), "theirs", far_ahead}};
  number_fact n;
  n.tenant = acme;
  n.channel = line;
  n.quality = "GREEN";
  work.numbers = {n};
  template_fact t;
  t.tenant = acme;
  t.channel = line;
  t.provider_id = "p";
  work.templates = {t};
  exchange e;
  e.tenant = acme;
  e.channel = line;
  work.exchanges = {e};
}

batch one_of_each(opened& o) {
  const auto c = with_bubbles(o, 1, 3);
  auto t = turn_on(o, c, 2, 1, {o.add_cause(c, "next")});
  t.timers.push_back({"reminder", far_ahead, ""});
  t.timers.push_back({"other", std::nullopt, ""});
  t.control = control_effect{control_mode::human, std::nullopt};
  t.runs = {{1, {flow_id{7}, 1}, run_status::waiting, "a", "", long_ago, std::nullopt, "{}"}};
  t.visits = {{{flow_id{7}, 1}, "a", "", 1}};
  t.contact.attributes = {{"city", "Rosario"}};
  t.contact.tags_added = {"vip"};
  say(t, "answer");
  batch work;
  work.appends = {inbound(c, "more")};
  work.sends = {accepted({c, 1, 0}, "wamid.1")};
  work.statuses = {status_of({c, 1, 1}, "wamid.2", message_status::read),
                   status_of_unknown("wamid.3", message_status::read)};
  work.turns = {t, turn_on(o, conversation_no(7), 3, 0, {o.add_cause(conversation_no(7), "new")})};
  work.claims = {{{c, 1, 2}, o.lane->epoch()}};
  override_request r;
  r.conversation = conversation_no(8);
  r.notice = inbound(r.conversation, "take");
  work.overrides = {r};
  dead_letter_write w;
  w.tenant = acme;
  w.conversation = conversation_no(9);
  w.causes = {o.add_cause(w.conversation, "bad")};
  work.dead_letters = {w};
  add_channel_facts(o, work);
  return work;
}

} // namespace

TEST_CASE("a batch looks everything up by key, on young tables too", "[postgres][plans]") {
  opened o{subjects().front()};
  auto& place = dynamic_cast<pg_world&>(o.place());
  const auto work = one_of_each(o);
  // Statistics that tempt the planner: tables that it believes to be tiny.
  REQUIRE(o.commit([&] {
    auto t = turn_on(o, conversation_no(6), 6, 0, {o.add_cause(conversation_no(6), "before")});
    t.runs = work.turns[0].runs;
    t.visits = work.turns[0].visits;
    return t;
  }()) == verdict::ok);
  place.sql("ANALYZE");

  lane_context c;
  c.incarnation = place.sql("SELECT max(incarnation) FROM nodes")[0][0].as<std::int64_t>();
  c.epoch = o.lane->epoch();
  c.now = place.clock->now();
  const auto calls = encode(work, everything_of(work), c);

  pqxx::connection raw{place.url()};
  std::string said;
  side_channel listen{raw, said};
  pqxx::nontransaction tx{raw};
  tx.exec("LOAD 'auto_explain'; SET auto_explain.log_min_duration = 0; SET auto_explain.log_nested_statements = on; "
          "SET auto_explain.log_level = 'notice'; SET client_min_messages = 'notice'");
  raw.prepare("all", statement_of(calls));
  const auto rows = tx.exec_prepared("all", pqxx::prepare::make_dynamic_params(arguments_of(calls).values()));
  auto answers = no_answers(work);
  decode(rows, calls, work, answers);
  CHECK(name_of(answers.turns[0]) == "ok");
  CHECK(answers.appends[0]);
  CHECK_FALSE(answers.appends[1]);
  CHECK(answers.appends[2]);
  CHECK(answers.claims[0] == claim_verdict::gone); // the turn before it has handed over
  CHECK(answers.dead_letters[0]);

  for (const auto* index : {"conversation_pkey", "inbox_pkey", "outbox_pkey", "msg_status_pkey", "timer_pkey",
                            "shards_pkey", "contact_pkey", "turn_pkey", "recipient_pkey", "contact_alias_pkey",
                            "submission_tenant_client_id_key", "media_pkey", "number_pkey"}) {
    INFO(index);
    CHECK_FALSE(lines_with(said, index).empty());
  }
  for (const auto& line : lines_with(said, "Seq Scan on"))
    FAIL_CHECK(line);
}

TEST_CASE("turns that report nothing are committed by the same statement as ever", "[postgres][plans]") {
  opened o{subjects().front()};
  batch work;
  for (std::uint32_t n = 1; n <= 2; ++n)
    work.turns.push_back(turn_on(o, conversation_no(n), n, 0, {o.add_cause(conversation_no(n), std::to_string(n))}));
  const auto calls = [&] { return encode(work, everything_of(work), {}).size(); };
  CHECK(calls() == 2); // the fence and the turns
  work.turns[1].visits = {{{flow_id{7}, 1}, "a", "", 1}};
  CHECK(calls() == 3);
  work.turns[0].contact.name = "Ana";
  CHECK(calls() == 4); // contacts are locked before
}
