#include "io/store/memory/admin.hpp"
#include "io/store/people.hpp"

#include <algorithm>

namespace charla::store::memory {

namespace {

/// What one erasure takes with it.
struct erasing {
  const commit_context& c;
  tenant_id tenant;
  timestamp at;
  std::set<asset_id> files; ///< that the person sent or was sent
  erasure done;
};

void erase_messages(erasing& e, conversation_record& c) {
  for (auto& [seq, m] : c.messages) {
    for (auto& file : assets_in(m.row.body))
      e.files.insert(std::move(file));
    e.c.db.early_statuses.erase({c.row.summary.channel, m.row.provider_id});
    m.row.type = erased_type;
    m.row.body = erased_body;
    m.row.provider_id.clear();
    m.row.reply_to.clear();
    if (m.row.dir == direction::inbound) m.row.author_name.clear();
    ++e.done.messages;
  }
}

/// Of what was sent there remains how far it got: the provider's ids tell the number.
void erase_statuses(erasing& e, const conversation_id& id) {
  for (auto& [out, s] : e.c.db.statuses) {
    if (out.conversation != id) continue;
    e.c.db.by_provider_id.erase({s.channel, s.provider_id});
    s.provider_id.clear();
    s.error_text.clear();
  }
}

void erase_bubbles(erasing& e, const conversation_id& id) {
  auto& outbox = e.c.db.outbox;
  for (auto it = outbox.lower_bound({id, 0, 0}); it != outbox.end() && it->first.conversation == id;) {
    const auto& row = it->second.row;
    e.c.db.statuses.try_emplace(
        it->first,
        status_record{row.tenant, row.channel, message_status::failed, {}, e.at, 0, std::string{erased_reason}, {}});
    it = outbox.erase(it);
  }
}

void erase_work(erasing& e, const conversation_id& id) {
  auto& db = e.c.db;
  std::erase_if(db.timers, [&](const auto& t) {
    if (t.first.conversation != id) return false;
    db.due.erase({t.second.due, t.first});
    return true;
  });
  std::erase_if(db.inbox, [&](const auto& p) {
    if (p.second.cause.conversation != id) return false;
    db.inbox_by_conversation.erase({id, p.first});
    return true;
  });
  std::erase_if(db.letters, [&](const auto& l) { return l.second.row.conversation == id; });
  std::erase_if(db.exchanges, [&](const auto& x) { return x.second.what.conversation == id; });
  std::erase_if(db.aliases, [&](const auto& a) { return a.second == id; });
  for (auto& [key, s] : db.submissions)
    if (s.row.conversation == id) s.row.asked.to.clear();
}

void erase_runs(erasing& e, const conversation_id& id) {
  for (auto& [key, r] : e.c.db.runs) {
    if (key.first != id) continue;
    r.row.run.variables = "{}";
    if (r.row.run.status > run_status::waiting) continue;
    r.row.run.status = run_status::interrupted;
    r.row.run.reason = erased_reason;
    r.row.run.ended_at = e.at;
  }
}

void erase_fetched(erasing& e, const conversation_id& id) {
  std::erase_if(e.c.db.media, [&](const auto& m) {
    if (m.second.want.conversation != id) return false;
    if (!m.second.asset.empty()) e.files.insert(m.second.asset);
    return true;
  });
}

void erase_conversation(erasing& e, conversation_record& c) {
  const auto id = c.row.id;
  erase_statuses(e, id);
  erase_bubbles(e, id);
  erase_messages(e, c);
  erase_work(e, id);
  erase_runs(e, id);
  erase_fetched(e, id);
  c.turns.clear();
  auto& s = c.row.summary;
  s.contact = contact_id{};
  s.peer = {};
  s.contact_name.clear();
  s.preview.clear();
  s.snoozed_until.reset();
  s.waiting_since.reset();
  s.last_author.reset();
  c.row.state.clear();
  c.row.last_turn = turn_id{};
  c.row.unread = 0;
  ++c.row.version;
  ++e.done.conversations;
}

bool is_needed(const rows& db, tenant_id t, const asset_id& file) {
  const auto names = [&](const std::string& text) { return text.find(file) != std::string::npos; };
  const auto has = [&](const auto& all, auto test) { return std::any_of(all.begin(), all.end(), test); };
  return has(db.media, [&](const auto& m) { return m.second.want.tenant == t && m.second.asset == file; })
         || has(db.drafts, [&](const auto& f) { return f.second.row.tenant == t && names(f.second.row.graph); })
         || has(db.flows, [&](const auto& f) { return f.second.tenant == t && names(f.second.graph); })
         || has(db.templates, [&](const auto& m) { return m.second.tenant == t && names(m.second.components); })
         || has(db.outbox, [&](const auto& o) { return o.second.row.tenant == t && names(o.second.row.body); })
         || has(db.conversations, [&](const auto& c) {
              return c.second.row.summary.tenant == t
                     && has(c.second.messages, [&](const auto& m) { return names(m.second.row.body); });
            });
}

/// That a time was taken remains.
void erase_appointments(erasing& e, const contact_id& who) {
  for (auto& [id, a] : e.c.db.appointments) {
    if (a.row.contact != who) continue;
    a.row.contact.reset();
    a.row.contact_name.clear();
    a.row.title.clear();
    a.row.notes.clear();
    ++a.row.revision;
  }
}

void erase_files(erasing& e) {
  auto& db = e.c.db;
  for (const auto& file : e.files) {
    if (is_needed(db, e.tenant, file) || db.assets.erase({e.tenant, file}) == 0) continue;
    std::erase_if(db.uploads, [&](const auto& u) {
      const auto channel = db.channels.find(u.first.first);
      return u.first.second == file && channel != db.channels.end() && channel->second.tenant == e.tenant;
    });
    e.done.assets.push_back(file);
  }
}

} // namespace

stored<std::optional<erasure>> admin::erase_contact(tenant_id t, const contact_id& id, timestamp at) {
  const std::lock_guard lock{disk_->mutex};
  auto& db = disk_->rows;
  const auto who = who_stayed(db, id);
  const auto found = db.contacts.find(who);
  if (found == db.contacts.end() || found->second.row.tenant != t) return std::nullopt;
  const auto here_and_now = here();
  erasing e{here_and_now, t, at, {}, {}};
  for (auto& [conversation, c] : db.conversations)
    if (c.row.summary.contact == who && c.row.summary.tenant == t) erase_conversation(e, c);
  erase_appointments(e, who);
  erase_files(e);
  std::erase_if(db.merged, [&](const auto& m) { return m.second.into == who; });
  db.contacts.erase(who);
  return std::move(e.done);
}

} // namespace charla::store::memory
