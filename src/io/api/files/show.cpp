#include "io/api/show.hpp"
#include "io/api/addressee.hpp"
#include "io/api/files/link.hpp"
#include "io/api/resources.hpp"

namespace charla::api {

namespace {

/// A browser follows it with no more than the link; it opens the file for a while.
ports::http_response lead_to(const call& c, file_link link) {
  link.expires_at = c.house.with.clock.now() + c.house.with.config.media.link_lifetime;
  ports::http_response r;
  r.status = 302;
  r.headers = {{"Location", make_file_path(c.house.with.crypto, link)}, {"Cache-Control", "no-store"}};
  return r;
}

tl::expected<ports::media_row, problem> find_media(const call& c, const addressee& to) {
  auto row = c.store().media(c.who.tenant, to.row.summary.channel, std::string{c.request.param("media_id")});
  if (!row) return refuse(store_failed(row.error()));
  if (!*row || (*row)->want.conversation != to.row.id) return refuse(not_found("file"));
  return std::move(**row);
}

/// Not there: not yet, or not any more.
ports::http_response show_state(const ports::media_row& row, int status) {
  auto r = object_response(
      [&](json::writer& w) {
        w.member("state", ports::name_of(row.state)).member("attempts", row.attempts).member("reason", row.error);
        w.key("next_attempt_at");
        if (row.state == ports::media_state::wanted)
          w.text(show_time(row.not_before));
        else
          w.null();
      },
      status);
  if (status == 202) r.headers.push_back({"Retry-After", "5"});
  return r;
}

answer of_conversation(call& c) {
  const auto to = find_addressee(c);
  if (!to) return refuse(to.error());
  const auto row = find_media(c, *to);
  if (!row) return refuse(row.error());
  switch (row->state) {
  case ports::media_state::wanted: return show_state(*row, 202);
  case ports::media_state::failed: return show_state(*row, 410);
  case ports::media_state::stored: break;
  }
  return lead_to(c, {c.who.tenant, row->asset, row->mime_type, row->want.what.filename, {}});
}

answer retry(call& c) {
  const auto to = find_addressee(c);
  if (!to) return refuse(to.error());
  auto row = find_media(c, *to);
  if (!row) return refuse(row.error());
  const auto now = c.house.with.clock.now();
  const auto again = c.store().retry_media(c.who.tenant, to->row.summary.channel, row->want.what.media_id, now);
  if (!again) return refuse(store_failed(again.error()));
  if (!*again) return refuse(conflict("Only a file that could not be fetched is fetched again."));
  note_audit(c, "file.retry", row->want.what.media_id);
  row->state = ports::media_state::wanted;
  row->attempts = 0;
  row->not_before = now;
  return show_state(*row, 200);
}

/// A file of ours, by the hash that names it.
answer of_tenant(call& c) {
  const auto row = c.store().asset(c.who.tenant, std::string{c.request.param("asset")});
  if (!row) return refuse(store_failed(row.error()));
  if (!*row) return refuse(not_found("file"));
  return lead_to(c, {c.who.tenant, (*row)->id, (*row)->mime_type, (*row)->filename, {}});
}

} // namespace

endpoints file_endpoints() {
  endpoint received{"GET",
                    "/api/v1/conversations/{id}/files/{media_id}",
                    right::conversations_read,
                    "A file that a customer sent: 302 to a link that opens it for a while; 202 while it is being "
                    "fetched, 410 with the reason when it could not be",
                    "",
                    "file_state",
                    quick(of_conversation)};
  endpoint ours{"GET",
                "/api/v1/files/{asset}",
                right::conversations_read,
                "A file of ours: 302 to a link that opens it for a while",
                "",
                "",
                quick(of_tenant)};
  ours.media = "text/plain";
  return {received,
          {"POST", "/api/v1/conversations/{id}/files/{media_id}/retry", right::conversations_write,
           "Fetches a file again that could not be fetched", "", "file_state", quick(retry)},
          ours};
}

} // namespace charla::api
