#include "io/api/addressee.hpp"

namespace charla::api {

namespace {

ports::http_response answer_of(const ports::command_result& r,
                               const std::string& correlation,
                               const std::function<void(json::writer&, const ports::command_result&)>& say) {
  using outcome = ports::command_result::outcome;
  switch (r.how) {
  case outcome::done:
  case outcome::duplicate: return object_response([&](json::writer& w) { say(w, r); });
  case outcome::overloaded:
    return to_response(unavailable("Too much is waiting to be stored; send it again."), correlation);
  case outcome::unavailable: return to_response(unavailable("It could not be stored; send it again."), correlation);
  case outcome::not_found: break;
  }
  return to_response(not_found("conversation"), correlation);
}

} // namespace

tl::expected<addressee, problem> find_addressee(const call& c) {
  const auto id = flows::parse_uuid(c.request.param("id"));
  if (!id) return refuse(not_found("conversation"));
  const auto row = c.store().conversation(c.who.tenant, flows::conversation_id{*id});
  if (!row) return refuse(store_failed(row.error()));
  if (!*row) return refuse(not_found("conversation"));
  const auto known = c.house.channels.get();
  const auto* channel = known ? known->find((*row)->summary.channel) : nullptr;
  if (channel == nullptr) return refuse(conflict("The channel of this conversation is not connected any more."));
  return addressee{**row, channel->access, channel->speaks};
}

void command(const call& c,
             const ports::responder_ptr& done,
             const ports::channel_access& channel,
             const flows::address& to,
             ports::conversation_command what,
             std::function<void(json::writer&, const ports::command_result&)> say) {
  c.house.with.engine.command(channel, to, c.who.name, std::move(what), c.request.correlation_id,
                              [done, id = c.request.correlation_id, say = std::move(say)](
                                  const ports::command_result& r) { (*done)(answer_of(r, id, say)); });
}

} // namespace charla::api
