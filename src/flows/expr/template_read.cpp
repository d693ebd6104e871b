#include "flows/expr/cursor.hpp"
#include "flows/expr/decimal.hpp"
#include "flows/expr/moment.hpp"
#include "flows/expr/text_template.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace charla::flows::expr {

namespace {

constexpr std::size_t name_length_max = 100;
constexpr std::size_t filters_max = 16;
constexpr std::size_t holes_max = 1000;

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_' || c == '.' || c == '-'
         || (static_cast<unsigned char>(c) & 0x80U) != 0;
}

std::string known_filters() {
  std::string out;
  for (const auto& f : filters())
    out += (out.empty() ? "" : ", ") + std::string{f.name};
  return out;
}

/// What is wrong with an argument that is written out; empty when nothing is.
std::string wrong_argument(argument_kind takes, const std::string& text) {
  if (takes == argument_kind::date_format) {
    const auto checked = check_date_format(text);
    return checked ? std::string{} : checked.error().what;
  }
  const auto number = decimal::read(text);
  if (takes == argument_kind::number && !number) return "write a number, such as 1.5, or a name";
  if (takes == argument_kind::whole_number && (!number || !number->whole())) return "write a whole number or a name";
  return {};
}

} // namespace

bool is_name(std::string_view s) {
  return !s.empty() && s.size() <= name_length_max && std::all_of(s.begin(), s.end(), is_name_character);
}

/// Reads a template from left to right, each byte once.
class template_reader {
public:
  explicit template_reader(std::string_view text) : whole_(text), at_{text} {}

  result<text_template> read() {
    if (whole_.size() > template_length_max) return wrong("a template has at most 64 KiB; make it shorter");
    while (!at_.done()) {
      const auto open = std::min(at_.rest.find("{{"), at_.rest.size());
      literal(at_.rest.substr(0, open));
      at_.rest.remove_prefix(open);
      if (at_.done()) break;
      if (auto hole = read_hole(); !hole) return tl::make_unexpected(std::move(hole.error()));
    }
    return std::move(out_);
  }

private:
  [[nodiscard]] tl::unexpected<error> wrong(std::string what) const {
    return fail("flow.bad_template", std::move(what), fmt::format("offset {}", whole_.size() - at_.rest.size()));
  }

  void literal(std::string_view text) {
    if (text.empty()) return;
    auto& parts = out_.parts_;
    if (parts.empty() || parts.back().head.named || !parts.back().filters.empty()) parts.emplace_back();
    parts.back().head.text += text;
  }

  void remember(const text_template::operand& o) {
    auto& names = out_.names_;
    if (!o.named || o.text == "now") return;
    const auto place = std::lower_bound(names.begin(), names.end(), o.text);
    if (place == names.end() || *place != o.text) names.insert(place, o.text);
  }

  result<void> read_hole() {
    if (++holes_ > holes_max) return wrong("at most 1000 names in a template; make it shorter");
    at_.take("{{");
    at_.blanks();
    auto head = read_operand(false);
    if (!head) return wrong("write a name between the braces, or {{'{{'}} for braces themselves");
    text_template::part p{*std::move(head), {}, false};
    remember(p.head);
    while (true) {
      at_.blanks();
      if (at_.take("}}")) break;
      if (at_.done()) return wrong("close the braces with }}, or write {{'{{'}} for braces themselves");
      if (!at_.take('|')) return wrong("write | before a filter, or }} to close the braces");
      if (p.filters.size() == filters_max) return wrong("at most 16 filters; leave some out");
      auto call = read_filter();
      if (!call) return tl::make_unexpected(std::move(call.error()));
      p.has_default = p.has_default || call->what->name == "default";
      p.filters.push_back(*std::move(call));
    }
    if (!p.head.named && p.filters.empty()) {
      literal(p.head.text);
    } else {
      out_.parts_.push_back(std::move(p));
    }
    return {};
  }

  std::string_view take_word() {
    std::size_t n = 0;
    while (n < at_.rest.size() && is_name_character(at_.rest[n]))
      ++n;
    const auto out = at_.rest.substr(0, n);
    at_.rest.remove_prefix(n);
    return out;
  }

  /// A text in quotes, a number (where one may be) or a name.
  std::optional<text_template::operand> read_operand(bool numbers) {
    if (!at_.done() && (at_.rest.front() == '"' || at_.rest.front() == '\'')) return read_quoted();
    const auto before = at_;
    const auto word = take_word();
    if (numbers && decimal::read(word)) return text_template::operand{std::string{word}, false};
    if (is_name(word)) return text_template::operand{std::string{word}, true};
    at_ = before;
    return std::nullopt;
  }

  std::optional<text_template::operand> read_quoted() {
    const auto before = at_;
    const char quote = at_.rest.front();
    at_.take(quote);
    text_template::operand out;
    while (!at_.done()) {
      if (at_.take(quote)) return out;
      if (at_.take('\\') && !at_.done()) {
        out.text += at_.rest.front() == 'n' ? '\n' : at_.rest.front();
      } else if (!at_.done()) {
        out.text += at_.rest.front();
      }
      if (!at_.done()) at_.rest.remove_prefix(1);
    }
    at_ = before;
    return std::nullopt;
  }

  result<text_template::filter_call> read_filter() {
    at_.blanks();
    const auto before = at_;
    const auto name = take_word();
    text_template::filter_call call{find_filter(name), {}};
    if (call.what == nullptr) {
      at_ = before;
      return wrong(fmt::format("there is no filter of that name; there are {}", known_filters()));
    }
    at_.blanks();
    if (at_.take(':')) {
      if (auto read = read_arguments(call); !read) return tl::make_unexpected(std::move(read.error()));
    }
    const auto count = call.arguments.size();
    if (count >= call.what->arguments_min && count <= call.what->arguments_max) return call;
    at_ = before;
    return wrong(fmt::format("write it as `{}`", call.what->example));
  }

  result<void> read_arguments(text_template::filter_call& call) {
    do {
      at_.blanks();
      const auto before = at_;
      auto argument = read_operand(true);
      if (!argument)
        return wrong("write a text in quotes, a number or a name, as in `" + std::string{call.what->example} + "`");
      if (auto what = argument->named ? std::string{} : wrong_argument(call.what->takes, argument->text);
          !what.empty()) {
        at_ = before;
        return wrong(std::move(what));
      }
      remember(*argument);
      call.arguments.push_back(*std::move(argument));
      at_.blanks();
    } while (at_.take(','));
    return {};
  }

  std::string_view whole_;
  cursor at_;
  text_template out_;
  std::size_t holes_ = 0;
};

result<text_template> text_template::parse(std::string_view text) { return template_reader{text}.read(); }

} // namespace charla::flows::expr
