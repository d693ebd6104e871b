#include "sim/witness_store.hpp"

#include "io/store/memory/disk.hpp"
#include "sim/forwarding_store.hpp"

#include <stdexcept>

namespace charla::sim {

namespace {

using ports::store_errc;

tl::unexpected<ports::store_error> error(store_errc code, const char* what) {
  return tl::make_unexpected(ports::store_error{code, what});
}
tl::unexpected<ports::store_error> no_power() { return error(store_errc::unavailable, "the process is dead"); }

class witness_lane final : public forwarding_lane {
public:
  witness_lane(std::unique_ptr<ports::store_lane> inner, disk_ptr disk, surroundings& around)
      : forwarding_lane(std::move(inner)), disk_(std::move(disk)), around_(around), book_(around.book) {}

  stored<ports::batch_result> apply(const ports::batch& work) override {
    if (!around_.power) return no_power();
    const auto& odds = around_.odds;
    if (around_.happens(odds.store_unavailable, "store unavailable"))
      return error(store_errc::unavailable, "not there");
    if (around_.happens(odds.store_full, "store full")) return error(store_errc::full, "no space left");
    if (around_.happens(odds.outcome_lost_nothing, "outcome lost, not committed"))
      return error(store_errc::unknown_outcome, "the line broke");
    mishap_around_commit("before");
    if (!around_.power) return no_power();
    auto result = inner_->apply(work);
    if (result) write_down(work, *result);
    mishap_around_commit("after");
    if (!around_.power) return no_power();
    if (result && around_.happens(odds.outcome_lost_committed, "outcome lost, committed"))
      return error(store_errc::unknown_outcome, "the line broke");
    return result;
  }

  stored<ports::batch_result> settle(const ports::batch& work) override {
    if (!around_.power) return no_power();
    if (around_.happens(around_.odds.settle_fails, "settle failed"))
      return around_.chance.chance(500) ? error(store_errc::unavailable, "still not there")
                                        : error(store_errc::unknown_outcome, "the line broke again");
    const auto before = states_of(work);
    auto result = inner_->settle(work);
    if (!result) return result;
    for (std::size_t i = 0; i < work.claims.size(); ++i)
      if (before[i] == ports::outbox_state::sending && state_of(work.claims[i].out) == ports::outbox_state::ready)
        take_back(work.claims[i].out);
    write_down(work, *result);
    around_.say("settled a batch of " + std::to_string(work.size()));
    return result;
  }

  stored<std::vector<ports::pending_cause>>
  recover_inbox(flows::inbox_id after, std::size_t limit, bool count_attempt) override {
    if (fails_to_read()) return no_power();
    return inner_->recover_inbox(after, limit, count_attempt);
  }
  stored<std::vector<ports::outbox_row>> recover_outbox(const std::optional<out_id>& after,
                                                        std::size_t limit) override {
    if (fails_to_read()) return no_power();
    return inner_->recover_outbox(after, limit);
  }
  stored<std::vector<ports::pending_cause>>
  sweep_inbox(flows::inbox_id after, timestamp older_than, std::size_t limit) override {
    if (fails_to_read()) return no_power();
    return inner_->sweep_inbox(after, older_than, limit);
  }
  stored<std::vector<ports::outbox_row>>
  sweep_outbox(const std::optional<out_id>& after, timestamp now, std::size_t limit) override {
    if (fails_to_read()) return no_power();
    return inner_->sweep_outbox(after, now, limit);
  }
  stored<std::vector<ports::timer_row>>
  timers_due(timestamp until, const std::optional<ports::timer_row>& after, std::size_t limit) override {
    if (fails_to_read()) return no_power();
    return inner_->timers_due(until, after, limit);
  }
  stored<std::int64_t> forget_seen_before(timestamp day) override {
    if (!around_.power) return no_power();
    return inner_->forget_seen_before(day);
  }

private:
  using rows = store::memory::rows;

  bool fails_to_read() { return !around_.power || around_.happens(around_.odds.read_fails, "read failed"); }

  void mishap_around_commit(const char* when) {
    if (around_.happens(around_.odds.power_cut_in_commit, "power cut in a commit")) {
      around_.power = false;
      around_.say(std::string{"POWER CUT right "} + when + " a commit");
    } else if (around_.happens(around_.odds.throw_in_commit, "exception in a commit")) {
      around_.say(std::string{"an exception right "} + when + " a commit");
      throw std::runtime_error("injected into a commit");
    }
  }

  std::optional<ports::outbox_state> state_of(const out_id& out) const {
    const auto found = disk_->rows.outbox.find(out);
    return found == disk_->rows.outbox.end() ? std::nullopt : std::optional{found->second.row.state};
  }
  std::vector<std::optional<ports::outbox_state>> states_of(const ports::batch& work) const {
    std::vector<std::optional<ports::outbox_state>> states;
    for (const auto& c : work.claims)
      states.push_back(state_of(c.out));
    return states;
  }
  void take_back(const out_id& out) {
    for (auto c = book_.claims.rbegin(); c != book_.claims.rend(); ++c)
      if (c->out == out && !c->taken_back) {
        c->taken_back = true;
        return;
      }
  }

