#include "flows/definition/import.hpp"

#include "flows/definition/import_step.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace charla::flows {

namespace {

constexpr double column_width = 320;
constexpr double row_height = 160;

std::string indexed(const std::string& path, std::size_t i) { return path + '[' + std::to_string(i) + ']'; }

/// One list of steps: its name, where it is written, its steps.
struct path_of_steps {
  std::string name;
  std::string where;
  const value::list* steps = nullptr;
  std::vector<std::string> ids; ///< of the nodes that the steps become
};

class importer {
public:
  result<flow> run(const value& written) {
    if (auto found = find_paths(written); !found) return tl::make_unexpected(std::move(found.error()));
    if (auto named = name_steps(); !named) return tl::make_unexpected(std::move(named.error()));
    out_.name = written["name"].plain();
    if (const auto language = written["language"].plain(); !language.empty()) out_.language = language;
    out_.start = paths_.front().ids.front();
    for (std::size_t row = 0; row < paths_.size(); ++row)
      for (std::size_t i = 0; i < paths_[row].ids.size(); ++i)
        if (auto made = make(row, i); !made) return tl::make_unexpected(std::move(made.error()));
    return std::move(out_);
  }

private:
  result<void> find_paths(const value& written) {
    if (written.members() == nullptr) return fail("import.no_steps", "write an object with `steps` and `paths`");
    for (const auto& entry : *written.members())
      if (!knows(entry.first))
        return fail("import.unknown_member", "a flow of this form has no such member; remove it", entry.first);
    for (const auto* name : {"steps", "nodes"})
      if (written[name].present())
        if (auto added = add_path("main", name, written[name]); !added) return added;
    const auto* const others = written["paths"].members();
    if (others == nullptr && written["paths"].present())
      return fail("import.bad_step", "write an object: name of a path → its steps", "paths");
    const bool begins = !paths_.empty();
    if (others != nullptr)
      for (const auto& [name, steps] : *others)
        if (auto added = add_path(name, "paths." + name, steps); !added) return added;
    const auto main = std::find_if(paths_.begin(), paths_.end(), [](const auto& p) { return p.name == "main"; });
    if (main == paths_.end())
      return fail("import.no_steps", "there are no `steps` and no path `main` to begin with", "steps");
    if (!begins) std::rotate(paths_.begin(), main, main + 1);
    return {};
  }

  static bool knows(std::string_view member) {
    constexpr std::array<std::string_view, 9> known{"name", "steps",   "nodes",   "paths", "language",
                                                    "id",   "comment", "version", "active"};
    return std::find(known.begin(), known.end(), member) != known.end();
  }

  result<void> add_path(const std::string& name, std::string where, const value& steps) {
    if (steps.items() == nullptr || steps.items()->empty())
      return fail("import.no_steps", "write a list of one step at least", where);
    paths_.push_back({name, std::move(where), steps.items(), {}});
    return {};
  }

  /// Every node gets its id first: steps lead to paths that come later.
  result<void> name_steps() {
    std::set<std::string> taken;
    for (auto& path : paths_) {
      for (std::size_t i = 0; i < path.steps->size(); ++i) {
        const auto& step = (*path.steps)[i];
        const auto given = step["id"].plain();
        auto id = given.empty() ? path.name + '_' + std::to_string(i + 1) : given;
        // Two lists may bear the name `main`; what the author named himself must be unique.
        while (given.empty() && taken.contains(id))
          id += '_';
        if (!taken.insert(id).second)
          return fail("import.duplicate_id", "another step is called `" + id + "` already",
                      indexed(path.where, i) + ".id");
        path.ids.push_back(std::move(id));
      }
    }
    return {};
  }

  result<std::string> first_of(const std::string& path, const std::string& where) const {
    const auto found = std::find_if(paths_.rbegin(), paths_.rend(), [&](const auto& p) { return p.name == path; });
    if (found == paths_.rend()) return fail("import.missing_path", "there is no path `" + path + "` to go to", where);
    return found->ids.front();
  }

  result<void> make(std::size_t row, std::size_t i) {
    const auto& path = paths_[row];
    const auto where = indexed(path.where, i);
    auto read = read_import_step((*path.steps)[i], where);
    if (!read) return tl::make_unexpected(std::move(read.error()));
    auto& n = read->made;
    n.id = path.ids[i];
    n.at = position{static_cast<double>(i) * column_width, static_cast<double>(row) * row_height};
    if (i + 1 < path.ids.size())
      for (const auto& exit : read->goes_on_by)
        n.exits.emplace(exit, path.ids[i + 1]);
    for (const auto& [exit, to] : read->goes_to) {
      const auto target = first_of(to.path, to.where);
      if (!target) return tl::make_unexpected(target.error());
      n.exits.insert_or_assign(exit, *target);
    }
    out_.nodes.emplace(n.id, std::move(n));
    return {};
  }

  flow out_;
  std::vector<path_of_steps> paths_;
};

} // namespace

result<flow> import_path(const value& written) { return importer{}.run(written); }

} // namespace charla::flows
