#include "io/api/outgoing.hpp"
#include "io/api/phone.hpp"
#include "io/api/resources.hpp"

#include <algorithm>
#include <atomic>

namespace charla::api {

namespace {

constexpr std::size_t batch_max = 100;
constexpr std::size_t batch_bytes_max = 2 << 20;

/// The channel that the request names; without a name the tenant's only one.
const known_channel* find_channel(const call& c, const directory& known, body& b) {
  const auto key = b.maybe_text("channel", 40);
  if (key && !key->empty()) {
    const auto* found = known.find(c.who.tenant, *key);
    if (found == nullptr) b.wrong("channel", "unknown", "The key of a channel of this tenant, e.g. wa_main.");
    if (found != nullptr && found->row.status != "active")
      b.wrong("channel", "stopped", "The channel is stopped: start it first, or send by another.");
    return found;
  }
  const known_channel* only = nullptr;
  for (const auto& ch : known.channels) {
    if (ch.row.tenant != c.who.tenant || ch.row.status != "active" || ch.row.type == "host") continue;
    if (only != nullptr) {
      b.wrong("channel", "required", "There are several channels: the key of one, e.g. wa_main.");
      return nullptr;
    }
    only = &ch;
  }
  if (only == nullptr) b.wrong("channel", "required", "This tenant has no active channel: connect a number first.");
  return only;
}

tl::expected<outgoing_wish, problem> read_wish(const call& c, const directory& known, body b) {
  const auto* channel = find_channel(c, known, b);
  const auto number = b.text("to", 40);
  const auto phone = read_phone(number);
  if (!number.empty() && !phone) b.wrong("to", "phone", "A telephone number with country code, e.g. +5215555555555.");
  auto message = read_outgoing(c, b);
  read_terms(b, message);
  b.refuse_unknown();
  if (!b.good() || channel == nullptr || !phone) return refuse(b.take_problem());
  return outgoing_wish{channel->access, channel->speaks, {*phone, {}}, number, std::move(message), true};
}

void write_accepted(json::writer& w, const std::string& id) {
  w.member("task_id", id).member("status", ports::name_of(ports::task_state::pending));
}

void send_one(call& c, const ports::responder_ptr& done, const directory& known, body b) {
  const auto& correlation = c.request.correlation_id;
  auto wish = read_wish(c, known, std::move(b));
  if (!wish) return (*done)(to_response(wish.error(), correlation));
  submit(c, *std::move(wish), [done, correlation](const submitted& s) {
    if (!s) return (*done)(to_response(s.error(), correlation));
    (*done)(object_response([&](json::writer& w) { write_accepted(w, *s); }, 202));
  });
}

/// Answers when the last of several has been stored or refused.
class batch_of_sends {
public:
  batch_of_sends(std::size_t count, ports::responder_ptr done, std::string correlation)
      : results_(count, submitted{std::string{}}), open_(count), done_(std::move(done)),
        correlation_(std::move(correlation)) {}

  void arrived(std::size_t index, submitted s) {
    results_[index] = std::move(s);
    if (--open_ == 0) answer();
  }

private:
  void answer() {
    std::int64_t accepted = 0;
    const problem* first = nullptr;
    json::writer w;
    w.begin_object().key("items").begin_array();
    for (std::size_t i = 0; i < results_.size(); ++i) {
      w.begin_object().member("index", static_cast<std::int64_t>(i));
      if (results_[i]) {
        write_accepted(w, *results_[i]);
        ++accepted;
      } else {
        if (first == nullptr) first = &results_[i].error();
        w.key("error").raw(to_response(results_[i].error(), correlation_).body);
      }
      w.end_object();
    }
    w.end_array().member("accepted", accepted);
    w.member("refused", static_cast<std::int64_t>(results_.size()) - accepted).end_object();
    auto r = json_response(w.take(), accepted > 0 || first == nullptr ? 202 : first->status);
    if (accepted == 0 && first != nullptr && first->retry_after_s > 0)
      r.headers.push_back({"Retry-After", std::to_string(first->retry_after_s)});
    (*done_)(std::move(r));
  }

  std::vector<submitted> results_; ///< each is written by one callback only
  std::atomic<std::size_t> open_;
  ports::responder_ptr done_;
  std::string correlation_;
};

void send_batch(call& c, const ports::responder_ptr& done, const directory& known, body b) {
  const auto& correlation = c.request.correlation_id;
  const auto given = b.maybe_array("messages");
  const auto items = given ? given->items() : std::vector<json::value>{};
  if (items.empty() || items.size() > batch_max) b.wrong("messages", "count", "One to a hundred messages.");
  b.refuse_unknown();
  if (!b.good()) return (*done)(to_response(b.take_problem(), correlation));
  const auto all = std::make_shared<batch_of_sends>(items.size(), done, correlation);
  for (std::size_t i = 0; i < items.size(); ++i) {
    auto wish = items[i].kind() == json::kind::object
                    ? read_wish(c, known, body{items[i], ""})
                    : refuse(invalid("messages[" + std::to_string(i) + "]", "type", "Send an object."));
    if (wish && wish->message.client_id == c.request.header_value("idempotency-key").value_or(""))
      wish->message.client_id += wish->message.client_id.empty() ? "" : '.' + std::to_string(i);
    if (!wish)
      all->arrived(i, refuse(wish.error()));
    else
      submit(c, *std::move(wish), [all, i](submitted s) { all->arrived(i, std::move(s)); });
  }
}

void send(call& c, const ports::responder_ptr& done) {
  const auto& correlation = c.request.correlation_id;
  auto b = body::of(c.request);
  if (!b) return (*done)(to_response(b.error(), correlation));
  const auto known = c.house.channels.get();
  if (!known) return (*done)(to_response(unavailable("The channels have not been read yet."), correlation));
  if (b->has("messages")) return send_batch(c, done, *known, *std::move(b));
  send_one(c, done, *known, *std::move(b));
}

} // namespace

endpoints transactional_endpoints() {
  endpoint e{"POST",
             "/api/v1/messages",
             right::messages_send,
             "Sends a message of any kind to a number, now or later; or up to a hundred: `{\"messages\":[…]}`",
             "message_new",
             "message_accepted",
             send};
  e.body_max = batch_bytes_max;
  return {e};
}

} // namespace charla::api
