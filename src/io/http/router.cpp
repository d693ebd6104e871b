#include "io/http/router.hpp"

#include "io/http/target.hpp"

#include <stdexcept>

namespace charla::http {

namespace {

/// Takes the first segment off a path that begins with `/`.
std::string_view take_segment(std::string_view& path) {
  path.remove_prefix(1);
  const auto end = std::min(path.find('/'), path.size());
  const auto segment = path.substr(0, end);
  path.remove_prefix(end);
  return segment;
}

[[noreturn]] void refuse(const std::string& pattern, const char* why) {
  throw std::invalid_argument("route " + pattern + ": " + why);
}

} // namespace

struct router::node {
  std::map<std::string, std::unique_ptr<node>, std::less<>> literal;
  std::unique_ptr<node> param;
  const endpoint* here = nullptr;
  const endpoint* rest = nullptr;

  const endpoint* find(std::string_view path, std::vector<std::string_view>& values) const {
    if (path.empty()) return here;
    const auto whole = path.substr(1);
    const auto segment = take_segment(path);
    if (const auto next = literal.find(segment); next != literal.end())
      if (const auto* found = next->second->find(path, values)) return found;
    if (param && !segment.empty()) {
      values.push_back(segment);
      if (const auto* found = param->find(path, values)) return found;
      values.pop_back();
    }
    if (rest) values.push_back(whole);
    return rest;
  }
};

const ports::route* endpoint::find(std::string_view method) const {
  const ports::route* get = nullptr;
  for (const auto& [name, route] : methods) {
    if (name == method) return route;
    if (name == "GET") get = route;
  }
  return method == "HEAD" ? get : nullptr;
}

std::string endpoint::allow() const {
  std::string out;
  const auto add = [&](std::string_view name) {
    if (!out.empty()) out += ", ";
    out += name;
  };
  for (const auto& [name, route] : methods) {
    add(name);
    if (name == "GET") add("HEAD");
  }
  if (methods.empty()) add("GET");
  add("OPTIONS");
  return out;
}

router::router(const ports::routes& all) : root_(std::make_unique<node>()) {
  for (const auto& r : all.http) {
    auto& e = place(r.pattern);
    for (const auto& known : e.methods)
      if (known.first == r.method) refuse(r.pattern, "given twice for the same method");
    e.methods.emplace_back(r.method, &r);
  }
  for (const auto& [path, handler] : all.websockets)
    place(path).websocket = &handler;
  for (const auto& [path, handler] : all.streams)
    place(path).stream = &handler;
}

router::~router() = default;

endpoint& router::place(const std::string& pattern) {
  if (const auto known = endpoints_.find(pattern); known != endpoints_.end()) return *known->second;
  if (pattern.empty() || pattern.front() != '/') refuse(pattern, "a pattern begins with /");
  auto& made = *(endpoints_[pattern] = std::make_unique<endpoint>());
  made.pattern = pattern;
  auto* at = root_.get();
  std::string_view path = pattern;
  bool literal = true;
  while (!path.empty()) {
    const auto segment = take_segment(path);
    const bool braced = segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
    if (!braced) {
      auto& next = at->literal[std::string{segment}];
      if (!next) next = std::make_unique<node>();
      at = next.get();
      continue;
    }
    literal = false;
    if (segment[segment.size() - 2] == '*') {
      if (!path.empty()) refuse(pattern, "{name*} stands at the end");
      if (at->rest) refuse(pattern, "another pattern takes the same rest");
      at->rest = &made;
      return made;
    }
    if (!at->param) at->param = std::make_unique<node>();
    at = at->param.get();
  }
  if (at->here) refuse(pattern, "another pattern matches the same paths");
  at->here = &made;
  if (literal) literal_[pattern] = &made;
  return made;
}

route_match router::find(std::string_view raw_path) const {
  route_match out;
  if (const auto exact = literal_.find(raw_path); exact != literal_.end()) {
    out.at = exact->second;
    return out;
  }
  if (raw_path.empty() || raw_path.front() != '/') return out;
  std::vector<std::string_view> values;
  const auto* found = root_->find(raw_path, values);
  if (!found) return out;
  std::string_view pattern = found->pattern;
  auto value = values.begin();
  while (!pattern.empty() && value != values.end()) {
    auto name = take_segment(pattern);
    if (name.empty() || name.front() != '{') continue;
    name = name.substr(1, name.size() - (name[name.size() - 2] == '*' ? 3 : 2));
    auto decoded = percent_decode(*value++);
    if (!decoded) return out;
    out.params.emplace_back(std::string{name}, std::move(*decoded));
  }
  out.at = found;
  return out;
}

} // namespace charla::http
