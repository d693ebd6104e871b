#include "flows/record_inbound.hpp"

#include "flows/expr/fold.hpp"
#include "flows/overloaded.hpp"

#include <algorithm>

namespace charla::flows {

namespace {

/// What one type of content means for the conversation.
struct meaning {
  bool opens_window = false; ///< the customer did something: 24 h of free-form messages (providers.md A11)
  bool wants_answer = false;
};
constexpr meaning says{true, true};
constexpr meaning reacts{true, false};
constexpr meaning tells{false, false};

meaning meaning_of(const content& body) {
  return std::visit(overloaded{
                        [](const text_content&) { return says; },
                        [](const media_content&) { return says; },
                        [](const location_content&) { return says; },
                        [](const contacts_content&) { return says; },
                        [](const choice_content&) { return says; },
                        [](const form_content&) { return says; },
                        [](const order_content&) { return says; },
                        [](const call_permission_content&) { return reacts; },
                        [](const reaction_content&) { return reacts; },
                        // Seen by people, but the bot cannot know what it is: no guess at an answer.
                        [](const unsupported_content&) { return reacts; },
                        [](const system_content&) { return tells; },
                        [](const edit_content&) { return tells; },
                        [](const revoke_content&) { return tells; },
                        // Opened the chat without a word: greeted, but the window is the customer's first message.
                        [](const welcome_content&) {
                          return meaning{false, true};
                        },
                        [](const template_content&) { return tells; },
                        [](const note_content&) { return tells; },
                        [](const interactive_content&) { return tells; },
                    },
                    body);
}

/// The provider's last word on the customer's addresses holds: it routed the message here.
void update_peer(address& peer, const std::string& wa_id, const std::string& user_id) {
  if (!wa_id.empty()) peer.wa_id = wa_id;
  if (!user_id.empty()) peer.user_id = user_id;
}

void update_contact(conversation& c, const inbound_message& m) {
  update_peer(c.peer, m.from.wa_id, m.from.user_id);
  if (const auto* news = std::get_if<system_content>(&m.body)) update_peer(c.peer, news->wa_id, news->user_id);
  if (!m.profile_name.empty() && !c.named) c.contact_name = m.profile_name;
}

void open_window(conversation& c, timestamp sent_at, timestamp now) {
  // A provider's clock ahead of ours must not lengthen the window.
  const auto at = std::min(sent_at, now);
  if (!c.last_inbound_at || *c.last_inbound_at < at) c.last_inbound_at = at;
}

/// The customer was first: what was to be sent unless they wrote is not sent.
void drop_scheduled(turn& t) {
  const auto waiting = t.next().scheduled; // few; names are erased while we look
  for (const auto& [name, message] : waiting) {
    if (!message.unless_reply) continue;
    t.unschedule(name);
    t.trace({}, "unscheduled", name);
  }
}

void reopen(turn& t) {
  auto& status = t.next().status;
  if (status != conversation_status::resolved && status != conversation_status::snoozed) return;
  t.trace({}, "reopened", std::string{name_of(status)});
  status = conversation_status::open;
}

/// A whole message that is one of the organisation's words ends consent, or gives it again.
void heed_consent_words(turn& t, std::string_view text, flow_input& in) {
  const auto& r = t.rule();
  if (r.opt_out_words.empty() && r.opt_in_words.empty()) return;
  const auto word = expr::fold(text);
  const auto among = [&](const std::vector<std::string>& words) {
    return std::find(words.begin(), words.end(), word) != words.end();
  };
  const bool out = among(r.opt_out_words);
  if (!out && !among(r.opt_in_words)) return;
  auto& c = t.next();
  in.opted_in = !out && c.agreed != consent::opted_in;
  c.agreed = out ? consent::opted_out : consent::opted_in;
  c.agreed_by = "word";
  t.note(std::string{name_of(c.agreed)}, std::string{text});
  t.trace({}, "consent", std::string{name_of(c.agreed)} + " by a word");
}

} // namespace

void record_inbound(turn& t, const inbound_message& m, flow_input& in) {
  update_contact(t.next(), m);
  message line;
  line.at = m.sent_at;
  line.dir = direction::inbound;
  line.by = author::contact;
  line.body = m.body;
  line.provider_id = m.provider_id;
  line.reply_to = m.reply_to;
  t.say(std::move(line));

  if (!m.group_id.empty()) {
    // Our answer would reach the person alone, out of the group's sight.
    t.trace({}, "group", m.group_id);
    return;
  }
  const auto means = meaning_of(m.body);
  if (means.opens_window) open_window(t.next(), m.sent_at, t.now());
  if (!means.wants_answer) {
    t.trace({}, "recorded", std::string{type_name(m.body)});
    return;
  }
  reopen(t);
  // A provider's clock ahead of ours must not make the wait begin later than now.
  if (!t.next().waiting_since) t.next().waiting_since = std::min(m.sent_at, t.now());
  drop_scheduled(t);
  t.trace({}, "trigger", std::string{type_name(m.body)});
  in.spoken = true;
  in.newest = &m;
  const auto text = plain_text(m.body);
  if (text.empty()) return;
  heed_consent_words(t, text, in);
  if (!in.text.empty()) in.text += '\n';
  in.text += text;
}

} // namespace charla::flows
