// Full cycles a second of a store on this machine, in the shape of protocol.md §2.11: per message one append, one turn
// (two lines, one bubble, one timer), one claim, one acceptance and three statuses.
// usage: bench_store memory|<database file> <batch> <seconds> [merged [told]]
//   merged: each batch carries the appends of this round and the later steps of the rounds before, as the persistence
//   actor's batches do under load; otherwise each step is a commit of its own (four a cycle).
//   told: one subscriber wants everything: four deliveries a cycle (received, sent, delivered, read) become durable
//   too.
#include "io/clock/system.hpp"
#include "io/ports/admin.hpp"
#include "io/secrets/crypto.hpp"
#include "io/store/memory.hpp"
#include "io/store/sqlite.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <random>
#include <unistd.h>

using namespace charla::ports;
using steady = std::chrono::steady_clock;

namespace {

constexpr std::uint32_t conversations = 200'000;

double seconds_since(steady::time_point t) { return std::chrono::duration<double>(steady::now() - t).count(); }

/// Median of 64 rounds of one 4 KiB write and fdatasync beside the database: what a commit waits for at least.
double fsync_us(const std::string& path) {
  const auto probe = path + ".fsync";
  const auto fd = open(probe.c_str(), O_RDWR | O_CREAT, 0600);
  const std::string page(4096, 'p');
  std::vector<double> took;
  for (int i = 0; i < 64; ++i) {
    const auto begun = steady::now();
    if (pwrite(fd, page.data(), page.size(), i * 4096) < 0 || fdatasync(fd) != 0) break;
    took.push_back(seconds_since(begun) * 1e6);
  }
  close(fd);
  std::filesystem::remove(probe);
  std::sort(took.begin(), took.end());
  return took.empty() ? 0 : took[took.size() / 2];
}

struct load {
  std::mt19937_64 random{42};
  std::vector<std::int64_t> version = std::vector<std::int64_t>(conversations);
  std::uint64_t n = 0;
  bool told = false;
  std::string body = std::string(300, 'm');
  std::string state = [this] {
    std::string s(1000, '\0');
    for (auto& c : s)
      c = static_cast<char>(random());
    return s;
  }();

  uuid id(std::uint64_t kind, std::uint64_t number) {
    uuid u;
    const auto spread = number * 0x9e3779b97f4a7c15ULL + kind;
    std::memcpy(u.bytes.data(), &spread, 8);
    std::memcpy(u.bytes.data() + 8, &number, 8);
    return u;
  }
  /// What an item announces.
  std::vector<event_out> event(const char* type) {
    if (!told) return {};
    return {{id(5, ++n), type, from_unix_ms(1'790'000'000'000), body.substr(0, 200)}};
  }
  std::vector<std::uint32_t> pick(std::size_t count) {
    std::vector<std::uint32_t> chosen(count);
    for (auto& c : chosen)
      c = static_cast<std::uint32_t>(random() % conversations);
    std::sort(chosen.begin(), chosen.end());
    chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());
    return chosen;
  }
};

struct message_in {
  std::uint32_t conversation = 0;
  inbox_id row;
  out_id out;
};

inbox_append append_of(load& l, std::uint32_t c) {
  inbox_append a;
  a.tenant = tenant_id{1};
  a.channel = channel_id{1};
  a.conversation = conversation_id{l.id(1, c)};
  a.provider_time = from_unix_ms(1'790'000'000'000);
  const auto key = l.id(l.random(), ++l.n);
  std::copy(key.bytes.begin(), key.bytes.end(), a.key.begin());
  a.kind = "inbound_message";
  a.correlation_id = "0190163d-8694-7392-8000-5a5c8bd2a0ff";
  a.body = l.body;
  return a;
}

