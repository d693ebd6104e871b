#include "io/client/mail_talk.hpp"

#include "io/client/address_guard.hpp"

#include <curl/curl.h>
#include <sys/socket.h>

#include <algorithm>
#include <memory>

namespace charla::client {

namespace {

using ports::mail_server;

constexpr std::string_view no_known_way =
    "The server offers no way to sign in that is known here, such as PLAIN, LOGIN or CRAM-MD5.";

/// What is learnt on the way.
struct talk {
  const mail_server& server;
  const std::atomic<bool>& stop;
  bool blocked = false; ///< the address is private
  bool greeted = false; ///< it speaks at all
  bool offers_sign_in = false;
  bool signed_in = false;
  bool refused = false; ///< it has said no to something
};

/// libcurl signs in only where the server offers it, and says nothing when it has not: the server's lines tell.
std::size_t on_line(char* bytes, std::size_t size, std::size_t n, void* self) {
  auto& t = *static_cast<talk*>(self);
  const std::string_view line{bytes, size * n};
  if (line.empty()) return 0;
  const auto code = line.substr(0, 3);
  t.greeted = t.greeted || code == "220";
  if (code == "250" && line.size() > 8 && line.substr(4, 4) == "AUTH") t.offers_sign_in = true;
  if (code == "235") t.signed_in = true;
  if (code.front() == '4' || code.front() == '5') t.refused = true;
  return size * n;
}

curl_socket_t on_socket(void* self, curlsocktype, curl_sockaddr* address) {
  auto& t = *static_cast<talk*>(self);
  if (!t.server.private_too && is_private(address->addr)) {
    t.blocked = true;
    return CURL_SOCKET_BAD;
  }
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

int on_progress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<talk*>(self)->stop ? 1 : 0;
}

std::size_t drop(char*, std::size_t size, std::size_t n, void*) { return size * n; }

std::string url_of(const mail_server& s) {
  const auto* scheme = s.security == mail_server::protection::tls ? "smtps://" : "smtp://";
  return scheme + s.host + ':' + std::to_string(s.port);
}

bool prepare(CURL* curl, talk& t) {
  const auto& s = t.server;
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  if (curl_easy_setopt(curl, CURLOPT_URL, url_of(s).c_str()) != CURLE_OK) return false;
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_PROXY, ""); // one of the environment would see the password
  curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, "NOOP");
  curl_easy_setopt(curl, CURLOPT_USE_SSL,
                   static_cast<long>(s.security == mail_server::protection::none ? CURLUSESSL_NONE : CURLUSESSL_ALL));
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, std::max(1L, static_cast<long>(s.timeout.count())));
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, &on_socket);
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, &t);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &on_line);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &t);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &drop);
  curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, &on_progress);
  curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &t);
  if (s.user.empty()) return true;
  curl_easy_setopt(curl, CURLOPT_USERNAME, s.user.c_str());
  curl_easy_setopt(curl, CURLOPT_PASSWORD, s.password.c_str());
  return true;
}

std::string place_of(const mail_server& s) { return s.host + ':' + std::to_string(s.port); }

std::string what_went_wrong(CURLcode how, const talk& t) {
  const auto& s = t.server;
  if (t.blocked) return s.host + " leads to a private address: name a mail server that is reached from the internet.";
  switch (how) {
  case CURLE_COULDNT_RESOLVE_HOST: return "The name " + s.host + " is not known: check `host`.";
  case CURLE_COULDNT_CONNECT: return "Nobody answers at " + place_of(s) + ": check `host` and `port`.";
  case CURLE_OPERATION_TIMEDOUT:
    return place_of(s)
           + " has not answered in time: check `port`, and that tls is meant for it (465) or not (587, 25).";
  case CURLE_USE_SSL_FAILED:
    return "The server offers no STARTTLS: choose security `tls` (port 465), or `none` if the line may be read.";
  case CURLE_SSL_CONNECT_ERROR:
    return "The line could not be protected: `tls` is for port 465, `starttls` for 587. The server may also speak only "
           "an old TLS.";
  case CURLE_PEER_FAILED_VERIFICATION:
    return "The server's certificate is not for " + s.host + " or not to be trusted: check `host`, or renew it.";
  case CURLE_LOGIN_DENIED:
    if (!t.refused) return std::string{no_known_way};
    return "The server refuses `user` and `password`: many providers want a password made for applications.";
  case CURLE_ABORTED_BY_CALLBACK: return "The program is stopping: try again.";
  default: break;
  }
  return (t.greeted ? "The server has ended the talk: " : "What answers is no mail server: ")
         + std::string{curl_easy_strerror(how)} + ". Check `port` and `security`.";
}

} // namespace

ports::mail_answer talk_to(const mail_server& server, const std::atomic<bool>& stop) {
  talk t{server, stop};
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl{curl_easy_init(), &curl_easy_cleanup};
  if (!curl || !prepare(curl.get(), t)) return {false, "The address cannot be read: check `host`.", {}};
  const auto how = curl_easy_perform(curl.get());
  curl_off_t took_us = 0;
  curl_easy_getinfo(curl.get(), CURLINFO_TOTAL_TIME_T, &took_us);
  const std::chrono::milliseconds took{took_us / 1000};
  if (how != CURLE_OK) return {false, what_went_wrong(how, t), took};
  if (server.user.empty()) return {true, place_of(server) + " answers; nobody has signed in.", took};
  if (t.signed_in) return {true, "Signed in at " + place_of(server) + ".", took};
  return {false,
          t.offers_sign_in
              ? std::string{no_known_way}
              : std::string{"The server takes no user and password on this line: choose security `starttls` or `tls`."},
          took};
}

} // namespace charla::client
