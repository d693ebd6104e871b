#include "io/api/outgoing.hpp"
#include "io/api/phone.hpp"
#include "io/api/resources.hpp"
#include "io/api/task.hpp"

#include "flows/limits.hpp"

#include <algorithm>

namespace charla::api {

namespace {

constexpr std::string_view queued_words = "Mensaje encolado correctamente para procesamiento";

/// What the system before called an instance: the provider's name of the number, or our key of the channel.
const known_channel* find_instance(const directory& known, flows::tenant_id tenant, std::string_view name) {
  const auto found = std::find_if(known.channels.begin(), known.channels.end(), [&](const known_channel& c) {
    return c.row.tenant == tenant && (c.row.phone_number_id == name || c.row.key == name);
  });
  return found == known.channels.end() ? nullptr : &*found;
}

const known_channel* default_instance(const call& c, const directory& known) {
  if (const auto* named = find_instance(known, c.who.tenant, c.house.with.config.evolution.instance)) return named;
  const auto first = std::find_if(known.channels.begin(), known.channels.end(), [&](const known_channel& ch) {
    return ch.row.tenant == c.who.tenant && ch.row.status == "active" && ch.row.type != "host";
  });
  return first == known.channels.end() ? nullptr : &*first;
}

/// R192, R197, R201: a text to a number, by an instance. Members that are not ours are passed over, as they always
/// were.
void send(call& c, const ports::responder_ptr& done) {
  const auto fail = [&](const problem& p) { (*done)(to_response(p, c.request.correlation_id)); };
  auto b = body::of(c.request);
  if (!b) return fail(b.error());
  const auto known = c.house.channels.get();
  if (!known) return fail(unavailable("The channels have not been read yet."));
  const auto number = b->text("phone", 40);
  const auto phone = read_phone(number);
  if (!number.empty() && !phone) b->wrong("phone", "phone", "E.164: the country code first, e.g. +5491155550100.");
  flows::outgoing_request m;
  m.by = is_program(c) ? flows::author::system : flows::author::human;
  m.author_name = c.who.name;
  m.body = flows::text_content{b->text("message", flows::limits::text_length_max)};
  const auto name = b->maybe_text("instance_name", 100).value_or("");
  const auto* channel = name.empty() ? default_instance(c, *known) : find_instance(*known, c.who.tenant, name);
  if (channel == nullptr)
    b->wrong("instance_name", name.empty() ? "required" : "unknown",
             "The instance of a channel of this tenant, or the channel's key.");
  if (!b->good() || channel == nullptr || !phone) return fail(b->take_problem());
  const auto key = c.request.header_value("idempotency-key").value_or("");
  if (key.size() > 128) return fail(invalid("client_id", "too_long", "Idempotency-Key has at most 128 characters."));
  m.client_id = key.empty()
                    ? flows::to_string(c.house.with.crypto.row_uuid(flows::to_unix_ms(c.house.with.clock.now())))
                    : std::string{key};
  outgoing_wish wish{channel->access, channel->speaks, {*phone, {}}, number, std::move(m), true};
  submit(c, std::move(wish), [done, correlation = c.request.correlation_id](const submitted& s) {
    if (!s) return (*done)(to_response(s.error(), correlation));
    (*done)(object_response(
        [&](json::writer& w) { w.member("success", true).member("message", queued_words).member("task_id", *s); }));
  });
}

/// R193, R199, R200: `result` is there once it is over.
answer task(call& c) {
  const auto t = find_task(c);
  if (!t) return refuse(t.error());
  const bool sent = t->state == ports::task_state::success;
  return object_response([&](json::writer& w) {
    w.member("task_id", t->asked.client_id).member("status", ports::name_of(t->state)).key("result");
    if (!sent && t->state != ports::task_state::failure) {
      w.null();
      return;
    }
    w.begin_object().member("success", sent).member("phone", shown_number(c, *t)).key("evolution_key");
    if (t->provider_id.empty())
      w.null();
    else
      w.text(t->provider_id);
    if (!sent) w.member("error", t->error_text);
    w.end_object();
  });
}

} // namespace

endpoints legacy_endpoints() {
  endpoint post{"POST",
                "/messages",
                right::messages_send,
                "As the transactional service before had it",
                "legacy_message",
                "legacy_queued",
                send};
  post.open_at_home = true; // it asked for nothing
  endpoint get{
      "GET", "/tasks/{id}", right::messages_read, "What became of a send, as the transactional service before told it",
      "",    "legacy_task", quick(task)};
  get.open_at_home = true;
  return {post, get};
}

} // namespace charla::api
