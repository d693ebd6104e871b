#include "io/api/people/change.hpp"
#include "io/api/people/reach.hpp"
#include "io/api/resources.hpp"

#include <fmt/core.h>

namespace charla::api {

namespace {

/// Removes the bytes; @returns how many files are still there because their store did not answer.
std::size_t remove_files(const call& c, const std::vector<std::string>& assets) {
  std::size_t left = 0;
  for (const auto& id : assets)
    if (const auto removed = c.house.with.blobs.remove(c.who.tenant, id); !removed) {
      ++left;
      c.house.with.log.error("api.file_not_erased",
                             {{"asset", id}, {"error", removed.error().code}, {"what", removed.error().what}});
    }
  return left;
}

/// The right to be forgotten. The record says that it was done and by whom, not whom it was about: an id made from a
/// number could be found by trying numbers, so it is left out as well.
void erase(call& c, const ports::responder_ptr& done) {
  const auto fail = [&](const problem& p) { (*done)(to_response(p, c.request.correlation_id)); };
  const auto row = find_contact(c);
  if (!row) return fail(row.error());
  const auto reach = conversations_of(c, row->id);
  if (!reach) return fail(reach.error());
  const auto erased = c.store().erase_contact(c.who.tenant, row->id, c.house.with.clock.now());
  if (!erased) return fail(store_failed(erased.error()));
  if (!*erased) return fail(not_found("contact"));
  const auto taken = **erased;
  const auto left = remove_files(c, taken.assets);
  note_audit(c, "contact.erase", "a contact",
             fmt::format(R"({{"conversations":{},"messages":{},"files":{},"files_left":{}}})", taken.conversations,
                         taken.messages, taken.assets.size(), left));
  std::vector<flows::conversation_id> which;
  for (const auto& r : *reach)
    which.push_back(r.row.id);
  const auto tell = [done, taken, left](std::size_t gone) {
    (*done)(object_response([&](json::writer& w) {
      w.member("erased", true).member("conversations", taken.conversations).member("messages", taken.messages);
      w.member("files", static_cast<std::int64_t>(taken.assets.size() - left));
      w.member("files_left", static_cast<std::int64_t>(left)).member("actors", static_cast<std::int64_t>(gone));
    }));
  };
  let_go(c.house.shared_from_this(), which, tell);
}

} // namespace

endpoints erase_endpoints() {
  return {{"DELETE", "/api/v1/contacts/{id}", right::contacts_erase,
           "Erases a person: name, number, messages, files; only counts stay. It cannot be undone", "", "erasure",
           erase}};
}

} // namespace charla::api
