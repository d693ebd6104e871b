#include "flows/steps/ask.hpp"

#include "flows/expr/plain_number.hpp"

/// `ask`: puts a question, waits for an answer of its `kind`, checks it and keeps it in one form in `variable`. An
/// answer that does not fit is answered with `invalid` and the question waits on, `retries` times; then it leaves by
/// `invalid`, or by `next` without an answer when that exit is not connected. A choice leaves by the option's own exit
/// where that is connected. After `timeout` it leaves by `timeout`, or by `next`.
namespace charla::flows::steps {

namespace {

constexpr std::array<std::string_view, 10> kinds{"text",  "number", "date",   "time",  "email",
                                                 "phone", "choice", "yes_no", "media", "location"};
constexpr std::int64_t retries_default = 2;
constexpr std::array rules{
    field_rule{"text", field_kind::text, true, "the question"},
    field_rule{"kind", field_kind::one_of, false, "what the answer must be; absent: text", kinds},
    field_rule{"variable", field_kind::name, false, "keeps the answer; absent: the step's id"},
    field_rule{"options", field_kind::items, false, "of a choice", {}, option_rules},
    field_rule{"show", field_kind::one_of, false, "how options are shown; absent: auto, buttons or a list if they fit",
               manner_names},
    field_rule{"label", field_kind::text, false, "what stands on the list's button", {}, {}, button_title_max},
    field_rule{"invalid", field_kind::text, false, "said when the answer does not fit; absent: the question again"},
    field_rule{"retries", field_kind::whole, false, "how often it is asked again, 0 to 10; absent: 2"},
    field_rule{"timeout", field_kind::duration, false, "how long it waits; absent: as long as the flow allows"},
    field_rule{"pattern", field_kind::pattern, false, "of a text: RE2, all of it"},
    field_rule{"min", field_kind::word, false, "of a number, a date (today) or a time; of a text: characters"},
    field_rule{"max", field_kind::word, false, "likewise"},
    field_rule{"country", field_kind::word, false, "calling code of phones written without one: 54"},
};
constexpr std::array<std::string_view, 3> exits{"next", "invalid", "timeout"};

std::vector<std::string> own_exits(const node& n) {
  std::vector<std::string> out;
  const auto found = n.fields.find("options");
  if (found == n.fields.end() || found->second.items() == nullptr) return out;
  for (const auto& one : *found->second.items())
    out.push_back(one["id"].plain());
  return out;
}

bool takes_exit(const node& n, std::string_view name) {
  const auto kind = n.fields.find("kind");
  if (kind != n.fields.end() && kind->second.plain() == "yes_no") return name == "yes" || name == "no";
  return has_own_exit<own_exits>(n, name);
}

expr::answer_rules read_rules(field_reader& f, std::string_view kind) {
  expr::answer_rules out;
  out.pattern = f.word("pattern");
  out.country_code = f.word("country");
  if (kind != "text") {
    out.min = f.word("min");
    out.max = f.word("max");
    return out;
  }
  if (const auto n = f.whole("min", 0, limits::text_length_max)) out.min_length = static_cast<std::size_t>(*n);
  if (const auto n = f.whole("max", 1, limits::text_length_max)) out.max_length = static_cast<std::size_t>(*n);
  return out;
}

class ask final : public step {
public:
  explicit ask(field_reader& f)
      : kind_(f.has("kind") ? f.word("kind") : "text"), question_(f, kind_), variable_(f.word("variable")),
        invalid_(f.text("invalid")),
        retries_(static_cast<std::int32_t>(f.whole("retries", 0, 10).value_or(retries_default))),
        timeout_(f.duration("timeout", limits::wait_max)), rules_(read_rules(f, kind_)) {
    if (kind_ == "choice" && !f.has("options"))
      f.wrong("options", "flow.missing_field", "a choice needs something to choose from");
    const auto kind = expr::answer_kind_named(kind_);
    if (!kind || kind_ == "choice") return; // a choice's titles are known when it is asked
    auto reader = expr::answer_reader::parse(*kind, rules_);
    if (reader)
      reader_ = *std::move(reader);
    else
      f.wrong(reader.error().where.empty() ? "kind" : reader.error().where, reader.error().code, reader.error().what);
  }

