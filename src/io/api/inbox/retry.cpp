#include "io/api/addressee.hpp"
#include "io/api/outgoing.hpp"
#include "io/api/resources.hpp"

#include <charconv>
#include <limits>

namespace charla::api {

namespace {

constexpr int tries_max = 100;

/// `o3.0`: the first bubble of the third turn.
std::optional<flows::out_id> read_bubble(const flows::conversation_id& of, std::string_view name) {
  const auto dot = name.find('.');
  if (name.empty() || name.front() != 'o' || dot == std::string_view::npos) return std::nullopt;
  const auto version = number_of(name.substr(1, dot - 1));
  const auto index = number_of(name.substr(dot + 1));
  if (!version || !index || *version < 0 || *index < 0 || *index > std::numeric_limits<std::int16_t>::max())
    return std::nullopt;
  return flows::out_id{of, *version, static_cast<std::int16_t>(*index)};
}

tl::expected<ports::stored_message, problem> find_failed(const call& c, const flows::conversation_id& of) {
  const auto id = read_bubble(of, c.request.param("message"));
  if (!id) return refuse(not_found("message"));
  const auto found = c.store().bubble(c.who.tenant, *id);
  if (!found) return refuse(store_failed(found.error()));
  if (!*found) return refuse(not_found("message"));
  if ((*found)->status != flows::message_status::failed)
    return refuse(conflict("It has not failed: it was sent, or is still on its way."));
  return **found;
}

struct next_try {
  std::string client_id;
  bool under_way = false; ///< this try has been made, and has not failed
};

/// One key each try: a double click has the same one, and a try that has failed gives way to the next.
tl::expected<next_try, problem> key_of_next(const call& c, const flows::conversation_id& of) {
  const auto base = "retry:" + flows::to_string(of.value()) + ':' + std::string{c.request.param("message")} + ':';
  for (int n = 1; n <= tries_max; ++n) {
    auto key = base + std::to_string(n);
    const auto earlier = c.store().message_by_client_id(c.who.tenant, key);
    if (!earlier) return refuse(store_failed(earlier.error()));
    if (!*earlier) return next_try{std::move(key), false};
    if ((*earlier)->status != flows::message_status::failed) return next_try{std::move(key), true};
  }
  return refuse(conflict("It has been tried a hundred times; write a new message."));
}

void retry(call& c, const ports::responder_ptr& done) {
  const auto fail = [&](const problem& p) { (*done)(to_response(p, c.request.correlation_id)); };
  const auto to = find_addressee(c);
  if (!to) return fail(to.error());
  const auto failed = find_failed(c, to->row.id);
  if (!failed) return fail(failed.error());
  auto content = c.house.with.codec.decode_content(failed->row.body);
  if (!content) return fail(conflict("What it said is no longer kept: write a new message."));
  const auto key = key_of_next(c, to->row.id);
  if (!key) return fail(key.error());
  if (key->under_way)
    return (*done)(
        object_response([&](json::writer& w) { w.member("queued", true).member("client_id", key->client_id); }));
  flows::outgoing_request m;
  m.by = is_program(c) ? flows::author::system : flows::author::human;
  m.author_name = c.who.name;
  m.client_id = key->client_id;
  m.body = *std::move(content);
  m.reply_to = failed->row.reply_to;
  note_audit(c, "message.retry", flows::to_string(to->row.id.value()) + ' ' + std::string{c.request.param("message")});
  const auto& peer = to->row.summary.peer;
  send_outgoing(c, done, {to->channel, to->speaks, peer, peer.primary(), std::move(m), is_program(c)});
}

} // namespace

endpoints retry_endpoints() {
  return {{"POST", "/api/v1/conversations/{id}/messages/{message}/retry", right::conversations_write,
           "Sends the content of a failed message again, as whoever asks; 409 when it has not failed", "", "queued",
           retry}};
}

} // namespace charla::api
