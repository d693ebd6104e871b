#include "io/api/resources.hpp"
#include "io/api/show.hpp"

#include <algorithm>

namespace charla::api {

namespace {

const known_channel* find_channel(const call& c, const directory_ptr& known) {
  return known ? known->find(c.who.tenant, c.request.param("key")) : nullptr;
}

/// What was known of the number before.
tl::expected<ports::number_row, problem> find_number(const call& c, const known_channel& channel) {
  const auto all = c.store().numbers();
  if (!all) return refuse(store_failed(all.error()));
  const auto found = std::find_if(all->begin(), all->end(), [&](const auto& n) {
    return n.channel == channel.row.id && n.tenant == channel.row.tenant;
  });
  if (found != all->end()) return *found;
  return ports::number_row{channel.row.tenant, channel.row.id, {}, {}, {}, {}, {}, {}, {}, {}};
}

void learn(ports::number_row& row, const ports::number_fact& f) {
  const auto take = [](std::string& old, const std::optional<std::string>& told) {
    if (told) old = *told;
  };
  row.at = f.at;
  take(row.quality, f.quality);
  if (f.rate) row.rate = f.rate;
  take(row.limit, f.limit);
  take(row.connection, f.connection);
  take(row.qr, f.qr);
  take(row.pairing_code, f.pairing_code);
  take(row.reason, f.reason);
}

std::optional<flows::timestamp> moment_of(const ports::number_row& n) {
  return n.at == flows::timestamp{} ? std::nullopt : std::optional{n.at};
}

void write_or_null(json::writer& w, std::string_view name, const std::string& text) {
  w.key(name);
  if (text.empty())
    w.null();
  else
    w.text(text);
}

/// @param note why the provider was not asked, or has not answered; empty: it has.
ports::http_response health_of(const known_channel& c, const ports::number_row& n, const std::string& note) {
  return object_response([&](json::writer& w) {
    w.member("channel", c.row.key).member("type", c.row.type).member("asked", note.empty());
    write_or_null(w, "note", note);
    write_time(w, "at", moment_of(n));
    w.member("quality", n.quality).key("rate_per_second");
    if (n.rate)
      w.number(*n.rate);
    else
      w.null();
    w.member("limit", n.limit).member("connection", n.connection).member("reason", n.reason);
  });
}

ports::http_response link_of(const known_channel& c, const ports::number_row& n) {
  return object_response([&](json::writer& w) {
    w.member("channel", c.row.key).member("connection", n.connection);
    write_or_null(w, "qr", n.qr);
    write_or_null(w, "pairing_code", n.pairing_code);
    write_time(w, "at", moment_of(n));
  });
}

/// The channel log has a line of it; of a success no body: a QR code is a key to the number.
void note_exchange(const context_ptr& house,
                   const known_channel& c,
                   const ports::client_request& asked,
                   const ports::client_response& told,
                   const std::string& trouble) {
  ports::exchange e;
  e.tenant = c.row.tenant;
  e.channel = c.row.id;
  e.at = house->with.clock.now();
  e.kind = ports::exchange_kind::manage;
  e.method = asked.method;
  e.url = asked.url.substr(0, asked.url.find('?'));
  e.status = told.status;
  e.took_ms = static_cast<std::int32_t>(told.took.count());
  e.failed = !trouble.empty();
  e.note = trouble;
  // The store blocks, and the client's thread must not.
  house->later(std::chrono::milliseconds{0}, [house, e = std::move(e)] {
    auto admin = house->admins.take();
    const auto done = admin ? admin->add_exchange(e) : ports::stored<void>{};
    if (!admin || !done)
      house->with.log.warn("api.exchange_not_noted", {{"channel", std::to_string(e.channel.value())}});
  });
}

/// What became of a question to the provider: what the number tells now, or the provider's trouble in words.
using told = tl::expected<ports::number_fact, std::string>;

void ask_provider(const call& c,
                  const directory_ptr& known,
                  const known_channel& channel,
                  ports::client_request request,
                  std::function<void(told)> done) {
  auto asked = request;
  c.house.with.http.send(std::move(request), [weak = c.house.weak_from_this(), known, &channel,
                                              asked = std::move(asked),
                                              done = std::move(done)](const ports::client_response& r) {
    const auto house = weak.lock();
    if (!house) return done(tl::make_unexpected(std::string{"The program is stopping."}));
    auto fact = r.error == ports::transport_errc::none
                    ? channel.speaks->health(channel.access, r)
                    : flows::result<ports::number_fact>{flows::fail("provider.unreachable", r.error_text)};
    note_exchange(house, channel, asked, r, fact ? "" : fact.error().what);
    if (!fact) return done(tl::make_unexpected(fact.error().what));
    fact->tenant = channel.row.tenant;
    fact->channel = channel.row.id;
    fact->at = house->with.clock.now();
    house->with.engine.note_number(*fact);
    done(*std::move(fact));
  });
}

void health(call& c, const ports::responder_ptr& done) {
  const auto fail = [&](const problem& p) { (*done)(to_response(p, c.request.correlation_id)); };
  const auto known = c.house.channels.get();
  const auto* channel = find_channel(c, known);
  if (channel == nullptr) return fail(not_found("channel"));
  auto number = find_number(c, *channel);
  if (!number) return fail(number.error());
  if (channel->speaks == nullptr)
    return (*done)(health_of(*channel, *number, "This program does not speak with " + channel->row.type + "."));
  auto request = channel->speaks->ask_health(channel->access);
  if (!request) return (*done)(health_of(*channel, *number, request.error().what));
  ask_provider(c, known, *channel, *std::move(request), [done, known, channel, n = *std::move(number)](told t) mutable {
    if (t) learn(n, *t);
    (*done)(health_of(*channel, n, t ? "" : t.error()));
  });
}

void connect(call& c, const ports::responder_ptr& done) {
  const auto& correlation = c.request.correlation_id;
  const auto fail = [&](const problem& p) { (*done)(to_response(p, correlation)); };
  const auto known = c.house.channels.get();
  const auto* channel = find_channel(c, known);
  if (channel == nullptr) return fail(not_found("channel"));
  if (channel->speaks == nullptr) return fail(conflict("This program does not speak with " + channel->row.type + "."));
  auto request = channel->speaks->connect(channel->access);
  if (!request) return fail(conflict(request.error().what));
  note_audit(c, "channel.connect", channel->row.key);
  ports::number_row fresh{channel->row.tenant, channel->row.id, {}, {}, {}, {}, {}, {}, {}, {}};
  ask_provider(
      c, known, *channel, *std::move(request),
      [done, known, channel, correlation, n = std::move(fresh)](told t) mutable {
        if (!t)
          return (*done)(to_response({502, "provider", "The provider has not done it", t.error(), {}}, correlation));
        learn(n, *t);
        (*done)(link_of(*channel, n));
      });
}

answer qr(call& c) {
  const auto known = c.house.channels.get();
  const auto* channel = find_channel(c, known);
  if (channel == nullptr) return refuse(not_found("channel"));
  const auto number = find_number(c, *channel);
  if (!number) return refuse(number.error());
  return link_of(*channel, *number);
}

} // namespace

endpoints number_endpoints() {
  return {
      {"GET", "/api/v1/channels/{key}/health", right::channels_read,
       "Asks the provider how the number is; what was known before when it cannot be asked", "", "number", health},
      {"POST", "/api/v1/channels/{key}/connect", right::channels_write,
       "Begins to connect an unofficial number: answers with a QR code to scan", "", "number_link", connect},
      {"GET", "/api/v1/channels/{key}/qr", right::channels_write, "The newest QR code, as the gateway has told it", "",
       "number_link", quick(qr)},
  };
}

} // namespace charla::api
