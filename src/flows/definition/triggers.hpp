#pragma once

#include "flows/definition/flow.hpp"
#include "flows/expr/pattern.hpp"
#include "flows/steps/field_rule.hpp"
#include "flows/time.hpp"

#include <array>

namespace charla::flows {

struct inbound_message;
namespace steps {
class field_reader;
}

/// Kinds of triggers, the most particular first.
enum class trigger_kind : std::uint8_t {
  button,          ///< a reply button or a list row: `ids`
  template_button, ///< a quick reply of a template: `ids` (its payload)
  keyword,         ///< the text is, begins with or holds one of `words`
  pattern,         ///< `pattern` occurs in the text
  referral,        ///< came from an ad or post: `sources` (ids; absent: any)
  opt_in,          ///< has just agreed to be written to
  event,           ///< a program told an event by the API: `events`
  timeout,         ///< a run of `flow` has expired
  resolved,        ///< the conversation was resolved
  schedule,        ///< `after` the customer's last message, when nothing runs
  first_contact,   ///< the customer has never written before
  any_message,
};
[[nodiscard]] std::string_view name_of(trigger_kind k);

/// What has happened that may begin a flow.
struct occasion {
  enum class kind : std::uint8_t { message, event, opt_in, expired, resolved };
  kind what = kind::message;
  std::string_view text;                   ///< of the burst
  const inbound_message* newest = nullptr; ///< absent: words that were kept while a flow was busy
  bool first_contact = false;
  std::string_view event;
  flow_id expired;
  std::string_view expired_name;
};

struct trigger_type {
  trigger_kind kind;
  std::string_view about;
  std::span<const steps::field_rule> fields;
};
[[nodiscard]] std::span<const trigger_type> all_triggers();

/// A trigger with its words and patterns parsed.
class trigger_test {
public:
  /// What is wrong with `t` is told to `f`.
  trigger_test(const trigger& t, const trigger_type& type, steps::field_reader& f);

  [[nodiscard]] bool matches(const occasion& o) const;
  [[nodiscard]] trigger_kind what() const noexcept { return kind_; }
  [[nodiscard]] int priority() const noexcept { return priority_; }
  [[nodiscard]] bool interrupts() const noexcept { return interrupts_; }
  /// Of `schedule` alone.
  [[nodiscard]] std::optional<milliseconds> after() const noexcept { return after_; }

private:
  enum class fit : std::uint8_t { whole, start, part };
  [[nodiscard]] bool matches_message(const occasion& o) const;
  [[nodiscard]] bool has_word(std::string_view text) const;
  [[nodiscard]] bool lists(std::string_view id) const;

  trigger_kind kind_;
  int priority_;
  bool interrupts_;
  fit fit_ = fit::whole;
  std::vector<std::string> words_; ///< keywords folded; else ids, events, sources as they are
  std::optional<expr::compiled_pattern> pattern_;
  std::optional<milliseconds> after_;
  value flow_;
};

} // namespace charla::flows