turn_write turn_of(load& l, const message_in& m, epoch_t epoch) {
  turn_write t;
  t.conversation = conversation_id{l.id(1, m.conversation)};
  t.turn = turn_id{l.id(2, ++l.n)};
  t.epoch = epoch;
  t.base_version = l.version[m.conversation]++;
  t.causes = {m.row};
  t.state = l.state;
  t.summary.tenant = tenant_id{1};
  t.summary.channel = channel_id{1};
  t.summary.contact = contact_id{l.id(3, m.conversation)};
  t.summary.peer.wa_id = "54911" + std::to_string(m.conversation);
  t.summary.contact_name = "Ana";
  t.summary.last_activity_at = from_unix_ms(1'790'000'000'000 + static_cast<std::int64_t>(l.n));
  t.summary.preview = "hola, quiero un turno";
  for (int i = 0; i < 2; ++i) {
    message_row row;
    row.seq = t.base_version * 2 + i + 1;
    row.at = t.summary.last_activity_at;
    row.dir = static_cast<direction>(i);
    row.by = static_cast<author>(i);
    row.type = "text";
    row.body = l.body;
    if (i == 1) row.send = 0;
    t.messages.push_back(std::move(row));
  }
  outbox_write w;
  w.channel = channel_id{1};
  w.to = "{\"wa_id\":\"5491155550000\"}";
  w.correlation_id = "0190163d-8694-7392-8000-5a5c8bd2a0ff";
  w.body = l.body;
  t.sends.push_back(std::move(w));
  t.timers.push_back({"idle", from_unix_ms(1'890'000'000'000 + static_cast<std::int64_t>(l.n)), ""});
  t.record = l.body;
  t.announce = l.event("message.received");
  return t;
}

void add_facts(batch& work, load& l, const std::vector<message_in>& sent) {
  for (const auto& m : sent) {
    send_fact f;
    f.out = m.out;
    f.provider_id = "wamid." + std::to_string(++l.n);
    f.at = from_unix_ms(1'790'000'000'000);
    f.tenant = tenant_id{1};
    f.announce = l.event("message.sent");
    work.sends.push_back(f);
    for (const auto status : {message_status::sent, message_status::delivered, message_status::read}) {
      status_fact s;
      s.tenant = tenant_id{1};
      s.channel = channel_id{1};
      s.out = m.out;
      s.provider_id = f.provider_id;
      s.status = status;
      if (status != message_status::sent) s.announce = l.event("message.delivered");
      work.statuses.push_back(std::move(s));
    }
  }
}

batch_result must(stored<batch_result> r) {
  if (r) return std::move(*r);
  std::fprintf(stderr, "apply: %s\n", r.error().what.c_str());
  std::exit(1);
}

/// The steps of one round: what has been appended becomes turns, turns become claims, claims become facts.
struct pipeline {
  std::vector<message_in> appended, turned, claimed;
};

std::size_t round_merged(store_lane& lane, load& l, std::size_t size, pipeline& p) {
  batch work;
  pipeline next;
  for (const auto c : l.pick(size)) {
    if (std::any_of(p.appended.begin(), p.appended.end(), [&](const auto& m) { return m.conversation == c; })) continue;
    work.appends.push_back(append_of(l, c));
    next.appended.push_back({c, {}, {}});
  }
  for (auto& m : p.appended) {
    work.turns.push_back(turn_of(l, m, lane.epoch()));
    m.out = {work.turns.back().conversation, work.turns.back().base_version + 1, 0};
  }
  for (const auto& m : p.turned)
    work.claims.push_back({m.out, lane.epoch()});
  add_facts(work, l, p.claimed);
  const auto done = must(lane.apply(work));
  for (std::size_t i = 0; i < next.appended.size(); ++i)
    next.appended[i].row = done.appends[i].value();
  for (const auto v : done.turns)
    if (v != verdict::ok) std::exit(2);
  for (const auto ok : done.claims)
    if (ok != claim_verdict::granted) std::exit(3);
  const auto finished = p.claimed.size();
  next.turned = std::move(p.appended);
  next.claimed = std::move(p.turned);
  p = std::move(next);
  return finished;
}

