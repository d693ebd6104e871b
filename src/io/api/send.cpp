#include "io/api/outgoing.hpp"
#include "io/api/phone.hpp"
#include "io/api/resources.hpp"

namespace charla::api {

namespace {

/// R016, R017: to a number, on a channel by its key. Members that are not ours are passed over, as they always were.
void send(call& c, const ports::responder_ptr& done) {
  const auto fail = [&](const problem& p) { (*done)(to_response(p, c.request.correlation_id)); };
  auto b = body::of(c.request);
  if (!b) return fail(b.error());
  const auto known = c.house.channels.get();
  if (!known) return fail(unavailable("The channels have not been read yet."));
  const auto key = b->text("channel_id", 40);
  const auto* channel = key.empty() ? nullptr : known->find(c.who.tenant, key);
  if (!key.empty() && channel == nullptr)
    b->wrong("channel_id", "unknown", "The key of a channel of this tenant, e.g. wa_main.");
  const auto number = b->text("to", 40);
  const auto phone = read_phone(number);
  if (!number.empty() && !phone) b->wrong("to", "phone", "A telephone number with country code, e.g. +5215555555555.");
  (void)b->choice("type", {"text", "template"});
  auto message = read_outgoing(c, *b);
  if (!b->good() || channel == nullptr || !phone) return fail(b->take_problem());
  send_outgoing(c, done, {channel->access, channel->speaks, {*phone, {}}, number, std::move(message), is_program(c)});
}

} // namespace

endpoints send_endpoints() {
  endpoint e{"POST",
             "/api/messages/send",
             right::messages_send,
             "Sends a text or a template to a number",
             "send_message",
             "queued",
             send};
  e.open_at_home = true; // the systems before this one asked for nothing
  return {e};
}

} // namespace charla::api
