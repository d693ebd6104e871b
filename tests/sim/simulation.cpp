#include "sim/simulation.hpp"

#include "io/json/codec.hpp"
#include "io/providers/meta/provider.hpp"
#include "io/store/memory/disk.hpp"
#include "sim/checks.hpp"
#include "sim/seeded_crypto.hpp"
#include "sim/witness_store.hpp"
#include "support/paths.hpp"

#include <caf/scheduler/test_coordinator.hpp>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace charla::sim {

namespace {

using flows::milliseconds;

constexpr std::size_t jobs_at_once = 25;
constexpr std::size_t lanes_most = 4;

const ports::codec& shared_codec() {
  static const auto codec = json::make_codec();
  return *codec;
}

std::shared_ptr<const flows::program> simulated_flow() {
  static const auto flow = [] {
    std::ifstream in{test::repository("tests/sim/flow.json")};
    std::ostringstream text;
    text << in.rdbuf();
    auto read = shared_codec().decode_flow(text.str());
    if (!read) throw std::runtime_error("tests/sim/flow.json: " + read.error().what + " at " + read.error().where);
    read->id = flows::flow_id{1};
    read->version = 1;
    auto made = flows::compile(*std::move(read));
    if (!made.ready) throw std::runtime_error("tests/sim/flow.json: " + made.problems.front().what);
    return made.ready;
  }();
  return flow;
}

ports::channel_access access_of(std::int32_t id, std::int32_t tenant) {
  const auto number = std::to_string(id);
  return {channel_id{id},    tenant_id{tenant}, "wa_" + number, "PN" + number,
          "http://provider", "token",           "secret",       "verify"};
}

} // namespace

simulation::simulation(plan p)
    : plan_(std::move(p)), around_(plan_.seed, plan_.aloud), crypto_(make_seeded_crypto(plan_.seed)),
      disk_(store::make_memory_disk()), webhooks_(around_) {
  furnish();
  power_on();
}

const ports::codec& simulation::codec() const noexcept { return shared_codec(); }

simulation::~simulation() {
  around_.power = false;
  engine_.reset();
}

