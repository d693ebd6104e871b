#include "flows/expr/condition.hpp"

#include "flows/expr/cursor.hpp"
#include "flows/expr/decimal.hpp"
#include "flows/expr/moment.hpp"
#include "flows/expr/text_template.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>

namespace charla::flows::expr {

namespace {

constexpr std::size_t depth_max = 8;
constexpr std::size_t tests_max = 100;
constexpr std::size_t list_max = 200;
constexpr std::array<std::string_view, 3> groups{"all", "any", "none"};

std::string under(const std::string& path, std::string_view member) {
  return path.empty() ? std::string{member} : fmt::format("{}.{}", path, member);
}

tl::unexpected<error> wrong(std::string what, std::string where) {
  return fail("flow.bad_condition", std::move(what), std::move(where));
}

std::string known_tests() {
  std::string out;
  for (const auto& t : condition_tests())
    out += (out.empty() ? "" : ", ") + std::string{t.name};
  return out;
}

/// The texts of a `with` that is written as one text.
std::vector<std::string> parts_of(with_kind kind, const std::string& text) {
  if (kind == with_kind::texts) return comma_list(text);
  if (kind == with_kind::range) return range_ends(text).value_or(std::vector<std::string>{text});
  return {text};
}

/// What is wrong with a `with` that does not depend on any name; empty when nothing is.
std::string_view wrong_constant(with_kind kind, const std::string& text) {
  const auto parts = parts_of(kind, text);
  const bool numbers =
      std::all_of(parts.begin(), parts.end(), [](const std::string& p) { return decimal::read(p).has_value(); });
  if (kind == with_kind::number && !numbers) return "write a number, such as 1.5, or a name";
  if (kind == with_kind::range && (!numbers || parts.size() != 2))
    return "write the least and the most, such as 10..20";
  if (kind == with_kind::date && !read_moment(text, timestamp{}, zone{}))
    return "write a date, such as 2026-12-31 or 2026-12-31T15:30, or now";
  return {};
}

} // namespace

struct condition::node {
  enum class kind : std::uint8_t { all, any, none, test };

  kind is = kind::all;
  std::vector<node> children;

  const condition_test* test = nullptr; ///< of the table
  text_template tested;
  std::vector<text_template> with;
  bool one_text = true; ///< `with` was written as one text rather than a list
  std::optional<compiled_pattern> pattern;

  [[nodiscard]] bool holds(const facts& about, std::vector<note>& notes) const {
    const auto child_holds = [&](const node& child) { return child.holds(about, notes); };
    switch (is) {
    case kind::all: return std::all_of(children.begin(), children.end(), child_holds);
    case kind::any: return std::any_of(children.begin(), children.end(), child_holds);
    case kind::none: return std::none_of(children.begin(), children.end(), child_holds);
    case kind::test: break;
    }
    return test_holds(about, notes);
  }

  [[nodiscard]] bool test_holds(const facts& about, std::vector<note>& notes) const {
    // Where the question is whether there is anything, an unknown name is an answer and nothing to note.
    std::vector<note> passed_over;
    const bool may_lack = test->needs_value && !test->needs_with();
    const auto text = tested.render(about, may_lack ? passed_over : notes);
    std::vector<std::string> texts;
    for (const auto& w : with)
      texts.push_back(w.render(about, notes));
    if (one_text && !texts.empty()) texts = parts_of(test->with, texts.front());
    return test->holds({text, texts, pattern ? &*pattern : nullptr, about, notes});
  }
};

/// Reads a condition from the outside to the inside; `path` says where it is.
class condition_reader {
public:
  using node = condition::node;

  result<node> read(const value& written, const std::string& path, std::size_t depth) {
    if (written.members() == nullptr)
      return wrong(fmt::format("write {{\"value\", \"test\", \"with\"}} or a group of such ones; this is a {}",
                               name_of(written.what())),
                   path);
    for (const auto group : groups)
      if (written[group].present()) return read_group(written, group, path, depth);
    return read_test(written, path);
  }

  condition finish(node root) {
    condition out;
    out.root_ = std::make_shared<const node>(std::move(root));
    out.names_.assign(names_.begin(), names_.end());
    return out;
  }

private:
  result<node> read_group(const value& written, std::string_view group, const std::string& path, std::size_t depth) {
    for (const auto& member : *written.members())
      if (member.first != group && member.second.present())
        return wrong("a group has one member: all, any or none", under(path, member.first));
    const auto where = under(path, group);
    const auto* const items = written[group].items();
    if (items == nullptr || items->empty()) return wrong("write a list of one test at least", where);
    if (depth == depth_max) return wrong("at most 8 groups within each other; make it flatter", where);
    node out;
    out.is = static_cast<node::kind>(std::find(groups.begin(), groups.end(), group) - groups.begin());
    for (std::size_t i = 0; i < items->size(); ++i) {
      auto child = read((*items)[i], fmt::format("{}[{}]", where, i), depth + 1);
      if (!child) return child;
      out.children.push_back(*std::move(child));
    }
    return out;
  }

