#include "flows/check/mermaid.hpp"

#include "flows/check/lint_rules.hpp"
#include "flows/expr/split.hpp"

namespace charla::flows::check {

namespace {

/// Within the quotes of a label: what Mermaid or HTML would read as more than text is written as an entity.
std::string label(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
    case '"': out += "#quot;"; break;
    case '<': out += "#lt;"; break;
    case '>': out += "#gt;"; break;
    case '#': out += "#35;"; break;
    case '&': out += "#amp;"; break;
    case '`': out += "#96;"; break;
    case '\n':
    case '\r':
    case '\t': out += ' '; break;
    default: out += c;
    }
  }
  return out;
}

/// What the step is about, in a few words.
std::string gist(const flow& f, const node& n) {
  constexpr std::size_t characters_max = 40;
  for (const auto* name : {"text", "caption", "name", "key", "url", "event"}) {
    const auto& written = field_of(n, name);
    auto text = written.members() == nullptr ? written.plain() : written[f.language].plain();
    if (text.empty()) continue;
    const auto cut = expr::first_characters(text, characters_max);
    return cut == text ? cut : cut + "…";
  }
  return {};
}

class drawing {
public:
  explicit drawing(const flow& f) : flow_(f) {
    for (const auto& entry : f.nodes)
      names_.emplace(entry.first, "n" + std::to_string(names_.size()));
  }

  std::string draw() {
    out_ = "flowchart TD\n";
    for (const auto& [id, n] : flow_.nodes) {
      const auto words = gist(flow_, n);
      out_ += "  " + names_[id] + "[\"" + label(id) + "<br/>" + label(n.type)
              + (words.empty() ? "" : ": " + label(words)) + "\"]\n";
    }
    if (names_.contains(flow_.start)) out_ += "  begin((\" \")) --> " + names_[flow_.start] + '\n';
    for (const auto& entry : flow_.nodes)
      connect(entry.second);
    return std::move(out_);
  }

private:
  void connect(const node& n) {
    for (const auto& [exit, to] : n.exits)
      if (const auto found = names_.find(to); found != names_.end())
        out_ += "  " + names_[n.id] + " -->|\"" + label(exit) + "\"| " + found->second + '\n';
    if (leads_to_flow(n)) {
      const auto frame = "f" + std::to_string(frames_++);
      out_ += "  " + frame + "[[\"" + label(field_of(n, "flow").plain()) + "\"]]\n  " + names_[n.id] + " -.-> " + frame
              + '\n';
    } else if (n.type == "jump") {
      const auto& to = field_of(n, "to");
      const auto found = names_.find(to.present() ? to.plain() : flow_.start);
      if (found != names_.end()) out_ += "  " + names_[n.id] + " -.-> " + found->second + '\n';
    }
  }

  const flow& flow_;
  std::map<std::string, std::string> names_; ///< id → what Mermaid calls it: ids are free text
  std::size_t frames_ = 0;
  std::string out_;
};

} // namespace

std::string mermaid_of(const flow& f) { return drawing{f}.draw(); }

} // namespace charla::flows::check
