#include "flows/definition/triggers.hpp"

#include "flows/cause.hpp"
#include "flows/expr/fold.hpp"
#include "flows/limits.hpp"
#include "flows/steps/fields.hpp"

#include <algorithm>

namespace charla::flows {

namespace {

using steps::field_kind;
using steps::field_rule;

constexpr std::array<std::string_view, 3> fits{"whole", "start", "part"};
constexpr std::array ids_rules{field_rule{"ids", field_kind::words, false, "what was tapped; absent: anything"}};
constexpr std::array keyword_rules{
    field_rule{"words", field_kind::words, true, "case and accents do not matter"},
    field_rule{"match", field_kind::one_of, false,
               "whole: the text is the word; start; part: it occurs in it. Absent: "
               "whole",
               fits},
};
constexpr std::array pattern_rules{field_rule{"pattern", field_kind::pattern, true, "RE2, without regard to case"}};
constexpr std::array referral_rules{
    field_rule{"sources", field_kind::words, false, "ids of ads or posts; absent: any"}};
constexpr std::array event_rules{field_rule{"events", field_kind::words, true, "names, as programs tell them"}};
constexpr std::array timeout_rules{
    field_rule{"flow", field_kind::flow, false, "whose run expired; absent: any other flow's"}};
constexpr std::array schedule_rules{
    field_rule{"after", field_kind::duration, true, "since the customer's last message: 3d"}};

constexpr std::array types{
    trigger_type{trigger_kind::button, "A button or a list row was tapped", ids_rules},
    trigger_type{trigger_kind::template_button, "A quick reply of a template was tapped", ids_rules},
    trigger_type{trigger_kind::keyword, "The customer writes a word", keyword_rules},
    trigger_type{trigger_kind::pattern, "The customer writes something of a form", pattern_rules},
    trigger_type{trigger_kind::referral, "The customer comes from an ad or a post", referral_rules},
    trigger_type{trigger_kind::opt_in, "The customer has agreed to be written to", {}},
    trigger_type{trigger_kind::event, "A program tells an event by the API", event_rules},
    trigger_type{trigger_kind::timeout, "A run of another flow has expired", timeout_rules},
    trigger_type{trigger_kind::resolved, "The conversation was resolved", {}},
    trigger_type{trigger_kind::schedule, "The customer has been silent for a while", schedule_rules},
    trigger_type{trigger_kind::first_contact, "The customer writes for the first time", {}},
    trigger_type{trigger_kind::any_message, "The customer writes anything", {}},
};

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (static_cast<unsigned char>(c) & 0x80U) != 0;
}

/// Does `word` stand in `text` with nothing of a word on either side?
bool stands_in(std::string_view word, std::string_view text) {
  for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const auto end = at + word.size();
    if ((at == 0 || !is_letter(text[at - 1])) && (end == text.size() || !is_letter(text[end]))) return true;
  }
  return false;
}

std::string_view trimmed(std::string_view s) {
  constexpr std::string_view around = " \t\r\n.,;:!?¡¿\"'";
  const auto first = s.find_first_not_of(around);
  return first == std::string_view::npos ? std::string_view{} : s.substr(first, s.find_last_not_of(around) - first + 1);
}

} // namespace

std::string_view name_of(trigger_kind k) {
  switch (k) {
  case trigger_kind::button: return "button";
  case trigger_kind::template_button: return "template_button";
  case trigger_kind::keyword: return "keyword";
  case trigger_kind::pattern: return "pattern";
  case trigger_kind::referral: return "referral";
  case trigger_kind::opt_in: return "opt_in";
  case trigger_kind::event: return "event";
  case trigger_kind::timeout: return "timeout";
  case trigger_kind::resolved: return "resolved";
  case trigger_kind::schedule: return "schedule";
  case trigger_kind::first_contact: return "first_contact";
  case trigger_kind::any_message: return "any_message";
  }
  return "?";
}

std::span<const trigger_type> all_triggers() { return types; }

trigger_test::trigger_test(const trigger& t, const trigger_type& type, steps::field_reader& f)
    : kind_(type.kind), priority_(t.priority), interrupts_(t.interrupts) {
  switch (kind_) {
  case trigger_kind::button:
  case trigger_kind::template_button: words_ = f.words("ids"); break;
  case trigger_kind::keyword: {
    for (const auto& word : f.words("words"))
      words_.push_back(expr::fold(word));
    const auto* const found = std::find(fits.begin(), fits.end(), f.word("match"));
    if (found != fits.end()) fit_ = static_cast<fit>(found - fits.begin());
    break;
  }
  case trigger_kind::pattern: pattern_ = f.pattern("pattern"); break;
  case trigger_kind::referral: words_ = f.words("sources"); break;
  case trigger_kind::event: words_ = f.words("events"); break;
  case trigger_kind::timeout: flow_ = f.raw("flow"); break;
  case trigger_kind::schedule: after_ = f.duration("after", limits::wait_max); break;
  case trigger_kind::opt_in:
  case trigger_kind::resolved:
  case trigger_kind::first_contact:
  case trigger_kind::any_message: break;
  }
}

bool trigger_test::lists(std::string_view id) const {
  return words_.empty() || std::find(words_.begin(), words_.end(), id) != words_.end();
}

bool trigger_test::has_word(std::string_view text) const {
  const auto folded = expr::fold(text);
  const auto said = trimmed(folded);
  return std::any_of(words_.begin(), words_.end(), [&](const std::string& word) {
    switch (fit_) {
    case fit::whole: return said == word;
    case fit::start: return said.starts_with(word) && (said.size() == word.size() || !is_letter(said[word.size()]));
    case fit::part: return stands_in(word, said);
    }
    return false;
  });
}

bool trigger_test::matches_message(const occasion& o) const {
  const auto* const tap = o.newest == nullptr ? nullptr : std::get_if<choice_content>(&o.newest->body);
  switch (kind_) {
  case trigger_kind::button:
    return tap != nullptr && tap->source != choice_content::origin::template_button && lists(tap->id);
  case trigger_kind::template_button:
    return tap != nullptr && tap->source == choice_content::origin::template_button && lists(tap->id);
  case trigger_kind::keyword: return has_word(o.text);
  case trigger_kind::pattern: return pattern_ && pattern_->matches(o.text);
  case trigger_kind::referral:
    return o.newest != nullptr && o.newest->came_from && lists(o.newest->came_from->source_id);
  case trigger_kind::first_contact: return o.first_contact;
  case trigger_kind::any_message: return true;
  default: return false;
  }
}

bool trigger_test::matches(const occasion& o) const {
  switch (o.what) {
  case occasion::kind::message: return matches_message(o);
  case occasion::kind::event: return kind_ == trigger_kind::event && lists(o.event);
  case occasion::kind::opt_in: return kind_ == trigger_kind::opt_in;
  case occasion::kind::resolved: return kind_ == trigger_kind::resolved;
  case occasion::kind::expired:
    return kind_ == trigger_kind::timeout
           && (!flow_.present() || flow_.plain() == std::to_string(o.expired.value())
               || flow_.plain() == o.expired_name);
  }
  return false;
}

} // namespace charla::flows