  result<outcome> enter(context& c) const override {
    if (auto put = question_.put(c); !put) return failed(put);
    c.run().wait.attempts = 0;
    if (timeout_)
      c.arm(wait_state::kind::reply, *timeout_);
    else
      c.await_reply();
    return suspend{};
  }

  result<outcome> resume(context& c, const resumption& why) const override {
    if (std::holds_alternative<timed_out>(why)) {
      c.trace("timeout");
      return leave{c.connected("timeout") ? "timeout" : "next"};
    }
    const auto* const said = std::get_if<replied>(&why);
    if (said == nullptr) return suspend{};
    if (auto heard = c.hear(said->text); !heard) return failed(heard);
    auto answer = read(c, *said);
    return answer ? accept(c, *std::move(answer)) : refuse(c, answer.error());
  }

private:
  [[nodiscard]] result<std::string> read(context& c, const replied& said) const {
    const auto* const body = said.newest == nullptr ? nullptr : &said.newest->body;
    if (kind_ == "media") return read_media(c, body);
    if (kind_ == "location") return read_place(body);
    if (reader_ && kind_ != "yes_no") return reader_->read(said.text, c);
    auto asked = rules_;
    asked.options = question_.options(c);
    if (const auto* const tap = body == nullptr ? nullptr : std::get_if<choice_content>(body))
      for (const auto& o : asked.options)
        if (o.id == tap->id) return o.id;
    return kind_ == "yes_no" ? reader_->read(said.text, c)
                             : expr::parse_answer(expr::answer_kind::choice, said.text, asked, c);
  }

  [[nodiscard]] result<std::string> read_media(context& c, const content* body) const {
    const auto* const file = body == nullptr ? nullptr : std::get_if<media_content>(body);
    if (file == nullptr) return fail("answer.not_media", "a photo, a sound, a video or a document is asked for");
    if (auto kept = c.remember(name(c) + "_type", file->mime_type); !kept) return tl::make_unexpected(kept.error());
    if (auto kept = c.remember(name(c) + "_caption", file->caption); !kept) return tl::make_unexpected(kept.error());
    return file->media_id.empty() ? file->url : file->media_id;
  }

  static result<std::string> read_place(const content* body) {
    const auto* const place = body == nullptr ? nullptr : std::get_if<location_content>(body);
    if (place == nullptr) return fail("answer.not_a_place", "a location is asked for");
    return number_text(place->latitude) + ',' + number_text(place->longitude);
  }

  [[nodiscard]] std::string name(const context& c) const { return variable_.empty() ? c.at().id : variable_; }

  [[nodiscard]] result<outcome> accept(context& c, std::string answer) const {
    c.trace("answered", name(c));
    if (auto kept = c.remember(name(c), answer); !kept) return failed(kept);
    const bool own = (kind_ == "choice" || kind_ == "yes_no") && c.connected(answer);
    return leave{own ? std::move(answer) : "next"};
  }

  [[nodiscard]] result<outcome> refuse(context& c, const error& why) const {
    auto& wait = c.run().wait;
    c.trace("invalid", why.code);
    if (++wait.attempts > retries_) return leave{c.connected("invalid") ? "invalid" : "next"};
    const auto said = invalid_.empty() ? question_.put(c) : c.send_text(c.fill(invalid_));
    if (!said) return tl::make_unexpected(said.error());
    return suspend{};
  }

  std::string kind_;
  question question_;
  std::string variable_;
  localized invalid_;
  std::int32_t retries_;
  std::optional<milliseconds> timeout_;
  expr::answer_rules rules_;
  std::optional<expr::answer_reader> reader_;
};

} // namespace

step_type ask_step() {
  return {.name = "ask",
          .about = "Asks a question and checks the answer",
          .fields = rules,
          .exits = exits,
          .takes_exit = takes_exit,
          .own_exits = own_exits,
          .suspends = true,
          .speaks = true,
          .compile = [](field_reader& f) -> std::unique_ptr<const step> { return std::make_unique<ask>(f); }};
}

} // namespace charla::flows::steps
