#include "io/json/flow_codec.hpp"

#include "flows/limits.hpp"
#include "io/json/fields.hpp"
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

void require_text(const fields& f, std::string_view key, std::string& out) {
  if (!f.has(key)) return f.missing(key);
  f.read(key, out);
}

flows::node read_node(std::string_view id, value v, const trail& at, problem& p) {
  const fields f{v, at, p};
  refuse_unknown(f, v, {"type", "fields", "exits", "position", "comment"});
  flows::node out;
  out.id = id;
  require_text(f, "type", out.type);
  read_texts(f, "fields", out.fields);
  read_texts(f, "exits", out.exits);
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

void write_texts(writer& w, std::string_view key, const std::map<std::string, std::string>& texts) {
  if (texts.empty()) return;
  w.key(key).begin_object();
  for (const auto& [name, text] : texts)
    w.member(name, text);
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
  refuse_unknown(f, root, {"name", "start", "nodes", "position", "comment", "$schema"});
  flows::flow out;
  f.read("name", out.name);
  require_text(f, "start", out.start);
  read_nodes(f, out);
  if (p.any()) return tl::make_unexpected(p.take());
  return out;
}

std::string write_flow(const flows::flow& f) {
  writer w{1024};
  w.begin_object().member("name", f.name).member("start", f.start).key("nodes").begin_object();
  for (const auto& [id, n] : f.nodes) {
    w.key(id).begin_object().member("type", n.type);
    write_texts(w, "fields", n.fields);
    write_texts(w, "exits", n.exits);
    w.end_object();
  }
  return w.end_object().end_object().take();
}

} // namespace charla::json
