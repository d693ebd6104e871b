#include "io/json/flow_codec.hpp"

#include "flows/expr/duration.hpp"
#include "flows/limits.hpp"
#include "io/json/fields.hpp"
#include "io/json/value_codec.hpp"
#include "io/json/writer.hpp"

#include <algorithm>

namespace charla::json {

namespace {

using names = std::initializer_list<std::string_view>;

void refuse_unknown(const fields& f, value object, names known) {
  for (const auto& [key, _] : object.members())
    if (std::find(known.begin(), known.end(), key) == known.end())
      return f.wrong(key, "flow.unknown_member", "a flow has no such member here; `comment` is free for notes");
}

void read_texts(const fields& parent, std::string_view key, std::map<std::string, std::string>& out) {
  if (!parent.has(key)) return;
  const trail at{&parent.where(), key, {}};
  const fields inner{parent.at(key), at, parent.problems()};
  for (const auto& [name, item] : parent.at(key).members()) {
    if (!item.text()) inner.wrong(name, "json.type", "expected a text, found " + std::string{describe(item.kind())});
    inner.read(name, out[std::string{name}]);
  }
}

void read_list(const fields& parent, std::string_view key, std::vector<std::string>& out) {
  if (!parent.has(key)) return;
  if (parent.at(key).kind() != kind::array) return parent.wrong(key, "json.type", "expected a list of texts");
  for (const auto item : parent.at(key).items()) {
    if (!item.text()) return parent.wrong(key, "json.type", "expected a list of texts");
    out.emplace_back(*item.text());
  }
}

void require_text(const fields& f, std::string_view key, std::string& out) {
  if (!f.has(key)) return f.missing(key);
  f.read(key, out);
}

void read_fields(const fields& parent, flows::value::object& out) {
  if (!parent.has("fields")) return;
  if (parent.at("fields").kind() != kind::object) return parent.wrong("fields", "json.type", "expected an object");
  auto read = read_value(parent.at("fields"));
  out = std::move(*read.members());
}

flows::node read_node(std::string_view id, value v, const trail& at, problem& p) {
  const fields f{v, at, p};
  refuse_unknown(f, v, {"type", "fields", "exits", "position", "comment"});
  flows::node out;
  out.id = id;
  require_text(f, "type", out.type);
  read_fields(f, out.fields);
  read_texts(f, "exits", out.exits);
  f.read("comment", out.comment);
  if (f.has("position")) {
    const trail here{&at, "position", {}};
    const fields position{f.at("position"), here, p};
    auto& to = out.at.emplace();
    position.read("x", to.x);
    position.read("y", to.y);
  }
  return out;
}

void read_nodes(const fields& f, flows::flow& out) {
  if (!f.has("nodes")) return f.missing("nodes");
  const trail at{&f.where(), "nodes", {}};
  const fields nodes{f.at("nodes"), at, f.problems()};
  const auto members = f.at("nodes").members();
  if (members.size() > flows::limits::nodes_per_flow_max)
    return f.wrong("nodes", "flow.too_large",
                   "a flow has at most " + std::to_string(flows::limits::nodes_per_flow_max)
                       + " nodes; move a part into a flow of its own");
  for (const auto& [id, v] : members) {
    const trail here{&at, id, {}};
    auto node = read_node(id, v, here, f.problems());
    if (!out.nodes.emplace(std::string{id}, std::move(node)).second)
      nodes.wrong(id, "flow.duplicate_node", "two nodes have this id; rename one of them");
  }
}

void read_triggers(const fields& f, flows::flow& out) {
  if (!f.has("triggers")) return;
  if (f.at("triggers").kind() != kind::array) return f.wrong("triggers", "json.type", "expected a list of triggers");
  const trail at{&f.where(), "triggers", {}};
  std::size_t i = 0;
  for (const auto item : f.at("triggers").items()) {
    const trail here{&at, {}, i++};
    const fields one{item, here, f.problems()};
    auto& t = out.triggers.emplace_back();
    require_text(one, "type", t.type);
    one.read("priority", t.priority);
    one.read("interrupts", t.interrupts);
    for (const auto& [name, v] : item.members())
      if (name != "type" && name != "priority" && name != "interrupts" && name != "comment")
        t.fields.insert_or_assign(std::string{name}, read_value(v));
  }
}

void read_expiry(const fields& f, flows::flow& out) {
  if (!f.has("expires")) return;
  const auto time = flows::expr::read_duration(read_value(f.at("expires")).plain());
  if (!time) return f.wrong("expires", "flow.bad_field", "write seconds above zero, at most a year: 90 or 3d 2h");
  out.expires_s = std::chrono::duration_cast<std::chrono::seconds>(*time).count();
}

void write_texts(writer& w, std::string_view key, const std::map<std::string, std::string>& texts) {
  if (texts.empty()) return;
  w.key(key).begin_object();
  for (const auto& [name, text] : texts)
    w.member(name, text);
  w.end_object();
}

void write_list(writer& w, std::string_view key, const std::vector<std::string>& texts) {
  if (texts.empty()) return;
  w.key(key).begin_array();
  for (const auto& text : texts)
    w.text(text);
  w.end_array();
}

void write_members(writer& w, const flows::value::object& members) {
  for (const auto& [name, v] : members) {
    w.key(name);
    write_value(w, v);
  }
}

void write_trigger(writer& w, const flows::trigger& t) {
  w.begin_object().member("type", t.type);
  if (t.priority != 0) w.member("priority", t.priority);
  if (t.interrupts) w.member("interrupts", true);
  write_members(w, t.fields);
  w.end_object();
}

void write_node(writer& w, const flows::node& n) {
  w.begin_object().member("type", n.type);
  if (!n.comment.empty()) w.member("comment", n.comment);
  if (!n.fields.empty()) {
    w.key("fields").begin_object();
    write_members(w, n.fields);
    w.end_object();
  }
  write_texts(w, "exits", n.exits);
  if (n.at) w.key("position").begin_object().key("x").number(n.at->x).key("y").number(n.at->y).end_object();
  w.end_object();
}

} // namespace

flows::result<flows::flow> read_flow(std::string_view text) {
  const auto parsed = document::parse(text);
  if (!parsed) return tl::make_unexpected(parsed.error());
  const auto root = parsed->root();
  const trail top;
  problem p;
  const fields f{root, top, p};
  refuse_unknown(f, root,
                 {"name", "language", "languages", "triggers", "parameters", "expires", "start", "nodes", "comment",
                  "position", "$schema"});
  flows::flow out;
  f.read("name", out.name);
  f.read("language", out.language);
  read_list(f, "languages", out.languages);
  read_triggers(f, out);
  read_list(f, "parameters", out.parameters);
  read_expiry(f, out);
  require_text(f, "start", out.start);
  read_nodes(f, out);
  f.read("comment", out.comment);
  if (p.any()) return tl::make_unexpected(p.take());
  return out;
}

std::string write_flow(const flows::flow& f) {
  writer w{1024};
  w.begin_object().member("name", f.name);
  if (!f.comment.empty()) w.member("comment", f.comment);
  if (f.language != flows::flow{}.language) w.member("language", f.language);
  write_list(w, "languages", f.languages);
  if (!f.triggers.empty()) {
    w.key("triggers").begin_array();
    for (const auto& t : f.triggers)
      write_trigger(w, t);
    w.end_array();
  }
  write_list(w, "parameters", f.parameters);
  if (f.expires_s) w.member("expires", *f.expires_s);
  w.member("start", f.start).key("nodes").begin_object();
  for (const auto& [id, n] : f.nodes) {
    w.key(id);
    write_node(w, n);
  }
  return w.end_object().end_object().take();
}

} // namespace charla::json
