#include "flows/expr/text_template.hpp"

#include "flows/expr/moment.hpp"
#include "flows/expr/split.hpp"

#include <algorithm>

namespace charla::flows::expr {

namespace {

/// Bytes that the filters of one text may read and write: some milliseconds.
constexpr std::size_t work_max = 4 * 1024 * 1024;

} // namespace

bool text_template::constant() const {
  return std::all_of(parts_.begin(), parts_.end(), [](const part& p) { return !p.head.named && p.filters.empty(); });
}

std::string_view text_template::constant_text() const {
  // The reader joins texts that follow each other, so there is at most one.
  return constant() && !parts_.empty() ? std::string_view{parts_.front().head.text} : std::string_view{};
}

std::string text_template::value_of(const operand& of, bool may_lack, const scope& names, std::vector<note>& notes) {
  if (!of.named) return of.text;
  if (of.text == "now") return iso_text({names.now(), false}, names.local());
  if (auto found = names.find(of.text)) return *std::move(found);
  if (!may_lack) add_note(notes, "unknown_name", of.text);
  return {};
}

std::string
text_template::evaluate(const part& p, const scope& names, std::vector<note>& notes, std::size_t& work_left) {
  auto out = value_of(p.head, p.has_default, names, notes);
  for (const auto& call : p.filters) {
    std::vector<std::string> arguments;
    arguments.reserve(call.arguments.size());
    for (const auto& a : call.arguments)
      arguments.push_back(value_of(a, false, names, notes));
    const auto before = out.size() + 1;
    out = call.what->run(out, {arguments, names, notes});
    if (out.size() > filtered_max) {
      out.resize(clip(out, filtered_max).size());
      add_note(notes, "too_long", call.what->name);
    }
    const auto work = before + out.size();
    if (work >= work_left) {
      work_left = 0;
      add_note(notes, "too_much_work", call.what->name);
      return {};
    }
    work_left -= work;
  }
  return out;
}

std::string text_template::render(const scope& names, std::vector<note>& notes) const {
  std::string out;
  auto work_left = work_max;
  for (const auto& p : parts_) {
    if (!p.head.named && p.filters.empty()) {
      out += p.head.text;
    } else {
      out += evaluate(p, names, notes, work_left);
    }
    if (out.size() > template_length_max) {
      out.resize(clip(out, template_length_max).size());
      add_note(notes, "too_long", p.head.named ? p.head.text : std::string_view{});
      break;
    }
    if (work_left == 0) break;
  }
  return out;
}

} // namespace charla::flows::expr
