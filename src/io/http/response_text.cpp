#include "io/http/response_text.hpp"

#include "io/http/problem.hpp"

#include <array>
#include <charconv>
#include <strings.h>

namespace charla::http {

namespace {

struct default_header {
  std::string_view name;
  std::string_view line;
};

// The console's pages bring their own policy; everything else has nothing to run (design/console.md §5).
constexpr auto defaults = std::to_array<default_header>({
    {"X-Content-Type-Options", "X-Content-Type-Options: nosniff\r\n"},
    {"Referrer-Policy", "Referrer-Policy: no-referrer\r\n"},
    {"Cross-Origin-Opener-Policy", "Cross-Origin-Opener-Policy: same-origin\r\n"},
    {"Cross-Origin-Resource-Policy", "Cross-Origin-Resource-Policy: same-origin\r\n"},
    {"Content-Security-Policy", "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n"},
});

bool same_name(std::string_view a, std::string_view b) {
  return a.size() == b.size() && strncasecmp(a.data(), b.data(), a.size()) == 0;
}

bool is_framing(std::string_view name) {
  return same_name(name, "Content-Length") || same_name(name, "Transfer-Encoding") || same_name(name, "Connection")
         || same_name(name, "Date") || same_name(name, "X-Request-Id") || same_name(name, "Server");
}

void append_clean(std::string& out, std::string_view text) {
  if (text.find_first_of(std::string_view{"\r\n\0", 3}) == std::string_view::npos) {
    out += text;
    return;
  }
  for (const char c : text)
    if (c != '\r' && c != '\n' && c != '\0') out.push_back(c);
}

void append_number(std::string& out, std::size_t n) {
  std::array<char, 20> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), n).ptr;
  out.append(digits.data(), end);
}

} // namespace

void append_head(std::string& out, const ports::http_response& response, const head_context& context) {
  if (response.status == 200) {
    out += "HTTP/1.1 200 OK\r\n";
  } else {
    out += "HTTP/1.1 ";
    append_number(out, static_cast<std::size_t>(response.status));
    out += ' ';
    out += reason_phrase(response.status);
    out += "\r\n";
  }
  unsigned given = 0;
  for (const auto& [name, value] : response.headers) {
    if (is_framing(name)) continue;
    for (std::size_t i = 0; i < defaults.size(); ++i)
      if (same_name(name, defaults[i].name)) given |= 1u << i;
    append_clean(out, name);
    out += ": ";
    append_clean(out, value);
    out += "\r\n";
  }
  if (context.chunked) {
    out += "Transfer-Encoding: chunked\r\n";
  } else if (may_have_body(response.status)) {
    out += "Content-Length: ";
    append_number(out, response.body.size());
    out += "\r\n";
  }
  for (std::size_t i = 0; i < defaults.size(); ++i)
    if (!(given & (1u << i))) out += defaults[i].line;
  if (context.vary_origin) out += "Vary: Origin\r\n";
  out += "Date: ";
  out += context.date;
  if (!context.correlation_id.empty()) {
    out += "\r\nX-Request-Id: ";
    out += context.correlation_id;
  }
  if (!context.keep_alive)
    out += "\r\nConnection: close";
  else if (context.http_1_0)
    out += "\r\nConnection: keep-alive";
  out += "\r\n\r\n";
}

} // namespace charla::http
