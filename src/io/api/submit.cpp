#include "io/api/content.hpp"
#include "io/api/outgoing.hpp"
#include "io/api/token.hpp"

namespace charla::api {

namespace {

/// Of what the request asks for, not of how it was written: the same message to the same number on the same channel.
std::string fingerprint_of(const call& c, const outgoing_wish& w) {
  auto plain = w.message;
  plain.client_id.clear();
  plain.author_name.clear();
  plain.to = w.to;
  const auto text = w.channel.key + '\n' + c.house.with.codec.encode(flows::cause_body{std::move(plain)});
  const auto hash = c.house.with.crypto.sha256(text);
  return to_hex({reinterpret_cast<const char*>(hash.data()), hash.size()});
}

problem other_request(const std::string& client_id) {
  return {409,
          "idempotency_conflict",
          "The key was used for another message",
          "`" + client_id + "` stands for a message that was sent with other contents: use a new client_id.",
          {{"client_id", "taken", "A key of its own for each message; the same one only to repeat a request."}}};
}

/// Whether the key has been said: true for a repetition of the same message.
tl::expected<bool, problem>
find_earlier(const call& c, const outgoing_wish& w, const std::string& client_id, const std::string& fingerprint) {
  if (w.as_task) {
    const auto task = c.store().task(c.who.tenant, client_id);
    if (!task) return refuse(store_failed(task.error()));
    if (*task && (*task)->asked.fingerprint != fingerprint) return refuse(other_request(client_id));
    if (*task) return true;
  }
  const auto before = c.store().message_by_client_id(c.who.tenant, client_id);
  if (!before) return refuse(store_failed(before.error()));
  // A key stands for one thing: a note was never sent to anybody.
  if (*before && (*before)->row.type == "note") return refuse(other_request(client_id));
  return before->has_value();
}

/// Asked only of what is new: a repetition may come after its moment.
std::optional<problem> wrong_moment(const outgoing_wish& w, flows::timestamp now) {
  const auto& m = w.message;
  if (m.send_at && (*m.send_at <= now || *m.send_at > now + w.send_ahead_max))
    return invalid("send_at", "range",
                   "Later than now and within " + std::to_string(w.send_ahead_max.count() / 24)
                       + " days; without it the message goes at once.");
  if (m.expires_at && *m.expires_at <= now)
    return invalid("expires_at", "range", "Later than now: it would never be sent.");
  return std::nullopt;
}

tl::expected<void, problem> check(const call& c, const outgoing_wish& w) {
  if (auto wrong = wrong_moment(w, c.house.with.clock.now())) return refuse(*std::move(wrong));
  if (w.speaks == nullptr) return {};
  auto refused = refused_by(*w.speaks, w.channel, w.to, w.message.body, w.message.reply_to);
  if (refused) return refuse(invalid({*std::move(refused)}));
  return {};
}

submitted answer_of(const ports::command_result& r, const std::string& client_id) {
  using outcome = ports::command_result::outcome;
  switch (r.how) {
  case outcome::done:
  case outcome::duplicate: return client_id;
  case outcome::overloaded: return refuse(unavailable("Too much is waiting to be stored; send it again."));
  case outcome::unavailable: return refuse(unavailable("It could not be stored; send it again."));
  case outcome::not_found: break;
  }
  return refuse(not_found("conversation"));
}

ports::send_message command_of(const call& c, outgoing_wish& w, const std::string& fingerprint) {
  ports::send_message out;
  if (w.as_task)
    out.submitted =
        ports::submission{w.message.client_id, fingerprint, c.who.key, w.written_to, w.channel.key, w.message.send_at};
  out.message = std::move(w.message);
  out.message.to = w.to;
  return out;
}

} // namespace

void submit(const call& c, outgoing_wish wish, std::function<void(submitted)> done) {
  const bool own_key = !wish.message.client_id.empty();
  if (!own_key) wish.message.client_id = c.house.next_client_id();
  const auto id = wish.message.client_id;
  const auto fingerprint = fingerprint_of(c, wish);
  const auto house = c.house.shared_from_this();
  if (!house->sends.begin(c.who.tenant, id, fingerprint)) {
    // Another request has the key in hand, perhaps only to be told of its own conflict: what is durable counts.
    const auto earlier = find_earlier(c, wish, id, fingerprint);
    if (!earlier) return done(refuse(earlier.error()));
    return done(*earlier ? submitted{id} : refuse(other_request(id)));
  }
  const auto finish = [house, tenant = c.who.tenant, id, done = std::move(done)](submitted s) {
    house->sends.end(tenant, id);
    done(std::move(s));
  };
  if (own_key) {
    const auto earlier = find_earlier(c, wish, id, fingerprint);
    if (!earlier) return finish(refuse(earlier.error()));
    if (*earlier) return finish(id);
  }
  if (const auto good = check(c, wish); !good) return finish(refuse(good.error()));
  const auto channel = wish.channel;
  const auto to = wish.to;
  house->with.engine.command(channel, to, c.who.name, command_of(c, wish, fingerprint), c.request.correlation_id,
                             [finish, id](const ports::command_result& r) { finish(answer_of(r, id)); });
}

} // namespace charla::api
