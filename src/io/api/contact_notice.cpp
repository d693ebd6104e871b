#include "io/api/contact_notice.hpp"

#include "io/api/gathering.hpp"
#include "io/api/people/reach.hpp"
#include "io/json/reader.hpp"

#include <algorithm>

namespace charla::api {

namespace {

std::map<std::string, std::string> read_attributes(const std::string& text) {
  std::map<std::string, std::string> out;
  const auto parsed = json::document::parse(text);
  if (!parsed) return out;
  for (const auto& [name, v] : parsed->root().members())
    out[std::string{name}] = v.text() ? std::string{*v.text()} : v.dump();
  return out;
}

std::vector<std::string> without(const std::vector<std::string>& of, const std::vector<std::string>& others) {
  std::vector<std::string> out;
  std::copy_if(of.begin(), of.end(), std::back_inserter(out),
               [&](const std::string& one) { return std::find(others.begin(), others.end(), one) == others.end(); });
  return out;
}

} // namespace

flows::contact_changed contact_notice(const ports::contact_row& before, const ports::contact_row& after) {
  flows::contact_changed out;
  if (after.name != before.name) out.name = after.name;
  if (after.locale != before.locale) out.language = after.locale;
  out.attributes = read_attributes(after.attributes);
  for (const auto& [name, v] : read_attributes(before.attributes))
    out.attributes.emplace(name, ""); // what is not there any more is removed
  out.tags_added = after.tags;
  out.tags_removed = without(before.tags, after.tags);
  if (after.consent != before.consent) {
    if (after.consent == flows::name_of(flows::consent::opted_in)) out.opted_in = true;
    if (after.consent == flows::name_of(flows::consent::opted_out)) out.opted_in = false;
  }
  return out;
}

void tell_conversations(const call& c,
                        const ports::contact_row& contact,
                        const flows::contact_changed& change,
                        const ports::responder_ptr& done,
                        ports::http_response then) {
  const auto told = conversations_of(c, contact.id);
  if (!told) return (*done)(to_response(told.error(), c.request.correlation_id));
  if (told->empty()) return (*done)(std::move(then));
  auto finish = [done, then = std::move(then), id = c.request.correlation_id](std::size_t, std::size_t lost) {
    (*done)(lost == 0 ? then
                      : to_response(unavailable("The contact is changed, but not every conversation could be told; "
                                                "send it again."),
                                    id));
  };
  const auto all = std::make_shared<gathering>(told->size(), std::move(finish));
  for (const auto& [channel, row] : *told)
    c.house.with.engine.command(channel, row.summary.peer, c.who.name, ports::tell_contact{change},
                                c.request.correlation_id, [all](const ports::command_result& r) { all->arrived(r); });
}

} // namespace charla::api