std::size_t round_by_steps(store_lane& lane, load& l, std::size_t size) {
  pipeline p;
  const auto chosen = l.pick(size);
  batch work;
  for (const auto c : chosen) {
    work.appends.push_back(append_of(l, c));
    p.appended.push_back({c, {}, {}});
  }
  const auto rows = must(lane.apply(work)).appends;
  work = {};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    p.appended[i].row = rows[i].value();
    work.turns.push_back(turn_of(l, p.appended[i], lane.epoch()));
    p.appended[i].out = {work.turns.back().conversation, work.turns.back().base_version + 1, 0};
  }
  for (const auto v : must(lane.apply(work)).turns)
    if (v != verdict::ok) std::exit(2);
  work = {};
  for (const auto& m : p.appended)
    work.claims.push_back({m.out, lane.epoch()});
  for (const auto ok : must(lane.apply(work)).claims)
    if (ok != claim_verdict::granted) std::exit(3);
  work = {};
  add_facts(work, l, p.appended);
  must(lane.apply(work));
  return p.appended.size();
}

void subscribe(charla::ports::store& store) {
  auto admin = std::move(store.admin().value());
  tenant_row t;
  t.name = "Acme";
  if (admin->tenants()->empty() && !admin->add_tenant(t)) std::exit(4);
  webhook_row w;
  w.id = webhook_id{uuid{{1}}};
  w.tenant = tenant_id{1};
  w.url = "https://hooks.example.com/";
  w.secret = std::string(32, 's');
  if (!admin->add_webhook(w)) std::exit(4);
}

} // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    std::fprintf(stderr, "usage: bench_store memory|<database file> <batch> <seconds> [merged [told]]\n");
    return 2;
  }
  const std::string where = argv[1];
  const auto size = static_cast<std::size_t>(std::atol(argv[2]));
  const auto limit = std::atof(argv[3]);
  const auto merged = argc > 4;
  const auto crypto = charla::secrets::make_crypto(std::string(32, 'k'));
  const auto clock = charla::clock::make_system_clock();
  charla::store::sqlite_options options;
  options.path = where;
  auto store =
      where == "memory" ? charla::store::open_memory(*clock) : charla::store::make_sqlite(options, *crypto, *clock);
  if (const auto opened = store->open(); !opened) {
    std::fprintf(stderr, "%s\n", opened.error().what.c_str());
    return 1;
  }
  auto lane = std::move(store->lane(0).value());
  const auto fsync_before = where == "memory" ? 0.0 : fsync_us(where);
  load l;
  l.told = argc > 5;
  if (l.told) subscribe(*store);
  pipeline p;
  std::size_t cycles = 0;
  std::vector<double> rounds;
  const auto begun = steady::now();
  const auto cpu_begun = std::clock();
  while (seconds_since(begun) < limit) {
    const auto round = steady::now();
    cycles += merged ? round_merged(*lane, l, size, p) : round_by_steps(*lane, l, size);
    rounds.push_back(seconds_since(round) * 1e3);
  }
  const auto took = seconds_since(begun);
  const auto cpu = static_cast<double>(std::clock() - cpu_begun) / CLOCKS_PER_SEC;
  std::sort(rounds.begin(), rounds.end());
  std::printf("%s batch=%zu %s: %.0f cycles/s, round p50 %.1f p99 %.1f ms, cpu %.0f us/cycle, fsync %.0f..%.0f us\n",
              std::string{store->name()}.c_str(), size,
              l.told   ? "merged, told"
              : merged ? "merged"
                       : "by steps",
              static_cast<double>(cycles) / took, rounds[rounds.size() / 2], rounds[rounds.size() * 99 / 100],
              cpu / static_cast<double>(cycles) * 1e6, fsync_before, where == "memory" ? 0.0 : fsync_us(where));
}