  // Order of ports::batch. After `settle` everything that the first try had done is answered once more: what is in the
  // journal already is not written again.
  void write_down(const ports::batch& work, const ports::batch_result& result) {
    for (std::size_t i = 0; i < work.appends.size(); ++i)
      if (result.appends[i])
        book_.appends.push_back({around_.next(), work.appends[i].channel, work.appends[i].key, *result.appends[i]});
    for (std::size_t i = 0; i < work.sends.size(); ++i) {
      const auto how = work.sends[i].how;
      const auto ended = how != ports::send_fact::outcome::released && how != ports::send_fact::outcome::in_doubt;
      note_status(work.sends[i].out, ended || !state_of(work.sends[i].out));
    }
    for (std::size_t i = 0; i < work.statuses.size(); ++i)
      if (const auto& out = result.statuses[i].out) note_status(*out, true);
    for (std::size_t i = 0; i < work.overrides.size(); ++i) {
      const auto& notice = work.overrides[i].notice;
      if (const auto& row = result.overrides[i].notice)
        book_.appends.push_back({around_.next(), notice.channel, notice.key, *row});
      note_control(work.overrides[i].conversation);
    }
    for (std::size_t i = 0; i < work.turns.size(); ++i)
      if (result.turns[i] == ports::verdict::ok) note_turn(work.turns[i]);
    for (const auto& t : result.turns)
      ++book_.reached["verdict " + std::string{ports::name_of(t)}];
    for (std::size_t i = 0; i < work.dead_letters.size(); ++i) {
      if (!result.dead_letters[i]) continue;
      ++book_.reached["dead letter"];
      around_.say("dead letter for " + brief(work.dead_letters[i].conversation) + ": " + work.dead_letters[i].reason);
      note_control(work.dead_letters[i].conversation);
    }
    for (std::size_t i = 0; i < work.claims.size(); ++i) {
      around_.say((result.claims[i] == ports::claim_verdict::granted ? "claimed " : "claim refused: ")
                  + brief(work.claims[i].out));
      if (result.claims[i] == ports::claim_verdict::granted) note_claim(work.claims[i].out);
    }
  }

  void note_status(const out_id& out, bool ended) {
    const auto found = disk_->rows.statuses.find(out);
    const auto status = found == disk_->rows.statuses.end() ? flows::message_status::queued : found->second.status;
    book_.statuses.push_back({around_.next(), out, status, ended});
  }

  void note_control(const conversation_id& id) {
    const auto found = disk_->rows.conversations.find(id);
    if (found == disk_->rows.conversations.end()) return;
    const auto& row = found->second.row;
    for (auto known = book_.controls.rbegin(); known != book_.controls.rend(); ++known)
      if (known->conversation == id && known->ctl >= row.ctl_seq) return;
    book_.controls.push_back(
        {around_.next(), disk_->rows.audit.size(), id, row.ctl_seq, row.mode, row.human_override_until});
    around_.say("control of " + brief(id) + " is " + std::string{flows::name_of(row.mode)});
  }

  void note_turn(const ports::turn_write& t) {
    for (auto known = book_.turns.rbegin(); known != book_.turns.rend(); ++known)
      if (known->write.turn == t.turn) return; // settled: the first try had committed it
    book_.turns.push_back({around_.next(), around_.clock.now(), t});
    around_.say("turn " + brief(t.conversation) + " v" + std::to_string(t.base_version + 1) + " takes "
                + std::to_string(t.causes.size()) + " causes, " + std::to_string(t.fired.size()) + " timers, sends "
                + std::to_string(t.sends.size()));
    if (t.control) note_control(t.conversation);
  }

  void note_claim(const out_id& out) {
    granted_claim c;
    c.g = around_.next();
    c.at = around_.clock.now();
    c.out = out;
    if (const auto row = disk_->rows.outbox.find(out); row != disk_->rows.outbox.end()) {
      c.by = row->second.row.by;
      c.decided_ctl = row->second.ctl;
    }
    if (const auto of = disk_->rows.conversations.find(out.conversation); of != disk_->rows.conversations.end())
      c.present_ctl = of->second.row.ctl_seq;
    book_.claims.push_back(c);
  }

  disk_ptr disk_;
  surroundings& around_;
  journal& book_;
};

class witness_reader final : public forwarding_reader {
public:
  witness_reader(std::unique_ptr<ports::store_reader> inner, surroundings& around)
      : forwarding_reader(std::move(inner)), around_(around) {}
  stored<std::optional<ports::conversation_row>> load(const conversation_id& id) override {
    if (!around_.power || around_.happens(around_.odds.read_fails, "load failed")) return no_power();
    return inner_->load(id);
  }
  stored<std::optional<conversation_id>> find_by_user_id(channel_id channel, const std::string& user_id) override {
    if (!around_.power || around_.happens(around_.odds.read_fails, "look-up failed")) return no_power();
    return inner_->find_by_user_id(channel, user_id);
  }

private:
  surroundings& around_;
};

class witness_store final : public forwarding_store {
public:
  witness_store(std::unique_ptr<ports::store> inner, disk_ptr disk, surroundings& around)
      : forwarding_store(std::move(inner)), disk_(std::move(disk)), around_(around) {}
  stored<std::unique_ptr<ports::store_lane>> lane(std::size_t index) override {
    auto inner = inner_->lane(index);
    if (!inner) return inner;
    return std::make_unique<witness_lane>(std::move(*inner), disk_, around_);
  }
  stored<std::unique_ptr<ports::store_reader>> reader() override {
    auto inner = inner_->reader();
    if (!inner) return inner;
    return std::make_unique<witness_reader>(std::move(*inner), around_);
  }

private:
  disk_ptr disk_;
  surroundings& around_;
};

} // namespace

std::unique_ptr<ports::store> witnessed(std::unique_ptr<ports::store> inner, disk_ptr disk, surroundings& around) {
  return std::make_unique<witness_store>(std::move(inner), std::move(disk), around);
}

} // namespace charla::sim
