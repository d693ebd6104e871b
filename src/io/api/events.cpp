#include "io/api/addressee.hpp"
#include "io/api/body.hpp"
#include "io/api/phone.hpp"
#include "io/api/resources.hpp"
#include "io/api/run_wish.hpp"

#include <algorithm>

namespace charla::api {

namespace {

/// Whom an event is about.
struct target {
  ports::channel_access channel;
  flows::address peer;
};

tl::expected<target, problem> by_conversation(const call& c, const std::string& text, const directory& known) {
  const auto id = flows::parse_uuid(text);
  const auto row = id ? c.store().conversation(c.who.tenant, flows::conversation_id{*id})
                      : ports::stored<std::optional<ports::conversation_row>>{std::nullopt};
  if (!row) return refuse(store_failed(row.error()));
  if (!*row) return refuse(invalid("conversation", "unknown", "The id of a conversation of this tenant."));
  const auto* channel = known.find((*row)->summary.channel);
  if (channel == nullptr) return refuse(conflict("The channel of this conversation is not connected any more."));
  return target{channel->access, (*row)->summary.peer};
}

const known_channel* choose_channel(const call& c, const std::optional<std::string>& key, const directory& known) {
  if (key) return known.find(c.who.tenant, *key);
  const auto first = std::find_if(known.channels.begin(), known.channels.end(),
                                  [&](const auto& one) { return one.row.tenant == c.who.tenant; });
  return first == known.channels.end() ? nullptr : &*first;
}

/// `conversation`, or a number in `to` (`phone`) on `channel`: the first one of the tenant when it is not named.
std::optional<target> read_target(const call& c, body& b, const directory& known, std::optional<problem>& refused) {
  const auto conversation = b.maybe_text("conversation", 40);
  const auto to = b.maybe_text("to", 40);
  const auto phone = b.maybe_text("phone", 40);
  const auto key = b.maybe_text("channel", 40);
  if (conversation.has_value() + to.has_value() + phone.has_value() != 1) {
    b.wrong("to", "required", "Name one: `conversation`, or a telephone number in `to`.");
    return std::nullopt;
  }
  if (conversation) {
    auto found = by_conversation(c, *conversation, known);
    if (found) return std::move(*found);
    refused = std::move(found.error());
    return std::nullopt;
  }
  const auto number = read_phone(to ? *to : *phone);
  if (!number) b.wrong(to ? "to" : "phone", "phone", "A telephone number with country code, e.g. +5215555555555.");
  const auto* channel = choose_channel(c, key, known);
  if (channel == nullptr) b.wrong("channel", "unknown", "The key of a channel of this tenant, e.g. wa_main.");
  if (!number || channel == nullptr) return std::nullopt;
  return target{channel->access, {*number, {}}};
}

/// A program tells that something has happened; the flow with a trigger for it begins, or nothing does.
void tell(call& c, const ports::responder_ptr& done) {
  const auto fail = [&](const problem& p) { (*done)(to_response(p, c.request.correlation_id)); };
  auto b = body::of(c.request);
  if (!b) return fail(b.error());
  const auto known = c.house.channels.get();
  if (!known) return fail(unavailable("The channels have not been read yet."));
  ports::change_run out;
  out.request.what = flows::run_request::act::event;
  out.request.event = b->text("event", 100);
  out.request.variables = b->maybe_variables("variables", variables_max, variable_max);
  out.client_id = b->maybe_text("client_id", 128).value_or("");
  std::optional<problem> refused;
  const auto to = read_target(c, *b, *known, refused);
  b->refuse_unknown();
  if (!b->good()) return fail(b->take_problem());
  if (refused) return fail(*refused);
  const auto id = ports::conversation_of(c.house.with.crypto, to->channel.id, to->peer);
  command(c, done, to->channel, to->peer, std::move(out), [id](json::writer& w, const ports::command_result&) {
    w.member("queued", true).member("conversation_id", flows::to_string(id.value()));
  });
}

} // namespace

endpoints event_endpoints() {
  return {{"POST", "/api/v1/events", right::conversations_write,
           "Something has happened: the flow with a trigger for this event begins", "event_new", "event_queued", tell}};
}

} // namespace charla::api
