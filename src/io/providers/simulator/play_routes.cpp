#include "io/json/reader.hpp"
#include "io/json/writer.hpp"
#include "io/providers/simulator/stage.hpp"

#include <atomic>

namespace charla::simulator {

namespace {

constexpr std::chrono::hours received_lives{7 * 24}; // providers.md A9

/// Puts the customer's file on the shelf; errors: not base64.
flows::result<void> keep_file(stage& s, customer_message& m, const std::string& host) {
  auto& f = m.file;
  std::string bytes;
  if (!f.bytes_base64.empty()) {
    auto decoded = s.crypto.unbase64(f.bytes_base64);
    if (!decoded) return flows::fail("inbound.base64", "the bytes are not base64", "media.base64");
    bytes = std::move(*decoded);
  } else {
    static std::atomic<std::int64_t> seed{0};
    bytes = filler(static_cast<std::size_t>(f.size), ++seed);
  }
  kept_file kept;
  kept.mime_type = f.mime_type;
  kept.filename = f.filename;
  kept.bytes = std::make_shared<const std::string>(std::move(bytes));
  kept.message_id = m.id;
  kept.expires_at = s.clock.now() + received_lives;
  const std::scoped_lock guard{s.lock};
  kept = s.files.add(std::move(kept), s.crypto);
  f.id = kept.id;
  f.size = static_cast<std::int64_t>(kept.bytes->size());
  f.sha256_base64 = s.crypto.base64(kept.sha256);
  if (m.via == speech::ycloud) f.link = "http://" + host + "/v2/whatsapp/media/download/" + kept.id + "?sig=simulated";
  return {};
}

/// Posts it as often as it says, one after the other, and answers with what the last callback said.
void post(const stage_ptr& s,
          const webhook& what,
          std::int64_t times,
          const std::string& id,
          const ports::responder_ptr& done) {
  s->posts->post_now(what, [s, what, times, id, done](const ports::client_response& answered) {
    const bool taken = answered.status >= 200 && answered.status < 300;
    if (taken && times > 1) return post(s, what, times - 1, id, done);
    json::writer w;
    w.begin_object().member("simulated", true).member("id", id).member("callback_status", answered.status);
    if (!answered.error_text.empty()) w.member("callback_error", answered.error_text);
    (*done)(json_response(taken ? 200 : 502, w.end_object().take()));
  });
}

void play_customer(const stage_ptr& s, const ports::http_request& r, const ports::responder_ptr& done) {
  auto m = read_customer_message(r.body);
  if (!m) return (*done)(problem(400, m.error().code, m.error().what, m.error().where));
  const auto& d = dialect_of(m->via);
  if (m->number.empty()) m->number = s->settings.phone_number_id;
  if (!s->posts->callback_of(m->via, m->number))
    return (*done)(problem(409, "inbound.no_callback",
                           "no callback is known for this provider; start with --callback or POST /control/callbacks"));
  if (m->id.empty()) m->id = s->new_id(d);
  if (has_file(*m))
    if (const auto kept = keep_file(*s, *m, std::string{r.header_value("Host").value_or("127.0.0.1")}); !kept)
      return (*done)(problem(400, kept.error().code, kept.error().what, kept.error().where));
  sender_number number;
  {
    const std::scoped_lock guard{s->lock};
    if (!m->echo) {
      s->limiting.opened(m->number, customer_of(*m), s->clock.now());
      if (!m->user_id.empty()) s->limiting.opened(m->number, m->user_id, s->clock.now()); // whichever we write to
    }
    number = s->sender_of(m->number);
  }
  post(s, {m->via, m->number, d.inbound(number, *m, s->clock.now())}, m->times, m->id, done);
}

/// Opens the window of customers without a word of theirs: `{"number":"PN1","customers":["549…",…]}`.
ports::http_response open_windows(stage& s, std::string_view text) {
  const auto parsed = json::document::parse(text);
  if (!parsed) return problem(400, parsed.error().code, parsed.error().what);
  const std::string number{parsed->root()["number"].text().value_or(s.settings.phone_number_id)};
  const auto now = s.clock.now();
  std::int64_t opened = 0;
  const std::scoped_lock guard{s.lock};
  for (const auto one : parsed->root()["customers"].items()) {
    if (const auto customer = one.text()) {
      s.limiting.opened(number, *customer, now);
      ++opened;
    }
  }
  json::writer w;
  return json_response(200, w.begin_object().member("simulated", true).member("opened", opened).end_object().take());
}

} // namespace

void add_play_routes(route_list& to, const stage_ptr& s) {
  constexpr std::size_t body_max = 16u << 20;
  to.push_back({"POST", "/control/inbound", ports::run_on::io_thread, body_max,
                [s](const ports::http_request& r, const ports::responder_ptr& done) { play_customer(s, r, done); }});
  to.push_back({"POST", "/control/windows", ports::run_on::io_thread, body_max,
                at_once([s](const ports::http_request& r) { return open_windows(*s, r.body); })});
}

} // namespace charla::simulator
