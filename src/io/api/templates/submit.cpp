#include "io/api/resources.hpp"
#include "io/api/templates/ask.hpp"
#include "io/api/templates/check.hpp"
#include "io/api/templates/row.hpp"

namespace charla::api {

namespace {

tl::expected<void, problem> check_ready(const ports::template_row& row) {
  if (row.status != "DRAFT" && row.status != "REJECTED")
    return refuse(conflict("The provider has this template already (" + row.status + ")."));
  const auto parsed = json::document::parse(row.components);
  if (!parsed) return refuse(conflict("The components of this template cannot be read: write them anew."));
  if (auto missing = missing_examples(parsed->root()); !missing.empty()) return refuse(invalid(std::move(missing)));
  return {};
}

/// What the provider has taken is noted with its id; what it refuses stays a draft, with its words.
tl::expected<void, problem> settle(call& c,
                                   const ports::responder_ptr& done,
                                   const asked_channel& to,
                                   std::int32_t id,
                                   const ports::client_response& r) {
  const auto row = c.store().message_template(c.who.tenant, id);
  if (!row) return refuse(store_failed(row.error()));
  if (!*row) return refuse(not_found("template"));
  auto taken = to.speaks->submitted(**row, r);
  if (!taken) return refuse(refused_by_provider(taken.error(), r));
  taken->updated_at = c.house.with.clock.now();
  const auto saved = c.store().put_template(*taken);
  if (!saved) return refuse(store_failed(saved.error()));
  note_audit(c, "template.submit", saved->name + ' ' + saved->language);
  (*done)(show_template(c, *saved));
  return {};
}

void submit(call& c, const ports::responder_ptr& done) {
  const auto fail = [&](const problem& p) { (*done)(to_response(p, c.request.correlation_id)); };
  const auto row = find_template(c);
  if (!row) return fail(row.error());
  if (const auto ready = check_ready(*row); !ready) return fail(ready.error());
  const auto known = c.house.channels.get();
  const auto channel = channel_with_templates(c, known ? known->find(row->channel) : nullptr);
  if (!channel) return fail(channel.error());
  auto request = channel->speaks->submit_template(channel->access, *row);
  if (!request)
    return fail(invalid(request.error().where.empty() ? "components" : request.error().where, request.error().code,
                        request.error().what));
  ask_provider(keep(c, done), *channel, *std::move(request), "A template is submitted: " + row->name,
               [done, to = *channel, id = row->id](call& later, const ports::client_response& r) {
                 return settle(later, done, to, id, r);
               });
}

} // namespace

endpoints submit_endpoints() {
  return {{"POST", "/api/v1/templates/{id}/submit", right::templates_write,
           "Asks the provider to approve a draft; what became of it comes by its webhook, or by sync", "",
           "message_template", submit}};
}

} // namespace charla::api
