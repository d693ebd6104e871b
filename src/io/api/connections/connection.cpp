#include "io/api/connections/connection.hpp"

#include "io/api/email.hpp"
#include "io/api/show.hpp"
#include "io/api/subscriber_url.hpp"
#include "io/json/reader.hpp"

#include <algorithm>

namespace charla::api {

namespace {

constexpr std::size_t secret_max = 500;
constexpr std::size_t user_agent_max = 200;
constexpr std::size_t host_max = 253;
constexpr std::size_t address_max = 320;
constexpr std::size_t store_id_max = 20;

/// Enough to recognise a secret by; nothing of one that is short.
std::string last_four(const std::string& secret) { return secret.size() < 8 ? "" : secret.substr(secret.size() - 4); }

void write_secret(json::writer& w, std::string_view name, const std::string& secret) {
  w.key(name).begin_object().member("set", !secret.empty()).member("last4", last_four(secret)).end_object();
}

bool has_controls(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

/// A line break in what becomes a header or a command would say more than was meant.
std::string plain_text(body& b, std::string_view field, std::optional<std::string> said) {
  if (said && has_controls(*said)) b.wrong(field, "format", "One line without control characters.");
  return std::move(said).value_or("");
}

/// One that is left out is the one of before.
std::string read_secret(body& b, const std::string& field, const std::optional<known_connection>& before) {
  if (!b.has(field)) return before ? before->at(field) : std::string{};
  return plain_text(b, field, b.maybe_text(field, secret_max));
}

void read_shop(body& b, known_connection& k, const std::optional<known_connection>& before) {
  auto& store = k.has["store_id"] = b.text("store_id", store_id_max);
  if (!std::all_of(store.begin(), store.end(), [](char c) { return c >= '0' && c <= '9'; }))
    b.wrong("store_id", "format", "The number of the shop: digits only.");
  auto& agent = k.has["user_agent"] = plain_text(b, "user_agent", b.text("user_agent", user_agent_max));
  if (!agent.empty() && agent.find('(') == std::string::npos)
    b.wrong("user_agent", "format", "As Tienda Nube wants it: Name (mail@example.com).");
  auto& token = k.has["access_token"] = read_secret(b, "access_token", before);
  if (token.empty()) b.wrong("access_token", "required", "The token that Tienda Nube has given to the application.");
}

const char* usual_port(const std::string& security) {
  if (security == "tls") return "465";
  return security == "none" ? "25" : "587";
}

void check_host(const call& c, body& b, const std::string& host) {
  if (host.empty()) return;
  const auto fault = host.find_first_of(":/?#@") != std::string::npos
                         ? std::optional{url_fault{"format", "The name alone, such as smtp.example.com."}}
                         : fault_of("https://" + host, c.house.with.config.engine.webhooks_anywhere);
  if (fault) b.wrong("host", fault->reason, fault->hint);
}

void read_sign_in(body& b, known_connection& k, const std::optional<known_connection>& before) {
  auto& user = k.has["user"] = plain_text(b, "user", b.maybe_text("user", address_max));
  auto& password = k.has["password"] = read_secret(b, "password", before);
  if (user.empty()) {
    password.clear();
    return;
  }
  if (password.empty()) b.wrong("password", "required", "Whoever signs in needs one; leave out `user` if nobody does.");
  // A password is told to the server that it was meant for: a changed host must not be a way to read it.
  const bool elsewhere = before && (before->at("host") != k.at("host") || before->at("user") != user);
  if (elsewhere && !b.has("password"))
    b.wrong("password", "required", "It was for another host or user: give it again.");
}

void read_mail(const call& c, body& b, known_connection& k, const std::optional<known_connection>& before) {
  check_host(c, b, k.has["host"] = b.text("host", host_max));
  const auto security = b.maybe_choice("security", {"none", "starttls", "tls"}).value_or("starttls");
  k.has["security"] = security;
  const auto port = b.maybe_integer("port", 1, 65'535);
  k.has["port"] = port ? std::to_string(*port) : usual_port(security);
  auto& from = k.has["from"] = plain_text(b, "from", b.text("from", address_max));
  if (!from.empty() && !read_email(from)) b.wrong("from", "format", "An e-mail address: bot@example.com.");
  read_sign_in(b, k, before);
}

tl::expected<known_connection, problem> opened(const ports::connection_row& row) {
  known_connection k{row, {}};
  const auto document = json::document::parse(row.details);
  if (!document) return refuse(store_failed({ports::store_errc::corrupt, document.error().what}));
  for (const auto& [name, v] : document->root().members())
    k.has.emplace(name, v.text().value_or(""));
  k.row.details.clear();
  return k;
}

} // namespace

std::string known_connection::at(const std::string& name) const {
  const auto found = has.find(name);
  return found == has.end() ? "" : found->second;
}

bool is_connection_kind(std::string_view kind) { return kind == "tienda_nube" || kind == "smtp"; }

tl::expected<std::vector<known_connection>, problem> connections_of_tenant(const call& c) {
  const auto rows = c.store().connections(c.who.tenant);
  if (!rows) return refuse(store_failed(rows.error()));
  std::vector<known_connection> all;
  for (const auto& row : *rows) {
    if (!is_connection_kind(row.kind)) continue; // of a newer program
    auto k = opened(row);
    if (!k) return refuse(k.error());
    all.push_back(*std::move(k));
  }
  return all;
}

tl::expected<known_connection, problem> find_connection(const call& c) {
  auto all = connections_of_tenant(c);
  if (!all) return refuse(all.error());
  for (auto& k : *all)
    if (k.row.kind == c.request.param("kind")) return std::move(k);
  return refuse(not_found("connection"));
}

tl::expected<known_connection, problem> read_connection(const call& c, const std::optional<known_connection>& before) {
  auto b = body::of(c.request);
  if (!b) return refuse(b.error());
  known_connection k;
  k.row.tenant = c.who.tenant;
  k.row.kind = c.request.param("kind");
  k.row.updated_at = c.house.with.clock.now();
  k.row.created_at = before ? before->row.created_at : k.row.updated_at;
  if (k.row.kind == "smtp")
    read_mail(c, *b, k, before);
  else
    read_shop(*b, k, before);
  b->refuse_unknown();
  if (!b->good()) return refuse(b->take_problem());
  k.row.details = c.house.with.codec.encode(k.has);
  return k;
}

void write_connection(json::writer& w, const known_connection& k) {
  w.begin_object().member("kind", k.row.kind);
  if (k.row.kind == "smtp") {
    w.member("host", k.at("host")).member("port", number_of(k.at("port")).value_or(0)).member("user", k.at("user"));
    write_secret(w, "password", k.at("password"));
    w.member("from", k.at("from")).member("security", k.at("security"));
  } else {
    w.member("store_id", k.at("store_id"));
    write_secret(w, "access_token", k.at("access_token"));
    w.member("user_agent", k.at("user_agent"));
  }
  w.member("created_at", show_time(k.row.created_at)).member("updated_at", show_time(k.row.updated_at)).end_object();
}

} // namespace charla::api
