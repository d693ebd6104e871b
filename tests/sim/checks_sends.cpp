#include "sim/checks.hpp"

#include "actors/sender.hpp"

#include <algorithm>
#include <set>

/// I5 to I8 and I12: what the provider saw, against what was committed when.
namespace charla::sim {

namespace {

std::map<out_id, std::vector<const provider_request*>> requests_by_bubble(const journal& book) {
  std::map<out_id, std::vector<const provider_request*>> found;
  for (const auto& r : book.requests)
    if (r.out) found[*r.out].push_back(&r);
  return found;
}

std::string seconds_between(timestamp a, timestamp b) { return std::to_string((b - a).count()) + " ms"; }

} // namespace

violations only_what_is_committed_is_sent(const evidence& e) {
  violations out;
  for (const auto& r : e.book.requests) {
    const auto& turns = e.book.turns;
    const auto made_it = [&](const committed_turn& t) {
      return r.out && t.g < r.g && t.write.conversation == r.out->conversation
             && t.write.base_version + 1 == r.out->version
             && static_cast<std::size_t>(r.out->index) < t.write.sends.size();
    };
    if (std::none_of(turns.begin(), turns.end(), made_it))
      out.push_back("'" + r.out_text + "' was requested of the provider, and no turn had committed it before");
    const auto known = std::any_of(e.rows.audit.begin(), e.rows.audit.end(), [&](const auto& t) {
      return r.out && t.conversation == r.out->conversation && t.version == r.out->version
             && static_cast<std::size_t>(r.out->index) < t.sends;
    });
    if (!known) out.push_back("'" + r.out_text + "' was requested of the provider, and the store knows no such bubble");
  }
  return out;
}

violations sent_twice_only_after_a_doubt(const evidence& e) {
  violations out;
  for (const auto& [bubble, requests] : requests_by_bubble(e.book)) {
    std::set<std::string> bodies;
    for (std::size_t n = 0; n < requests.size(); ++n) {
      const auto& r = *requests[n];
      bodies.insert(r.body);
      std::size_t granted = 0;
      std::int64_t last_claim = 0;
      for (const auto& c : e.book.claims)
        if (c.out == bubble && c.g < r.g && !c.taken_back) {
          ++granted;
          last_claim = c.g;
        }
      if (granted < n + 1)
        out.push_back(brief(bubble) + " was requested " + std::to_string(n + 1) + " times with "
                      + std::to_string(granted) + " claims");
      for (const auto& s : e.book.statuses)
        if (s.out == bubble && s.ended && s.g < last_claim)
          out.push_back(brief(bubble) + " was sent again after the store knew how it had ended");
      if (n == 0) continue;
      const auto& before = *requests[n - 1];
      if (before.known_not_sent) continue;
      if (r.at - before.at < in_doubt_wait)
        out.push_back(brief(bubble) + " was sent again after " + seconds_between(before.at, r.at)
                      + " although nobody knew that the first one had not arrived");
      if (r.once) out.push_back(brief(bubble) + " must not be doubled, was in doubt, and was sent again");
    }
    if (bodies.size() > 1) out.push_back(brief(bubble) + " was sent with two different contents");
  }
  return out;
}

violations messages_leave_in_order(const evidence& e) {
  violations out;
  std::map<conversation_id, std::vector<const provider_request*>> first_seen;
  std::vector<const provider_request*> arrived;
  for (const auto& r : e.book.requests)
    if (r.arrived && r.out) arrived.push_back(&r);
  std::sort(arrived.begin(), arrived.end(), [](const auto* a, const auto* b) { return *a->arrived < *b->arrived; });
  std::set<out_id> known;
  for (const auto* r : arrived)
    if (known.insert(*r->out).second) first_seen[r->out->conversation].push_back(r);
  // A bubble that was claimed and then in doubt lets the later ones pass after a while.
  const auto may_be_passed = [&](const out_id& bubble, const provider_request& by) {
    return std::any_of(e.book.claims.begin(), e.book.claims.end(), [&](const granted_claim& c) {
      return c.out == bubble && !c.taken_back && c.g < by.g && by.at - c.at >= actors::doubt_blocks_for;
    });
  };
  for (const auto& [id, seen] : first_seen)
    for (std::size_t i = 0; i < seen.size(); ++i)
      for (std::size_t k = i + 1; k < seen.size(); ++k)
        if (*seen[k]->out < *seen[i]->out && !may_be_passed(*seen[k]->out, *seen[i]))
          out.push_back("the provider saw " + brief(*seen[i]->out) + " before " + brief(*seen[k]->out));
  return out;
}

violations the_bot_never_talks_over_a_person(const evidence& e) {
  violations out;
  for (const auto& change : e.book.controls)
    for (const auto& t : e.rows.audit)
      if (t.conversation == change.conversation && t.order > static_cast<std::int64_t>(change.after_turn)
          && t.base_ctl < change.ctl)
        out.push_back("turn v" + std::to_string(t.version) + " of " + brief(t.conversation)
                      + " was decided under control " + std::to_string(t.base_ctl) + " and committed after control "
                      + std::to_string(change.ctl));
  for (const auto& c : e.book.claims)
    if (c.by == flows::author::bot && c.decided_ctl < c.present_ctl)
      out.push_back("the bot's " + brief(c.out) + ", decided under control " + std::to_string(c.decided_ctl)
                    + ", was claimed under control " + std::to_string(c.present_ctl));
  return out;
}

violations a_status_never_falls(const evidence& e) {
  using flows::message_status;
  violations out;
  std::map<out_id, message_status> known;
  for (const auto& s : e.book.statuses) {
    auto& before = known[s.out];
    if (s.status < before)
      out.push_back("the status of " + brief(s.out) + " fell from " + std::string{flows::name_of(before)} + " to "
                    + std::string{flows::name_of(s.status)});
    before = s.status;
  }
  const auto final_status = [&](const out_id& bubble) {
    const auto s = e.rows.statuses.find(bubble);
    return s == e.rows.statuses.end() ? message_status::queued : s->second.status;
  };
  for (const auto& a : e.book.acknowledgements)
    if (a.status && a.status->out && final_status(*a.status->out) < a.status->status)
      out.push_back("the provider told that " + brief(*a.status->out) + " is "
                    + std::string{flows::name_of(a.status->status)} + ", the store says "
                    + std::string{flows::name_of(final_status(*a.status->out))});
  for (const auto& [bubble, s] : e.rows.statuses) {
    const auto tells = [&](const ports::status_fact& f) { return f.out == bubble && f.status == s.status; };
    const auto by_provider =
        s.status == message_status::delivered || s.status == message_status::read || s.status == message_status::played;
    if (by_provider && std::none_of(e.book.told.begin(), e.book.told.end(), tells))
      out.push_back(brief(bubble) + " is said to be " + std::string{flows::name_of(s.status)} + ", which nobody told");
  }
  return out;
}

} // namespace charla::sim
