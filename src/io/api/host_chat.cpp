#include "flows/limits.hpp"
#include "io/api/body.hpp"
#include "io/api/phone.hpp"
#include "io/api/resources.hpp"

#include <algorithm>

namespace charla::api {

namespace {

/// A turn asks a model and the organisation's systems; a host's own request rarely waits longer.
constexpr std::chrono::seconds turn_wait{30};
constexpr std::chrono::milliseconds look_every{200};
constexpr std::size_t lines_looked_at = 200;

struct question {
  const known_channel* channel = nullptr;
  flows::inbound_message message;
  flows::conversation_id conversation;
};

const known_channel* find_host(const call& c, const directory& known, body& b) {
  const auto key = b.maybe_text("channel", 40).value_or("");
  const auto found = std::find_if(known.channels.begin(), known.channels.end(), [&](const known_channel& ch) {
    return ch.row.tenant == c.who.tenant && ch.row.type == "host" && ch.row.status == "active"
           && (key.empty() || ch.row.key == key);
  });
  if (found != known.channels.end()) return &*found;
  b.wrong(
      "channel", key.empty() ? "required" : "unknown",
      "The key of an active channel of type host: make one by POST /api/v1/channels {\"key\":…,\"type\":\"host\"}.");
  return nullptr;
}

tl::expected<question, problem> read_question(const call& c, const directory& known) {
  auto b = body::of(c.request);
  if (!b) return refuse(b.error());
  question q;
  q.channel = find_host(c, known, *b);
  const auto number = b->text("from", 40);
  const auto phone = read_phone(number);
  if (!number.empty() && !phone) b->wrong("from", "phone", "A telephone number with country code, e.g. 5491155550100.");
  auto& m = q.message;
  m.from = {phone.value_or(""), {}};
  m.profile_name = b->maybe_text("name", 100).value_or("");
  m.body = flows::text_content{b->text("text", flows::limits::text_length_max)};
  m.sent_at = c.house.with.clock.now();
  m.provider_id = b->maybe_text("message_id", 200).value_or("");
  if (m.provider_id.empty())
    m.provider_id = "host." + flows::to_string(c.house.with.crypto.row_uuid(flows::to_unix_ms(m.sent_at)));
  b->refuse_unknown();
  if (!b->good() || q.channel == nullptr || !phone) return refuse(b->take_problem());
  q.conversation = ports::conversation_of(c.house.with.crypto, q.channel->row.id, m.from);
  return q;
}

/// What the bot says, and whether the host has it from now on.
struct bubble {
  flows::content body;
  bool waits = false;
};
using bubbles = std::map<std::pair<std::int64_t, std::int16_t>, bubble>;

/// What waits to be taken by the host, of turns that nobody has asked for too (a pause, a follow-up); and what the turn
/// of the message has said, for a question that is asked again.
ports::stored<bubbles>
gather(const context& house, ports::store_reader& from, const question& q, std::int64_t version) {
  bubbles out;
  const auto waiting = from.outbox_of(q.conversation);
  if (!waiting) return tl::make_unexpected(waiting.error());
  for (const auto& row : *waiting) {
    const auto cause = house.with.codec.decode_cause(row.body);
    const auto* said = cause ? std::get_if<flows::outgoing_request>(&*cause) : nullptr;
    if (said != nullptr) out[{row.out.version, row.out.index}] = {said->body, true};
  }
  const auto lines = from.history(q.conversation, 0, lines_looked_at);
  if (!lines) return tl::make_unexpected(lines.error());
  for (const auto& line : *lines) {
    if (line.version != version || !line.row.send) continue;
    const auto body = house.with.codec.decode_content(line.row.body);
    if (body) out.try_emplace({version, *line.row.send}, bubble{*body, false});
  }
  return out;
}

void write_bubble(json::writer& w, const flows::content& body, std::int64_t part, std::int64_t total) {
  w.begin_object().member("part", part).member("total", total);
  const auto* media = std::get_if<flows::media_content>(&body);
  if (media != nullptr && !media->url.empty()) w.member("imageUrl", media->url);
  const auto text = flows::plain_text(body);
  if (media == nullptr || !text.empty() || media->url.empty()) w.member("text", text);
  w.member("type", flows::type_name(body)).end_object();
}

ports::http_response result_of(std::string_view status, const bubbles& said) {
  return object_response([&](json::writer& w) {
    w.member("status", status).member("send", !said.empty()).key("messages").begin_array();
    std::int64_t part = 0;
    for (const auto& [at, b] : said)
      write_bubble(w, b.body, ++part, static_cast<std::int64_t>(said.size()));
    w.end_array();
  });
}

/// The host has them: that they were delivered comes in at the front door, like any provider's word.
void take(const context_ptr& house,
          const question& q,
          const bubbles& said,
          std::function<void(ports::accept_outcome)> done) {
  std::vector<ports::routed_event> news;
  for (const auto& [at, b] : said) {
    if (!b.waits) continue;
    ports::status_fact f;
    f.tenant = q.channel->row.tenant;
    f.channel = q.channel->row.id;
    f.out = flows::out_id{q.conversation, at.first, at.second};
    f.provider_id = "host." + flows::to_string(*f.out);
    f.status = flows::message_status::delivered;
    f.at = house->with.clock.now();
    news.push_back({q.channel->access, q.message.provider_id, {{}, {}, std::move(f)}});
  }
  if (news.empty()) return done(ports::accept_outcome::durable);
  house->with.engine.accept(std::move(news), std::move(done));
}

/// Reads what the bot has said, and answers once it is durable that the host has it.
void answer_turn(const context_ptr& house,
                 const question& q,
                 const chat::turn& t,
                 const ports::responder_ptr& done,
                 const std::string& correlation) {
  auto reader = house->readers.take();
  if (!reader) return (*done)(to_response(unavailable("The store cannot be reached; ask again."), correlation));
  auto said = gather(*house, *reader, q, t.version);
  if (!said) return (*done)(to_response(store_failed(said.error()), correlation));
  const bool spoke = std::any_of(said->begin(), said->end(), [&](const auto& b) { return b.first.first == t.version; });
  if (!t.bot_speaks && !spoke) return (*done)(result_of("ignored", {})); // a person has the conversation (R093)
  take(house, q, *said, [done, said = *said, correlation](ports::accept_outcome how) {
    if (how != ports::accept_outcome::durable)
      return (*done)(
          to_response(unavailable("It could not be stored; ask again with the same message_id."), correlation));
    (*done)(result_of("ok", said));
  });
}

/// The turn that has taken this message before, if the host asks again.
ports::stored<std::optional<chat::turn>> earlier(const context_ptr& house, const call& c, const question& q) {
  auto reader = house->readers.take();
  if (!reader) return std::nullopt;
  const auto lines = reader->history(q.conversation, 0, lines_looked_at);
  if (!lines) return tl::make_unexpected(lines.error());
  const auto line = std::find_if(lines->begin(), lines->end(),
                                 [&](const auto& l) { return l.row.provider_id == q.message.provider_id; });
  if (line == lines->end()) return std::nullopt;
  const auto row = c.store().conversation(c.who.tenant, q.conversation);
  if (!row) return tl::make_unexpected(row.error());
  return chat::turn{line->version, *row && (*row)->mode == flows::control_mode::bot};
}

void keep_looking(const context_ptr& house) {
  house->later(look_every, [weak = std::weak_ptr{house}] {
    const auto alive = weak.lock();
    if (alive && alive->chats.expire(alive->with.clock.boot_ms())) keep_looking(alive);
  });
}

/// Waits for the turn, and not for ever.
/// @param known has the channel that the question names.
std::shared_ptr<chat> wait_for(const context_ptr& house,
                               const directory_ptr& known,
                               const question& q,
                               const ports::responder_ptr& done,
                               const std::string& correlation) {
  const auto self = std::make_shared<std::weak_ptr<chat>>();
  const auto weak = std::weak_ptr{house}; // the house holds the chat
  const auto answer = [weak, self, known, q, done, correlation](chat::turn t) {
    const auto alive = weak.lock();
    const auto waiting = self->lock();
    if (!alive || !waiting || !waiting->end()) return;
    alive->chats.remove(waiting.get());
    answer_turn(alive, q, t, done, correlation);
  };
  const auto waiting = std::make_shared<chat>(q.conversation, q.message.provider_id, [weak, answer](chat::turn t) {
    // Not on the actor's thread: the store blocks.
    if (const auto alive = weak.lock()) alive->later(std::chrono::milliseconds{0}, [answer, t] { answer(t); });
  });
  *self = waiting;
  const auto too_late = [self, done, correlation] {
    const auto late = self->lock();
    if (!late || !late->end()) return;
    (*done)(to_response({504,
                         "turn-late",
                         "The turn is not over yet",
                         "Ask again with the same message_id: what the bot says meanwhile is kept.",
                         {}},
                        correlation));
  };
  const auto until = house->with.clock.boot_ms() + std::chrono::milliseconds{turn_wait}.count();
  if (!house->chats.add(waiting, until, too_late)) return nullptr;
  if (house->chats.begin_watch()) keep_looking(house);
  return waiting;
}

/// R091 to R093: a host has a message and wants the bot's answer to it; its own channel carries both.
void ask(call& c, const ports::responder_ptr& done) {
  const auto correlation = c.request.correlation_id;
  const auto fail = [&](const problem& p) { (*done)(to_response(p, correlation)); };
  const auto known = c.house.channels.get();
  if (!known) return fail(unavailable("The channels have not been read yet."));
  auto q = read_question(c, *known);
  if (!q) return fail(q.error());
  const auto house = c.house.shared_from_this();
  const auto waiting = wait_for(house, known, *q, done, correlation);
  if (!waiting) return fail(unavailable("Too many questions wait for their turn; ask again."));
  const auto give_up = [house, waiting, done, correlation](const problem& p) {
    if (!waiting->end()) return;
    house->chats.remove(waiting.get());
    (*done)(to_response(p, correlation));
  };
  (void)house->with.engine.watch(c.who.tenant, waiting, std::nullopt);
  const auto before = earlier(house, c, *q);
  if (!before) return give_up(store_failed(before.error()));
  if (*before) {
    if (!waiting->end()) return;
    house->chats.remove(waiting.get());
    return answer_turn(house, *q, **before, done, correlation);
  }
  house->with.engine.accept({{q->channel->access, correlation, {{}, {}, q->message}}},
                            [give_up](ports::accept_outcome how) {
                              if (how != ports::accept_outcome::durable)
                                give_up(unavailable("It could not be stored; ask again with the same message_id."));
                            });
}

} // namespace

endpoints chat_endpoints() {
  return {{"POST", "/chat", right::messages_send,
           "The bot's answer to a message that a host brings: its own channel carries both", "chat_question",
           "chat_result", ask}};
}

} // namespace charla::api
