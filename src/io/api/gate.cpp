#include "io/api/authenticate.hpp"
#include "io/api/endpoint.hpp"

#include <charconv>

namespace charla::api {

namespace {

bool is_json(const ports::http_request& r) {
  return r.header_value("content-type").value_or("").rfind("application/json", 0) == 0;
}

/// Development only: a program on this machine, not a page of some site, acts for the first tenant.
std::optional<identity> developer(const context& house, const endpoint& e, const ports::http_request& r) {
  if (!e.open_at_home || !house.with.config.security.development || !from_this_machine(r)) return std::nullopt;
  if (r.header_value("origin") || r.header_value("sec-fetch-site") || r.header_value("authorization")
      || r.header_value("cookie") || (r.method != "GET" && !is_json(r)))
    return std::nullopt;
  const auto known = house.channels.get();
  if (!known) return std::nullopt;
  identity who;
  who.by = identity::means::key;
  who.tenant = known->first_tenant();
  who.scopes = {std::string{name_of(e.needs)}};
  who.name = "development";
  return who;
}

/// Every answer to a key tells how much is left, the refusals too.
ports::responder_ptr telling(const key_allowance& left, const ports::responder_ptr& done) {
  return std::make_shared<ports::responder>([left, done](ports::http_response r) {
    r.headers.push_back({"RateLimit-Limit", std::to_string(left.limit)});
    r.headers.push_back({"RateLimit-Remaining", std::to_string(left.remaining)});
    r.headers.push_back({"RateLimit-Reset", std::to_string(left.reset_s)});
    (*done)(std::move(r));
  });
}

/// @param done told of the key's allowance from here on.
tl::expected<identity, problem> admit(context& house,
                                      ports::store_admin* rows,
                                      const endpoint& e,
                                      const ports::http_request& r,
                                      ports::responder_ptr& done) {
  if (e.needs == right::open) return identity{};
  if (auto known = developer(house, e, r)) return *known;
  auto who = authenticate(house, *rows, r);
  if (!who) return who;
  if (who->by == identity::means::key && who->rate_per_minute > 0) {
    const auto left = house.key_rates.take(who->key, who->rate_per_minute);
    done = telling(left, done);
    if (left.wait_s > 0)
      return refuse(too_many("This key may make " + std::to_string(left.limit) + " requests a minute: wait "
                                 + std::to_string(left.wait_s) + " s.",
                             left.wait_s));
  }
  if (!who->may(e.needs))
    return refuse(forbidden("This needs the right `" + std::string{name_of(e.needs)}
                            + "`, which this account or key does not have."));
  const bool takes_json = e.takes == "application/json";
  if (who->by == identity::means::cookie && !r.body.empty() && takes_json && !is_json(r))
    return refuse(problem{415, "media-type", "Not JSON", "Send the body as application/json.", {}});
  return who;
}

void serve(context& house, const endpoint& e, const ports::http_request& r, ports::responder_ptr done) {
  const bool needs_store = e.store || e.needs != right::open;
  auto lease = needs_store ? std::optional{house.admins.take()} : std::nullopt;
  if (needs_store && !*lease)
    return (*done)(
        to_response(unavailable("The store cannot be reached; try again in a few seconds."), r.correlation_id));
  auto* rows = needs_store ? lease->operator->() : nullptr;
  auto who = admit(house, rows, e, r, done);
  if (!who) return (*done)(to_response(who.error(), r.correlation_id));
  call c{house, r, std::move(*who), rows};
  e.handle(c, done);
}

} // namespace

handler quick(quick_handler h) {
  return [h = std::move(h)](call& c, const ports::responder_ptr& done) {
    auto a = h(c);
    (*done)(a ? std::move(*a) : to_response(a.error(), c.request.correlation_id));
  };
}

ports::http_response json_response(std::string body, int status) {
  return {status, {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}}, std::move(body)};
}

ports::http_response ok_response() { return json_response(R"({"ok":true})"); }

ports::route to_route(const context_ptr& house, const endpoint& e) {
  ports::route r;
  r.method = e.method;
  r.pattern = e.pattern;
  r.where = e.where;
  r.body_max = e.body_max;
  r.handle = [house, e](const ports::http_request& request, const ports::responder_ptr& done) {
    serve(*house, e, request, done);
  };
  return r;
}

void note_audit(const call& c, std::string_view action, std::string_view subject, std::string details) {
  const auto done = c.store().add_audit({c.who.tenant, c.house.with.clock.now(), c.who.audit_name(),
                                         std::string{action}, std::string{subject}, std::move(details)});
  if (!done)
    c.house.with.log.error("api.audit_failed", {{"action", std::string{action}}, {"error", done.error().what}});
}

std::optional<std::int64_t> number_of(std::string_view text) {
  std::int64_t n = 0;
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (ec != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return n;
}

tl::expected<std::size_t, problem> limit_of(const ports::http_request& request) {
  const auto given = request.query_value("limit");
  if (!given) return 50;
  const auto n = number_of(*given);
  if (!n || *n < 1 || *n > 100) return refuse(invalid("limit", "range", "A whole number from 1 to 100."));
  return static_cast<std::size_t>(*n);
}

} // namespace charla::api
