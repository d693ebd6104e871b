#include "flows/steps/interactive.hpp"

#include <set>

namespace charla::flows::steps {

interactive_content interactive_texts::fill(context& c, interactive_content::form what) const {
  interactive_content out;
  out.what = what;
  out.header = c.fill(header_);
  out.body = c.fill(body_);
  out.footer = c.fill(footer_);
  return out;
}

std::vector<option> read_options(field_reader& f, std::string_view name) {
  std::vector<option> out;
  std::set<std::string> ids;
  for (auto& item : f.items(name)) {
    option one{item.word("id"), item.text("title"), item.text("description")};
    if (!ids.insert(one.id).second)
      item.wrong("id", "flow.duplicate_id", "another option is called `" + one.id + "` already");
    out.push_back(std::move(one));
  }
  return out;
}

} // namespace charla::flows::steps