  result<node> read_test(const value& written, const std::string& path) {
    if (++tests_ > tests_max) return wrong("at most 100 tests in a condition", path);
    for (const auto& member : *written.members())
      if (member.first != "value" && member.first != "test" && member.first != "with" && member.second.present())
        return wrong("there is no such member; a test has value, test and with", under(path, member.first));
    node out;
    out.is = node::kind::test;
    const auto* const name = written["test"].text();
    out.test = name == nullptr ? nullptr : find_condition_test(*name);
    if (out.test == nullptr) return wrong("write one of " + known_tests(), under(path, "test"));
    if (auto read = read_value(written["value"], under(path, "value"), out); !read)
      return tl::make_unexpected(std::move(read.error()));
    if (auto read = read_with(written["with"], under(path, "with"), out); !read)
      return tl::make_unexpected(std::move(read.error()));
    return out;
  }

  result<void> read_value(const value& written, const std::string& path, node& out) {
    if (!out.test->needs_value) {
      if (written.present()) return wrong(fmt::format("{} has no value; leave it out", out.test->name), path);
      return {};
    }
    auto read = read_template(written, path);
    if (!read) return tl::make_unexpected(std::move(read.error()));
    out.tested = *std::move(read);
    return {};
  }

  result<void> read_with(const value& written, const std::string& path, node& out) {
    const auto kind = out.test->with;
    if (kind == with_kind::none) {
      if (written.present()) return wrong(fmt::format("{} needs nothing beside; leave it out", out.test->name), path);
      return {};
    }
    const auto* const items = written.items();
    if (items == nullptr) {
      auto read = read_template(written, path);
      if (!read) return tl::make_unexpected(std::move(read.error()));
      out.with.push_back(*std::move(read));
      return check_with(path, out);
    }
    const bool may_be_list = kind == with_kind::texts || (kind == with_kind::range && items->size() == 2);
    if (!may_be_list || items->empty() || items->size() > list_max)
      return wrong(fmt::format("{} does not take such a list", out.test->name), path);
    out.one_text = false;
    for (std::size_t i = 0; i < items->size(); ++i) {
      const auto where = fmt::format("{}[{}]", path, i);
      auto read = read_template((*items)[i], where);
      if (!read) return tl::make_unexpected(std::move(read.error()));
      if (kind == with_kind::range && read->constant() && !decimal::read(read->constant_text()))
        return wrong("write a number, such as 1.5, or a name", where);
      out.with.push_back(*std::move(read));
    }
    return {};
  }

  /// What can be known of a `with` of one text before any name is.
  result<void> check_with(const std::string& path, node& out) {
    const auto& written = out.with.front();
    if (out.test->with == with_kind::pattern) {
      if (!written.constant()) return wrong("a pattern has no names in it; write it out", path);
      auto compiled = compiled_pattern::parse(written.constant_text());
      if (!compiled) return fail(compiled.error().code, compiled.error().what, path);
      out.pattern = *std::move(compiled);
      return {};
    }
    if (!written.constant()) return {};
    if (const auto what = wrong_constant(out.test->with, std::string{written.constant_text()}); !what.empty())
      return wrong(std::string{what}, path);
    return {};
  }

  result<text_template> read_template(const value& written, const std::string& path) {
    const auto kind = written.what();
    if (kind != value::kind::text && kind != value::kind::number && kind != value::kind::boolean)
      return wrong(fmt::format("write a text; this is a {}", name_of(kind)), path);
    auto read = text_template::parse(written.plain());
    if (!read) return fail(read.error().code, fmt::format("{} ({})", read.error().what, read.error().where), path);
    names_.insert(read->names().begin(), read->names().end());
    return read;
  }

  std::set<std::string> names_;
  std::size_t tests_ = 0;
};

result<condition> condition::parse(const value& written) {
  condition_reader reader;
  auto root = reader.read(written, {}, 0);
  if (!root) return tl::make_unexpected(std::move(root.error()));
  return reader.finish(*std::move(root));
}

bool condition::holds(const facts& about, std::vector<note>& notes) const {
  return root_ == nullptr || root_->holds(about, notes);
}

} // namespace charla::flows::expr
