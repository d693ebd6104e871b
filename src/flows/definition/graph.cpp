#include "flows/definition/graph.hpp"

namespace charla::flows {

std::vector<std::string> successors(const flow& f, const node& n) {
  std::vector<std::string> out;
  for (const auto& exit : n.exits)
    out.push_back(exit.second);
  if (n.type != "jump" || n.fields.contains("flow")) return out;
  const auto to = n.fields.find("to");
  out.push_back(to == n.fields.end() ? f.start : to->second.plain());
  return out;
}

} // namespace charla::flows
