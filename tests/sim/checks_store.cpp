#include "sim/checks.hpp"

#include <algorithm>
#include <set>

/// I1 to I4, I9 to I11, I16: what the rows themselves must show.
namespace charla::sim {

namespace {

std::string show(const conversation_id& id, std::int64_t version) { return brief(id) + " v" + std::to_string(version); }
std::string show(flows::inbox_id id) { return "inbox row " + std::to_string(id.value()); }

/// Conversation and line of every history message that came from the provider or a client under this name.
struct appearance {
  conversation_id conversation;
  std::int64_t version = 0;
};
using appearances = std::multimap<std::pair<channel_id, std::string>, appearance>;

appearances inbound_lines(const store::memory::rows& rows) {
  appearances found;
  for (const auto& [id, c] : rows.conversations)
    for (const auto& [seq, m] : c.messages)
      if (!m.row.provider_id.empty()) found.insert({{c.row.summary.channel, m.row.provider_id}, {id, m.version}});
  return found;
}
appearances client_lines(const store::memory::rows& rows) {
  appearances found;
  for (const auto& [id, c] : rows.conversations)
    for (const auto& [seq, m] : c.messages)
      if (!m.row.client_id.empty()) found.insert({{c.row.summary.channel, m.row.client_id}, {id, m.version}});
  return found;
}

/// How often the id is named by something that still waits, or that was given up.
std::size_t elsewhere(const store::memory::rows& rows, channel_id channel, const std::string& id) {
  const auto quoted = '"' + id + '"';
  std::size_t n = 0;
  for (const auto& [row, p] : rows.inbox)
    n += p.cause.channel == channel && p.cause.body.find(quoted) != std::string::npos ? 1U : 0U;
  for (const auto& [number, l] : rows.letters)
    n += l.cause && l.cause->channel == channel && l.row.body.find(quoted) != std::string::npos ? 1U : 0U;
  return n;
}

} // namespace

violations nothing_accepted_is_lost(const evidence& e) {
  violations out;
  const auto lines = inbound_lines(e.rows);
  const auto sent = client_lines(e.rows);
  for (const auto& a : e.book.acknowledgements) {
    const auto by_client = a.kind == "send";
    if (a.kind != "inbound" && a.kind != "echo" && !by_client) continue;
    const auto& where = by_client ? sent : lines;
    const auto n = where.count({a.channel, a.id}) + elsewhere(e.rows, a.channel, a.id);
    // A client id names one message of the tenant: asked for a second time elsewhere, it is a duplicate there.
    const auto elsewhere_said =
        by_client && std::any_of(sent.begin(), sent.end(), [&](const auto& l) { return l.first.second == a.id; });
    if (n == 1 || (n == 0 && elsewhere_said)) continue;
    out.push_back(a.kind + ' ' + a.id + " of channel " + std::to_string(a.channel.value())
                  + " was answered with 200 and "
                  + (n == 0 ? std::string{"is lost: no turn took it, it does not wait, it is no dead letter"}
                            : "is there " + std::to_string(n) + " times"));
  }
  for (const auto& a : e.book.appends) {
    const auto is_it = [&](const auto& s) { return s.channel == a.channel && s.key == a.key; };
    if (std::none_of(e.rows.seen.begin(), e.rows.seen.end(), is_it))
      out.push_back(show(a.row)
                    + " was accepted and its key is not in `seen`: its next delivery would be answered again");
  }
  return out;
}

violations a_cause_is_consumed_once(const evidence& e) {
  violations out;
  std::map<flows::inbox_id, std::string> consumed;
  for (const auto& t : e.rows.audit)
    for (const auto& c : t.causes) {
      const auto [before, first] = consumed.try_emplace(c, show(t.conversation, t.version));
      if (!first)
        out.push_back(show(c) + " was consumed by " + before->second + " and by " + show(t.conversation, t.version));
    }
  for (const auto& [id, p] : e.rows.inbox)
    if (consumed.count(id) > 0) out.push_back(show(id) + " waits although " + consumed[id] + " consumed it");
  for (const auto& [n, l] : e.rows.letters)
    if (l.cause && consumed.count(l.cause->row) > 0)
      out.push_back(show(l.cause->row) + " is a dead letter although " + consumed[l.cause->row] + " consumed it");
  return out;
}

violations the_version_counts_the_turns(const evidence& e) {
  violations out;
  std::map<conversation_id, std::int64_t> counted;
  for (const auto& t : e.rows.audit)
    if (const auto expected = ++counted[t.conversation]; t.version != expected)
      out.push_back("turn " + std::to_string(t.order) + " of " + show(t.conversation, t.version) + " should be version "
                    + std::to_string(expected));
  for (const auto& [id, c] : e.rows.conversations)
    if (c.row.version != counted[id])
      out.push_back(show(id, c.row.version) + " has had " + std::to_string(counted[id]) + " turns");
  return out;
}

violations every_row_has_its_turn(const evidence& e) {
  violations out;
  std::map<std::pair<conversation_id, std::int64_t>, const store::memory_turn*> turns;
  for (const auto& t : e.rows.audit)
    turns[{t.conversation, t.version}] = &t;
  for (const auto& [id, c] : e.rows.conversations) {
    std::map<std::int64_t, std::vector<std::int16_t>> bubbles;
    for (const auto& [seq, m] : c.messages) {
      const auto t = turns.find({id, m.version});
      if (t == turns.end() || t->second->turn != m.turn)
        out.push_back("message " + std::to_string(seq) + " of " + show(id, m.version) + " has no turn that wrote it");
      if (m.row.send) bubbles[m.version].push_back(*m.row.send);
    }
    for (const auto& [version, sends] : bubbles)
      for (std::size_t i = 0; i < sends.size(); ++i)
        if (sends[i] != static_cast<std::int16_t>(i))
          out.push_back("the bubbles of " + show(id, version) + " are not numbered 0, 1, 2 …");
    for (const auto& [key, t] : turns)
      if (key.first == id && t->sends != bubbles[key.second].size())
        out.push_back(show(id, key.second) + " sends " + std::to_string(t->sends) + " bubbles, its history shows "
                      + std::to_string(bubbles[key.second].size()));
  }
  for (const auto& [o, row] : e.rows.outbox) {
    const auto t = turns.find({o.conversation, o.version});
    if (t == turns.end() || static_cast<std::size_t>(o.index) >= t->second->sends)
      out.push_back("outbox row " + brief(o) + " has no turn that made it");
  }
  return out;
}

violations epochs_never_fall(const evidence& e) {
  violations out;
  ports::epoch_t highest = 0;
  for (const auto& t : e.rows.audit) {
    if (t.epoch < highest)
      out.push_back(show(t.conversation, t.version) + " was committed with epoch " + std::to_string(t.epoch) + " after "
                    + std::to_string(highest));
    highest = std::max(highest, t.epoch);
  }
  return out;
}

violations nothing_is_left_behind(const evidence& e) {
  violations out;
  for (const auto& [id, p] : e.rows.inbox)
    out.push_back(show(id) + " (" + p.kind + ") of " + brief(p.cause.conversation)
                  + " still waits after everything came to rest");
  for (const auto& [o, row] : e.rows.outbox)
    out.push_back("outbox row " + brief(o) + " still waits after everything came to rest, in state "
                  + std::to_string(static_cast<int>(row.row.state)));
  return out;
}

violations a_timer_fires_once_and_never_after_its_end(const evidence& e) {
  violations out;
  std::map<std::pair<conversation_id, std::string>, std::int64_t> armed;
  for (const auto& t : e.book.turns) {
    const auto& id = t.write.conversation;
    const auto version = t.write.base_version + 1;
    for (const auto& f : t.write.fired) {
      const auto known = armed.find({id, f.key});
      if (known == armed.end())
        out.push_back("timer " + f.key + '@' + std::to_string(f.generation) + " fired in " + show(id, version)
                      + " although it was over");
      else if (known->second != f.generation)
        out.push_back("timer " + f.key + '@' + std::to_string(f.generation) + " fired in " + show(id, version)
                      + " although it had been set anew as @" + std::to_string(known->second));
      armed.erase({id, f.key});
    }
    for (const auto& w : t.write.timers) {
      if (w.due)
        armed[{id, w.key}] = version;
      else
        armed.erase({id, w.key});
    }
  }
  return out;
}

// The other side of I18: a cause is given up for what the process did, never for what the store or an actor did.
violations quarantine_needs_three_deaths(const evidence& e) {
  constexpr std::ptrdiff_t deaths_quarantine = 3;
  violations out;
  for (const auto& [n, l] : e.rows.letters) {
    if (l.row.reason != "quarantine" || !l.cause) continue;
    const auto accepted = std::find_if(e.book.appends.begin(), e.book.appends.end(),
                                       [&](const auto& a) { return a.row == l.cause->row; });
    const auto survived = std::count_if(e.book.deaths.begin(), e.book.deaths.end(), [&](std::int64_t g) {
      return accepted != e.book.appends.end() && g > accepted->g;
    });
    if (survived < deaths_quarantine)
      out.push_back(show(l.cause->row) + " was given up as deadly after " + std::to_string(survived) + " deaths");
  }
  return out;
}

violations tenants_never_meet(const evidence& e) {
  violations out;
  const auto wrong = [&](const char* what, const std::string& id, tenant_id tenant, channel_id channel) {
    const auto* owner = e.directory.find(channel);
    if (owner != nullptr && owner->access.tenant == tenant) return;
    out.push_back(std::string{what} + ' ' + id + " of tenant " + std::to_string(tenant.value()) + " is at channel "
                  + std::to_string(channel.value()));
  };
  for (const auto& [id, c] : e.rows.conversations)
    wrong("conversation", brief(id), c.row.summary.tenant, c.row.summary.channel);
  const auto foreign = [&](const char* what, const std::string& id, tenant_id tenant, const conversation_id& of) {
    const auto c = e.rows.conversations.find(of);
    if (c != e.rows.conversations.end() && c->second.row.summary.tenant != tenant)
      out.push_back(std::string{what} + ' ' + id + " of tenant " + std::to_string(tenant.value())
                    + " belongs to a conversation of another");
  };
  for (const auto& [o, row] : e.rows.outbox)
    foreign("outbox row", brief(o), row.row.tenant, o.conversation);
  for (const auto& [o, s] : e.rows.statuses)
    foreign("status", brief(o), s.tenant, o.conversation);
  for (const auto& [k, t] : e.rows.timers)
    foreign("timer", k.key, t.tenant, k.conversation);
  for (const auto& [n, l] : e.rows.letters)
    if (l.row.conversation) foreign("dead letter", std::to_string(n), l.row.tenant, *l.row.conversation);
  for (const auto& [id, p] : e.rows.inbox)
    foreign("inbox row", std::to_string(id.value()), p.cause.tenant, p.cause.conversation);
  return out;
}

} // namespace charla::sim
