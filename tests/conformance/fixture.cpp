#include "fixture.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace charla::conformance {

std::string bytes_of_files(const std::filesystem::path& folder) {
  std::string all;
  std::error_code ignored;
  for (const auto& file : std::filesystem::directory_iterator{folder}) {
    if (!file.is_regular_file(ignored)) continue;
    std::ifstream in{file.path(), std::ios::binary};
    all.append(std::istreambuf_iterator<char>{in}, {});
  }
  return all;
}

opened::opened(const subject& s) : place_(s.fresh()) { open(); }

void opened::open() {
  store_ = place_->store();
  const auto opening = store_->open();
  if (!opening) FAIL("open: " << opening.error().what);
  how = *opening;
  lane = std::move(store_->lane(0).value());
  reader = std::move(store_->reader().value());
  admin = std::move(store_->admin().value());
}

void opened::reopen(bool in_order) {
  if (in_order) REQUIRE(lane->close_clean());
  admin.reset();
  reader.reset();
  lane.reset();
  store_.reset();
  open();
}

batch_result opened::apply(const batch& work) {
  auto done = lane->apply(work);
  if (!done) FAIL("apply: " << done.error().what);
  return std::move(*done);
}

inbox_id opened::add_cause(const conversation_id& c, const std::string& key, priority p) {
  batch work;
  work.appends.push_back(inbound(c, key, p));
  const auto row = apply(work).appends.at(0);
  REQUIRE(row);
  return *row;
}

verdict opened::commit(const turn_write& t) {
  batch work;
  work.turns.push_back(t);
  return apply(work).turns.at(0);
}

bool opened::claim(const out_id& out) {
  batch work;
  work.claims.push_back({out, lane->epoch()});
  return apply(work).claims.at(0) == claim_verdict::granted;
}

status_result opened::note(const send_fact& f) {
  batch work;
  work.sends.push_back(f);
  return apply(work).sends.at(0);
}

status_result opened::note(const status_fact& f) {
  batch work;
  work.statuses.push_back(f);
  return apply(work).statuses.at(0);
}

conversation_row opened::row(const conversation_id& c) {
  auto found = reader->load(c);
  if (!found) FAIL("load: " << found.error().what);
  REQUIRE(found->has_value());
  return **found;
}

std::vector<stored_message> opened::history(const conversation_id& c) {
  auto found = reader->history(c, 0, 100);
  if (!found) FAIL("history: " << found.error().what);
  return std::move(*found);
}

std::vector<inbox_id> opened::pending() {
  std::vector<inbox_id> ids;
  const auto rows = lane->recover_inbox(inbox_id{0}, 10'000, false);
  REQUIRE(rows);
  for (const auto& r : *rows)
    ids.push_back(r.row);
  return ids;
}

namespace {

uuid numbered(std::uint8_t kind, std::uint32_t n) {
  uuid id;
  id.bytes[0] = kind;
  id.bytes[6] = 0x50;
  for (int i = 0; i < 4; ++i) {
    id.bytes[1 + i] = static_cast<std::uint8_t>(n >> (8 * (3 - i)));
    id.bytes[8 + i] = static_cast<std::uint8_t>(n >> (8 * i));
  }
  return id;
}

} // namespace

conversation_id conversation_no(std::uint32_t n) { return conversation_id{numbered(0xc0, n)}; }
turn_id turn_no(std::uint32_t n) { return turn_id{numbered(0x70, n)}; }

dedup_key key_of(const std::string& text) {
  dedup_key key{};
  std::uint64_t h = 14695981039346656037ULL;
  for (std::size_t i = 0; i < key.size(); ++i) {
    for (const auto c : text)
      h = (h ^ static_cast<std::uint8_t>(c)) * 1099511628211ULL;
    key[i] = static_cast<std::uint8_t>(h >> 32);
  }
  return key;
}

inbox_append inbound(const conversation_id& c, const std::string& key, priority p) {
  inbox_append a;
  a.tenant = acme;
  a.channel = line;
  a.conversation = c;
  a.prio = p;
  a.provider_time = long_ago;
  a.key = key_of(key);
  a.kind = "inbound_message";
  a.correlation_id = "corr-" + key;
  a.body = "cause " + key;
  return a;
}

turn_write turn_on(const opened& o,
                   const conversation_id& c,
                   std::uint32_t turn,
                   std::int64_t version,
                   std::vector<inbox_id> causes,
                   std::int64_t ctl) {
  turn_write t;
  t.conversation = c;
  t.turn = turn_no(turn);
  t.epoch = o.lane->epoch();
  t.base_version = version;
  t.base_ctl = ctl;
  t.causes = std::move(causes);
  t.state = "state " + std::to_string(turn);
  t.summary.tenant = acme;
  t.summary.channel = line;
  t.summary.contact = contact_id{c.value()};
  t.summary.peer = {"54911" + std::to_string(c.value().bytes[4]), ""};
  t.summary.contact_name = "Ana";
  t.summary.last_activity_at = long_ago + std::chrono::seconds{turn};
  t.summary.preview = "hola";
  t.decided_at = long_ago + std::chrono::seconds{turn};
  t.record = "record " + std::to_string(turn);
  message_row line_in;
  line_in.seq = version * 100 + 1;
  line_in.at = t.decided_at;
  line_in.type = "text";
  line_in.body = R"({"type":"text","body":"hola"})";
  line_in.provider_id = "wamid.in." + to_string(c.value()) + '.' + std::to_string(version);
  t.messages.push_back(std::move(line_in));
  return t;
}

void say(turn_write& t, const std::string& text, author by) {
  outbox_write w;
  w.channel = t.summary.channel;
  w.by = by;
  w.prio = by == author::human ? priority::human : priority::reply;
  w.to = "to " + t.summary.peer.primary();
  w.correlation_id = "corr-out";
  w.body = text;
  message_row row;
  row.seq = t.messages.back().seq + 1;
  row.at = t.decided_at;
  row.dir = direction::outbound;
  row.by = by;
  row.type = "text";
  row.body = R"({"type":"text","body":")" + text + R"("})";
  row.send = static_cast<std::int16_t>(t.sends.size());
  t.sends.push_back(std::move(w));
  t.messages.push_back(std::move(row));
}

send_fact accepted(const out_id& out, const std::string& provider_id) {
  auto f = ended(out, send_fact::outcome::accepted);
  f.provider_id = provider_id;
  return f;
}

send_fact ended(const out_id& out, send_fact::outcome how) {
  send_fact f;
  f.out = out;
  f.how = how;
  f.at = long_ago + std::chrono::hours{1};
  return f;
}

status_fact status_of(const out_id& out, const std::string& provider_id, message_status s) {
  auto f = status_of_unknown(provider_id, s);
  f.out = out;
  return f;
}

status_fact status_of_unknown(const std::string& provider_id, message_status s) {
  status_fact f;
  f.tenant = acme;
  f.channel = line;
  f.provider_id = provider_id;
  f.status = s;
  f.at = long_ago + std::chrono::hours{2};
  return f;
}

conversation_id with_bubbles(opened& o, std::uint32_t n, int bubbles, author by) {
  const auto c = conversation_no(n);
  auto t = turn_on(o, c, n, 0, {o.add_cause(c, "start-" + std::to_string(n))});
  for (int i = 0; i < bubbles; ++i)
    say(t, "bubble " + std::to_string(i), by);
  REQUIRE(o.commit(t) == verdict::ok);
  return c;
}

} // namespace charla::conformance
