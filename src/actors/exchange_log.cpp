#include "actors/exchange_log.hpp"

#include <algorithm>
#include <array>

namespace charla::actors {

namespace {

/// Members whose values are nobody's business but the two programs'.
constexpr std::array<std::string_view, 8> secret_members{"apikey",       "access_token", "app_secret", "authorization",
                                                         "verify_token", "password",     "token",      "x-api-key"};
constexpr std::string_view hidden = "***";
/// Rows that one webhook may write; a batch of a thousand updates is one line a conversation, up to this.
constexpr std::size_t lines_max = 50;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_secret(std::string_view name) {
  return std::any_of(secret_members.begin(), secret_members.end(), [&](std::string_view s) {
    return std::equal(s.begin(), s.end(), name.begin(), name.end(), [](char a, char b) { return a == lower(b); });
  });
}

/// The end of the JSON text that begins after the quote at `from`; the body's end when it is not closed.
std::size_t end_of_text(std::string_view body, std::size_t from) {
  for (auto i = from; i < body.size(); ++i) {
    if (body[i] == '\\')
      ++i;
    else if (body[i] == '"')
      return i;
  }
  return body.size();
}

std::size_t skip_spaces(std::string_view body, std::size_t at) {
  while (at < body.size() && (body[at] == ' ' || body[at] == '\n' || body[at] == '\r' || body[at] == '\t'))
    ++at;
  return at;
}

std::string without_secrets(std::string_view body) {
  std::string out;
  out.reserve(body.size());
  std::size_t at = 0;
  while (at < body.size()) {
    const auto open = body.find('"', at);
    if (open == std::string_view::npos) break;
    const auto close = end_of_text(body, open + 1);
    const auto name = body.substr(open + 1, close - open - 1);
    const auto after = std::min(body.size(), close + 1);
    out.append(body.substr(at, after - at));
    at = after;
    const auto colon = skip_spaces(body, at);
    if (!is_secret(name) || colon >= body.size() || body[colon] != ':') continue;
    const auto value = skip_spaces(body, colon + 1);
    if (value >= body.size() || body[value] != '"') continue;
    out.append(body.substr(at, value - at + 1)).append(hidden);
    const auto end = end_of_text(body, value + 1);
    if (end < body.size()) out.push_back('"');
    at = std::min(body.size(), end + 1);
  }
  if (at < body.size()) out.append(body.substr(at));
  return out;
}

/// How many bytes the character has that begins here; 0 when it is none.
std::size_t length_of_character(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte == 0) return 0;
  const std::size_t length = byte < 0x80   ? 1
                             : byte < 0xC2 ? 0
                             : byte < 0xE0 ? 2
                             : byte < 0xF0 ? 3
                             : byte < 0xF5 ? 4
                                           : 0;
  if (length == 0 || at + length > text.size()) return 0;
  for (std::size_t i = 1; i < length; ++i)
    if ((static_cast<unsigned char>(text[at + i]) & 0xC0U) != 0x80U) return 0;
  // Surrogates and overlong forms: PostgreSQL refuses them.
  const auto second = length > 1 ? static_cast<unsigned char>(text[at + 1]) : 0U;
  if (byte == 0xE0 && second < 0xA0) return 0;
  if (byte == 0xED && second > 0x9F) return 0;
  if (byte == 0xF0 && second < 0x90) return 0;
  if (byte == 0xF4 && second > 0x8F) return 0;
  return length;
}

std::string as_utf8(std::string_view text, std::size_t max) {
  std::string out;
  for (std::size_t i = 0; i < text.size() && out.size() < max;) {
    const auto length = length_of_character(text, i);
    if (length == 0) {
      out.push_back('?');
      ++i;
      continue;
    }
    if (out.size() + length > max) break;
    out.append(text.substr(i, length));
    i += length;
  }
  return out;
}

} // namespace

std::string redacted(std::string_view body) {
  // A file in the body is not read to its end: secrets stand before it or not at all in what is kept.
  const auto begin = body.substr(0, 4 * ports::exchange_body_max);
  return as_utf8(without_secrets(begin), ports::exchange_body_max);
}

std::string redacted_url(std::string_view url) {
  const auto query = url.find('?');
  if (query == std::string_view::npos) return as_utf8(url, ports::exchange_body_max);
  std::string out{url.substr(0, query)};
  char sign = '?';
  for (auto rest = url.substr(query + 1); !rest.empty();) {
    const auto part = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(rest.size(), part.size() + 1));
    out.push_back(std::exchange(sign, '&'));
    out.append(part.substr(0, part.find('='))).append("=").append(hidden);
  }
  return as_utf8(out, ports::exchange_body_max);
}

ports::exchange exchange_of(const ports::channel_access& channel,
                            ports::exchange_kind kind,
                            const ports::client_request& asked,
                            const ports::client_response& answer,
                            flows::timestamp now) {
  ports::exchange e;
  e.tenant = channel.tenant;
  e.channel = channel.id;
  e.at = now;
  e.kind = kind;
  e.method = asked.method;
  e.url = redacted_url(asked.url);
  e.status = answer.status;
  e.took_ms = static_cast<std::int32_t>(answer.took.count());
  e.failed = answer.error != ports::transport_errc::none || answer.status < 200 || answer.status >= 300;
  e.request = redacted(asked.body);
  e.response = redacted(answer.error == ports::transport_errc::none ? answer.body : answer.error_text);
  return e;
}

std::vector<ports::exchange> exchanges_of(const ports::channel_access& channel,
                                          const std::string& body,
                                          std::vector<heard> about,
                                          flows::timestamp now) {
  if (about.empty()) about.emplace_back();
  if (about.size() > lines_max) about.resize(lines_max);
  std::vector<ports::exchange> lines;
  const auto words = redacted(body);
  for (auto& a : about) {
    ports::exchange e;
    e.tenant = channel.tenant;
    e.channel = channel.id;
    e.at = now;
    e.kind = ports::exchange_kind::webhook;
    e.conversation = a.conversation;
    e.provider_id = std::move(a.provider_id);
    e.status = 200;
    e.request = words;
    lines.push_back(std::move(e));
  }
  return lines;
}

} // namespace charla::actors