// Two tenants, three numbers; sizes small enough that bounds are met.
void simulation::furnish() {
  static const auto meta_crypto = make_seeded_crypto(0);
  static const auto meta = meta::make_provider(*meta_crypto);
  auto& d = around_.chance;
  config_.engine.shard_actors = 2;
  config_.engine.in_doubt_wait = in_doubt_wait;
  config_.engine.append_wait_max = std::chrono::hours{1}; // measured in real time, which has no place in here
  config_.engine.append_queue_max = d.chance(300) ? 6 : 2000;
  config_.engine.resident_max = d.chance(300) ? 2 : 1000;
  config_.engine.passivate_after = d.chance(300) ? milliseconds{5000} : milliseconds{600'000};
  config_.channel.pair_burst = d.chance(300) ? 2 : 45;
  door_bound_ = config_.engine.append_queue_max;
  if (plan_.fault.config) plan_.fault.config(config_);
  std::map<std::string, ports::channel_access> numbers;
  std::vector<ports::channel_access> channels;
  for (const auto& [id, tenant, quiet] : {std::tuple{1, 1, 2000}, {2, 1, 0}, {3, 2, 500}}) {
    const auto access = access_of(id, tenant);
    auto& channel = directory_.channels[access.id];
    channel.access = access;
    channel.speaks = meta.get();
    channel.group_quiet = milliseconds{quiet};
    numbers[access.phone_number_id] = access;
    channels.push_back(access);
  }
  for (const auto id : {1, 2}) {
    auto& tenant = directory_.tenants[tenant_id{id}];
    tenant.flows = flows::catalog{{simulated_flow()}, {flows::flow_version{flows::flow_id{1}, 1}}};
    tenant.rules.human_override = milliseconds{100'000};
  }
  around_.odds = draw_mishaps(d);
  provider_ = std::make_unique<whatsapp>(around_, webhooks_, std::move(numbers));
  if (plan_.fault.http) planted_http_ = plan_.fault.http(*provider_);
  crowd_ = std::make_unique<crowd>(around_, webhooks_, *crypto_, std::move(channels));
}

void simulation::power_on() {
  around_.power = true;
  gave_up_ = false;
  auto rows = store::make_memory(disk_, around_.clock, plan_.lanes != 0 ? plan_.lanes : 1 + plan_.seed % lanes_most);
  if (plan_.fault.store) rows = plan_.fault.store(std::move(rows), disk_);
  store_ = witnessed(std::move(rows), disk_, around_);
  const auto opened = store_->open();
  if (!opened) throw std::runtime_error("the memory store does not open");
  actors::engine_options options;
  options.opened = *opened;
  options.directory = [this]() -> ports::stored<actors::directory_ptr> {
    return std::make_shared<const actors::directory>(directory_);
  };
  options.gave_up = [this](const std::string& why) {
    around_.say("the engine gives up: " + why);
    gave_up_ = true;
  };
  options.deterministic = true;
  auto& http = planted_http_ ? *planted_http_ : *provider_;
  engine_ = std::make_unique<actors::local_engine>(
      actors::services{around_.clock, *crypto_, const_cast<ports::codec&>(shared_codec()), log_, metrics_, http,
                       config_.engine, config_.channel, blobs_, config_.media},
      *store_, options);
  ears_.clear();
  for (const auto& [id, tenant] : directory_.tenants) {
    ears_.push_back(std::make_shared<ear>(id, around_));
    engine_->watch(id, ears_.back(), std::nullopt);
  }
}

// Nothing is told to anybody: from this moment on no write reaches the disk, and what the actors still do in here while
// they are being destroyed is the twitching of the dead.
void simulation::power_off() {
  around_.power = false;
  webhooks_.hang_up();
  provider_->hang_up();
  crowd_->hang_up();
  engine_.reset();
  store_.reset();
}

caf::scheduler::test_coordinator& simulation::scheduler() {
  return dynamic_cast<caf::scheduler::test_coordinator&>(engine_->test_system().scheduler());
}

void simulation::survive() {
  around_.say("the process is dead");
  ++around_.book.reached["process died"];
  around_.book.deaths.push_back(around_.next());
  power_off();
  for (auto& what : recovery_changes_nothing(*disk_, around_.clock, plan_.fault))
    around_.book.complaints.push_back("I13 " + what);
  around_.clock.advance(milliseconds{around_.chance.between(0, 20'000)});
  around_.say("the process begins again");
  power_on();
}

void simulation::live() {
  for (std::size_t i = 0; i < plan_.steps; ++i) {
    step();
    measure();
    if (!around_.power || gave_up_) survive();
  }
}

void simulation::step() {
  auto& d = around_.chance;
  run_some(d.below(jobs_at_once));
  if (!around_.power) return;
  const auto roll = d.below(100);
  if (roll < 15)
    crowd_->write();
  else if (roll < 17)
    crowd_->echo();
  else if (roll < 21)
    crowd_->command(*engine_);
  else if (roll < 45)
    webhooks_.deliver(*engine_);
  else if (roll < 65)
    provider_->act();
  else
    pass_time();
  if (around_.happens(around_.odds.actor_killed, "actor killed")) kill_an_actor();
  if (around_.happens(around_.odds.power_cut, "power cut")) around_.power = false;
}

void simulation::pass_time() {
  static const std::vector<std::int64_t> pieces{1, 5, 20, 50, 100, 250, 1000, 1000, 3000, 15'000};
  if (!around_.happens(around_.odds.long_silence, "long silence"))
    return advance(milliseconds{around_.chance.pick(pieces)});
  around_.say("a long silence");
  advance(around_.chance.chance(200) ? milliseconds{std::chrono::hours{25}} : milliseconds{std::chrono::minutes{3}});
}

void simulation::advance(milliseconds by) {
  around_.clock.advance(by);
  scheduler().advance_time(by);
}

void simulation::run_some(std::size_t jobs_max) {
  for (std::size_t i = 0; i < jobs_max && around_.power && !gave_up_ && scheduler().has_job(); ++i)
    run_one();
}

// CAF's test coordinator keeps the runnable actors in a queue: one is drawn, and takes one message.
void simulation::run_one() {
  auto& s = scheduler();
  const auto drawn = s.jobs.begin() + static_cast<std::ptrdiff_t>(around_.chance.below(s.jobs.size()));
  std::rotate(s.jobs.begin(), drawn, drawn + 1);
  if (lose_hint(s)) return;
  if (const auto* who = dynamic_cast<caf::scheduled_actor*>(s.jobs.front())) around_.tale.stir(who->id());
  s.run_once();
}

// Hints may be lost: the message that stands first in the drawn actor's mailbox is taken out unread.
bool simulation::lose_hint(caf::scheduler::test_coordinator& s) {
  if (!around_.chance.chance(around_.odds.hint_lost)) return false;
  auto* who = dynamic_cast<caf::scheduled_actor*>(s.jobs.front());
  if (who == nullptr) return false;
  who->mailbox().fetch_more();
  auto& queue = std::get<caf::scheduled_actor::normal_queue_index>(who->mailbox().queue().queues());
  const auto* first = queue.peek();
  if (first == nullptr) return false;
  const auto& content = first->content();
  const auto hint = content.match_elements<actors::deliver>() || content.match_elements<actors::arm_timer>()
                    || content.match_elements<actors::disarm_timer>();
  if (!hint || std::string_view{who->name()} == "conversation") return false;
  around_.say(std::string{"a hint to "} + who->name() + " is lost");
  ++around_.book.reached["hint lost"];
  queue.take_front();
  return true;
}

void simulation::kill_an_actor() {
  const auto tree = engine_->actors(1000);
  const auto& who = around_.chance.pick(tree.actors);
  if (who.type == "node_supervisor") return;
  static const std::vector<std::pair<ports::actor_command, const char*>> commands{
      {ports::actor_command::restart, "killed: "},
      {ports::actor_command::passivate, "asked to leave: "},
      {ports::actor_command::pause, "paused: "},
      {ports::actor_command::resume, "resumed: "},
  };
  const auto& [what, word] = who.type == "conversation" ? around_.chance.pick(commands) : commands.front();
  around_.say(word + who.name);
  engine_->command_actor(who.id, what, [](ports::actor_answer) {});
}

void simulation::measure() {
  auto& most = around_.book.most;
  most.door_events = std::max(most.door_events, webhooks_.open_events());
  if (!around_.power) return;
  for (auto* job : scheduler().jobs)
    if (auto* who = dynamic_cast<caf::scheduled_actor*>(job)) {
      auto& fullest = most.mailbox[who->name()];
      fullest = std::max(fullest, who->mailbox().size());
    }
}

bool simulation::at_rest() const {
  const auto& rows = disk_->rows;
  const auto due = !rows.due.empty() && rows.due.begin()->due <= around_.clock.now();
  return webhooks_.empty() && provider_->idle() && rows.inbox.empty() && rows.outbox.empty() && !due;
}

void simulation::resume_all() {
  for (const auto& who : engine_->actors(1000).actors)
    if (who.state == "paused by an operator")
      engine_->command_actor(who.id, ports::actor_command::resume, [](ports::actor_answer) {});
}

void simulation::come_to_rest() {
  around_.say("no more mishaps");
  around_.odds = {};
  for (std::size_t i = 0; i < plan_.rest_rounds_max && !at_rest(); ++i) {
    resume_all();
    advance(milliseconds{1000});
    run_some(10'000);
    webhooks_.deliver(*engine_);
    for (auto n = 0; n < 5; ++n)
      provider_->act();
    run_some(10'000);
    if (gave_up_) survive();
  }
}

} // namespace charla::sim
