#include "flows/definition/import_step.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace charla::flows {

namespace {

using names = std::initializer_list<std::string_view>;

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    constexpr std::string_view digits = "0123456789abcdef";
    constexpr unsigned char first_printable = 0x20;
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < first_printable) {
      out += "\\u00";
      out += digits[byte >> 4U];
      out += digits[byte & 15U];
    } else {
      out += c;
    }
  }
  return out + '"';
}

/// A value as JSON: the provider's own structures are passed on as they are.
std::string json_of(const value& v) { // NOLINT(misc-no-recursion): as deep as the reader of JSON allows
  std::string out;
  if (const auto* const items = v.items()) {
    for (const auto& one : *items)
      out += (out.empty() ? "" : ",") + json_of(one);
    return '[' + out + ']';
  }
  if (const auto* const members = v.members()) {
    for (const auto& [name, one] : *members)
      out += (out.empty() ? "" : ",") + quoted(name) + ':' + json_of(one);
    return '{' + out + '}';
  }
  if (!v.present()) return "null";
  return v.what() == value::kind::text ? quoted(v.plain()) : v.plain();
}

value scalar(const value& v) {
  const bool deep = v.items() != nullptr || v.members() != nullptr;
  return deep ? value{json_of(v)} : value{v.plain()};
}

class reader {
public:
  reader(const value::object& written, std::string where) : written_(written), where_(std::move(where)) {}

  result<import_step> read() {
    using make = void (reader::*)();
    constexpr std::array<std::pair<std::string_view, make>, 9> makers{{
        {"intent", &reader::intent},
        {"send_text", &reader::send_text},
        {"send_template", &reader::send_template},
        {"send_media", &reader::send_media},
        {"webhook", &reader::webhook},
        {"set_attribute", &reader::set_attribute},
        {"wait", &reader::wait},
        {"delay", &reader::wait},
        {"wait_for_reply", &reader::wait_for_reply},
    }};
    const auto name = type();
    const auto found = std::find_if(makers.begin(), makers.end(), [&](const auto& m) { return m.first == name; });
    if (found == makers.end()) {
      std::string known;
      for (const auto& m : makers)
        known += (known.empty() ? "" : ", ") + std::string{m.first};
      return fail("import.unknown_step", "no step `" + name + "`; there are: " + known, where_ + ".type");
    }
    out_.made.type = name == "delay" ? "wait" : name;
    out_.made.comment = any({"comment"}).plain();
    out_.goes_on_by = {"next"};
    (this->*found->second)();
    refuse_others();
    if (problem_) return tl::make_unexpected(*std::move(problem_));
    return std::move(out_);
  }

private:
  /// `{"type": "action", "action": "send_text"}` is a `send_text`.
  [[nodiscard]] std::string type() {
    const auto type = any({"type"}).plain();
    const auto action = any({"action"}).plain();
    return type.empty() || type == "action" ? action : type;
  }

  /// The first member of these names that is there.
  const value& any(names of) {
    static const value nothing;
    const value* out = &nothing;
    for (const auto name : of) {
      read_.emplace(name);
      const auto found = written_.find(name);
      if (found != written_.end() && !out->present()) out = &found->second;
    }
    return *out;
  }

  void wrong(std::string code, std::string what, std::string_view member) {
    if (!problem_) problem_ = error{std::move(code), std::move(what), where_ + '.' + std::string{member}};
  }

  void copy(std::string field, names of) {
    if (const auto& found = any(of); found.present()) out_.made.fields.emplace(std::move(field), scalar(found));
  }
  void require(std::string field, names of) {
    if (!any(of).present()) wrong("import.missing_member", "fill in `" + std::string{*of.begin()} + '`', *of.begin());
    copy(std::move(field), of);
  }

  /// Members that nothing has asked for: passed over in silence they would be a step that does less than it says.
  void refuse_others() {
    any({"id"});
    for (const auto& entry : written_)
      if (!read_.contains(entry.first))
        wrong("import.unknown_member", "the step `" + out_.made.type + "` has no such member; remove it", entry.first);
  }

  void intent() {
    out_.goes_on_by = {"default"};
    const auto* const map = any({"map"}).members();
    if (map == nullptr) return wrong("import.missing_member", "write words and the path they lead to", "map");
    std::map<std::string, std::string> words;
    for (const auto& [word, to] : *map) {
      const auto where = where_ + ".map." + word;
      const auto path = to.plain();
      if (path.empty()) return wrong("import.bad_step", "write the name of a path", "map." + word);
      if (word == "default" || word == "*") {
        out_.goes_to.insert_or_assign("default", import_step::target{path, where});
        continue;
      }
      // `default` is the name of the exit for no intent.
      const auto name = path == "default" ? std::string{"default_path"} : path;
      auto& all = words[name];
      all += (all.empty() ? "" : ", ") + word;
      out_.goes_to.emplace(name, import_step::target{path, where});
    }
    value::object fields;
    for (const auto& [name, all] : words)
      fields.emplace(name, all);
    out_.made.fields.emplace("map", std::move(fields));
  }

  void send_text() { require("text", {"text", "body", "message"}); }

  void send_template() {
    require("name", {"template", "name"});
    require("language", {"language"});
    copy("components", {"components"});
  }

  void send_media() {
    require("kind", {"media_type", "kind"});
    require("url", {"url", "link"});
    copy("caption", {"caption"});
    copy("filename", {"filename"});
  }

  void webhook() {
    copy("event", {"event"});
    value::object data;
    if (const auto* const given = any({"data"}).members())
      for (const auto& [name, one] : *given)
        data.insert_or_assign(name, scalar(one));
    any({"id"});
    for (const auto& [name, one] : written_)
      if (read_.insert(name).second) data.insert_or_assign(name, scalar(one));
    if (!data.empty()) out_.made.fields.emplace("data", std::move(data));
  }

  void set_attribute() {
    require("key", {"key"});
    copy("value", {"value"});
  }

  void wait() {
    const auto& ms = any({"ms"});
    if (!any({"seconds", "sec"}).present() && ms.present()) {
      out_.made.fields.emplace("seconds", ms.plain() + "ms");
      return;
    }
    require("seconds", {"seconds", "sec"});
  }

  void wait_for_reply() {
    out_.goes_on_by = {"reply"};
    copy("pattern", {"pattern"});
    copy("seconds", {"seconds", "timeout_seconds"});
    if (const auto& path = any({"timeout_path"}); path.present())
      out_.goes_to.emplace("timeout", import_step::target{path.plain(), where_ + ".timeout_path"});
    else if (out_.made.fields.contains("seconds"))
      out_.goes_on_by.emplace_back("timeout"); // R171: the next step
  }

  const value::object& written_;
  std::string where_;
  import_step out_;
  std::set<std::string, std::less<>> read_;
  std::optional<error> problem_;
};

} // namespace

result<import_step> read_import_step(const value& written, const std::string& where) {
  if (written.members() == nullptr)
    return fail("import.bad_step", "expected an object, found " + std::string{name_of(written.what())}, where);
  return reader{*written.members(), where}.read();
}

} // namespace charla::flows
