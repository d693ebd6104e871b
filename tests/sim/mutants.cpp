#include "sim/mutants.hpp"

#include "io/json/codec.hpp"
#include "sim/altered_clients.hpp"
#include "sim/altered_store.hpp"

#include <algorithm>

namespace charla::sim {

namespace {

using ports::batch;
using ports::batch_result;
using ports::verdict;
using rows = store::memory::rows;

planted in_store(alteration how) {
  planted p;
  p.store = [how = std::move(how)](std::unique_ptr<ports::store> inner,
                                   const std::shared_ptr<store::memory_disk>& disk) {
    return altered(std::move(inner), disk, how);
  };
  return p;
}

void each_committed(const batch& work,
                    const batch_result& result,
                    const std::function<void(const ports::turn_write&)>& f) {
  for (std::size_t i = 0; i < work.turns.size(); ++i)
    if (result.turns[i] == verdict::ok) f(work.turns[i]);
}

planted answers_before_it_appends() {
  const auto now = every(7);
  const auto dropped = std::make_shared<bool>(false);
  alteration a;
  a.before = [=](batch& b, rows&) {
    *dropped = !b.appends.empty() && now();
    if (*dropped) b.appends.erase(b.appends.begin());
  };
  a.after = [=](const batch&, batch_result& r, rows& db) {
    if (*dropped) r.appends.insert(r.appends.begin(), flows::inbox_id{1'000'000 + db.last_inbox});
  };
  return in_store(a);
}

planted forgets_what_it_has_seen() {
  alteration a;
  a.after = [](const batch&, batch_result&, rows& db) { db.seen.clear(); };
  return in_store(a);
}

planted leaves_consumed_causes() {
  const auto kept = std::make_shared<std::map<flows::inbox_id, store::memory::pending_record>>();
  alteration a;
  a.before = [=](batch&, rows& db) { kept->insert(db.inbox.begin(), db.inbox.end()); };
  a.after = [=, now = every(5)](const batch& b, batch_result& r, rows& db) {
    each_committed(b, r, [&](const ports::turn_write& t) {
      for (const auto& c : t.causes)
        if (const auto p = kept->find(c); p != kept->end() && now()) {
          db.inbox.insert(*p);
          db.inbox_by_conversation.insert({t.conversation, c});
        }
    });
  };
  return in_store(a);
}

/// Whatever a turn believes is taken for true: version, control, causes, timers.
planted has_no_guards() {
  const auto kept = std::make_shared<std::map<flows::inbox_id, store::memory::pending_record>>();
  alteration a;
  a.before = [=](batch& b, rows& db) {
    kept->insert(db.inbox.begin(), db.inbox.end());
    for (auto& t : b.turns) {
      const auto known = db.conversations.find(t.conversation);
      if (known == db.conversations.end()) continue;
      const auto& c = known->second;
      const auto shift = c.row.version - t.base_version;
      t.base_version = c.row.version;
      t.base_ctl = c.row.ctl_seq;
      auto last = c.messages.empty() ? 0 : c.messages.rbegin()->first;
      if (shift != 0)
        for (auto& m : t.messages)
          m.seq = ++last;
      for (const auto& cause : t.causes)
        if (const auto p = kept->find(cause); p != kept->end() && db.inbox.insert(*p).second)
          db.inbox_by_conversation.insert({t.conversation, cause});
      std::erase_if(t.fired, [&](const auto& f) { return !db.timers.contains({t.conversation, f.key}); });
    }
  };
  return in_store(a);
}

planted does_not_check_control() {
  alteration a;
  a.before = [](batch& b, rows& db) {
    for (auto& t : b.turns)
      if (const auto c = db.conversations.find(t.conversation); c != db.conversations.end())
        c->second.row.ctl_seq = std::min(c->second.row.ctl_seq, t.base_ctl);
  };
  return in_store(a);
}

planted counts_versions_twice() {
  alteration a;
  a.after = [now = every(20)](const batch& b, batch_result& r, rows& db) {
    each_committed(b, r, [&](const ports::turn_write& t) {
      if (now()) ++db.conversations.at(t.conversation).row.version;
    });
  };
  return in_store(a);
}

planted loses_a_line_of_history() {
  alteration a;
  a.after = [now = every(10)](const batch& b, batch_result& r, rows& db) {
    each_committed(b, r, [&](const ports::turn_write& t) {
      if (!t.sends.empty() && now()) db.conversations.at(t.conversation).messages.erase(t.messages.back().seq);
    });
  };
  return in_store(a);
}

/// Answers "committed" and commits nothing; the sends of such a turn go out all the same.
planted answers_before_it_commits() {
  const auto dropped = std::make_shared<bool>(false);
  alteration a;
  a.before = [=, now = every(10)](batch& b, rows&) {
    *dropped = !b.turns.empty() && !b.turns.front().sends.empty() && now();
    if (*dropped) b.turns.erase(b.turns.begin());
  };
  a.after = [=](const batch&, batch_result& r, rows&) {
    if (*dropped) r.turns.insert(r.turns.begin(), verdict::ok);
    std::fill(r.claims.begin(), r.claims.end(), ports::claim_verdict::granted);
  };
  return in_store(a);
}

planted grants_every_claim() {
  alteration a;
  a.after = [](const batch&, batch_result& r, rows&) {
    std::fill(r.claims.begin(), r.claims.end(), ports::claim_verdict::granted);
  };
  return in_store(a);
}

planted takes_sending_for_ready() {
  alteration a;
  a.before_outbox_recovery = [](rows& db) {
    for (auto& [out, o] : db.outbox)
      if (o.row.state != ports::outbox_state::ready) o.row.state = ports::outbox_state::ready;
  };
  return in_store(a);
}

planted counts_attempts_at_every_recovery() {
  alteration a;
  a.before_outbox_recovery = [](rows& db) {
    for (auto& [out, o] : db.outbox)
      ++o.row.attempt;
  };
  return in_store(a);
}

planted believes_the_last_status() {
  alteration a;
  a.after = [](const batch& b, batch_result& r, rows& db) {
    for (std::size_t i = 0; i < b.statuses.size(); ++i)
      if (r.statuses[i].out) db.statuses.at(*r.statuses[i].out).status = b.statuses[i].status;
  };
  return in_store(a);
}

planted leaves_fired_timers() {
  const auto kept = std::make_shared<std::map<store::memory::timer_key, ports::timer_row>>();
  alteration a;
  a.before = [=](batch&, rows& db) { *kept = db.timers; };
  a.after = [=](const batch& b, batch_result& r, rows& db) {
    each_committed(b, r, [&](const ports::turn_write& t) {
      for (const auto& f : t.fired)
        if (const auto was = kept->find({t.conversation, f.key}); was != kept->end() && db.timers.insert(*was).second)
          db.due.insert({was->second.due, was->first});
    });
  };
  return in_store(a);
}

planted records_other_causes() {
  alteration a;
  a.before = [now = every(10)](batch& b, rows&) {
    static const auto codec = json::make_codec();
    for (auto& t : b.turns) {
      auto record = codec->decode_turn(t.record);
      if (!record || t.messages.empty() || !now()) continue;
      record->causes.pop_back();
      t.record = codec->encode(*record);
    }
  };
  return in_store(a);
}

planted files_a_status_elsewhere() {
  alteration a;
  a.after = [now = every(5)](const batch&, batch_result& r, rows& db) {
    for (const auto& s : r.sends)
      if (const auto found = s.out ? db.statuses.find(*s.out) : db.statuses.end(); found != db.statuses.end() && now())
        found->second.tenant = flows::tenant_id{3 - found->second.tenant.value()};
  };
  return in_store(a);
}

planted writes_under_an_old_epoch() {
  alteration a;
  a.after = [](const batch& b, batch_result& r, rows& db) {
    each_committed(b, r, [&](const ports::turn_write&) { db.audit.back().epoch = 1; });
  };
  a.before = [now = every(50)](batch&, rows& db) {
    if (!db.audit.empty() && now()) db.audit.back().epoch = db.epoch;
  };
  return in_store(a);
}

planted never_looks_for_lost_hints() {
  alteration a;
  a.blind_sweep = true;
  return in_store(a);
}

template <class Client>
planted in_client() {
  planted p;
  p.http = [](ports::http_client& inner) { return std::make_unique<Client>(inner); };
  return p;
}

planted opens_the_door_to_all() {
  planted p;
  p.config = [](ports::config& c) { c.engine.append_queue_max = 1'000'000; };
  return p;
}

} // namespace

const std::vector<mutant>& all_mutants() {
  static const std::vector<mutant> table{
      {"a store that answers before it appends", "I1", answers_before_it_appends},
      {"a store that forgets what it has seen", "I1", forgets_what_it_has_seen},
      {"a store that leaves consumed causes", "I2", leaves_consumed_causes},
      {"a store without guards", "I2", has_no_guards},
      {"a store that counts versions twice", "I3", counts_versions_twice},
      {"a store that loses a line of history", "I4", loses_a_line_of_history},
      {"a store that answers before it commits", "I5", answers_before_it_commits},
      {"a store that grants every claim", "I6", grants_every_claim},
      {"a recovery that takes 'sending' for 'ready'", "I6", takes_sending_for_ready},
      {"a client that takes unknown for not sent", "I6", in_client<hopeful_client>},
      {"a client that sends later than it says", "I7", in_client<lazy_client>},
      {"a store that does not check control", "I8", does_not_check_control},
      {"a store that writes under an old epoch", "I9", writes_under_an_old_epoch},
      {"a store that never looks for lost hints", "I10", never_looks_for_lost_hints},
      {"a store that leaves fired timers", "I11", leaves_fired_timers},
      {"a store that believes the last status", "I12", believes_the_last_status},
      {"a recovery that counts attempts each time", "I13", counts_attempts_at_every_recovery},
      {"a store that records other causes", "I15", records_other_causes},
      {"a store that files a status elsewhere", "I16", files_a_status_elsewhere},
      {"a door without a bound", "I17", opens_the_door_to_all},
  };
  return table;
}

} // namespace charla::sim
