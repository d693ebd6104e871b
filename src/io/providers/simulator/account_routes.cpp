#include "io/json/reader.hpp"
#include "io/json/writer.hpp"
#include "io/providers/simulator/stage.hpp"
#include "io/providers/simulator/webhooks.hpp"

#include <algorithm>
#include <charconv>

namespace charla::simulator {

namespace {

using ports::http_request;
using ports::http_response;

http_response no_token() {
  return graph().refused({190, 401, "An access token is required to request this resource."});
}

bool has_bearer(const http_request& r) { return r.header_value("Authorization").value_or("").starts_with("Bearer "); }

/// The review: after a while it is approved, and a webhook says so.
void review_later(const stage_ptr& s, const message_template& t) {
  s->schedule(s->settings.review_after, [self = std::weak_ptr<stage>{s}, name = t.name, language = t.language] {
    const auto alive = self.lock();
    if (!alive) return;
    std::optional<message_template> now;
    {
      const std::scoped_lock guard{alive->lock};
      now = alive->templates.decide(name, language, "APPROVED", {});
    }
    if (now) alive->posts->post_later(std::chrono::milliseconds{0}, {speech::meta, {}, template_webhook(*now)});
  });
}

http_response submit(const stage_ptr& s, const http_request& r) {
  if (!has_bearer(r)) return no_token();
  message_template made;
  {
    const std::scoped_lock guard{s->lock};
    auto put = s->templates.put(std::string{r.param("account_id")}, r.body, false);
    if (!put) return graph().refused(put.error());
    made = *s->templates.decide(put->name, put->language, "PENDING", {});
  }
  review_later(s, made);
  json::writer w;
  w.begin_object().member("id", made.id).member("status", made.status).member("category", made.category);
  return json_response(200, w.member("fake", true).end_object().take());
}

http_response list(stage& s, const http_request& r) {
  if (!has_bearer(r)) return no_token();
  std::size_t limit = 25; // Graph's own when none is given
  const auto text = r.query_value("limit").value_or("");
  std::from_chars(text.data(), text.data() + text.size(), limit);
  constexpr std::size_t limit_max = 250;
  const auto base = "http://" + std::string{r.header_value("Host").value_or("127.0.0.1")} + r.path;
  const std::scoped_lock guard{s.lock};
  return json_response(200,
                       s.templates.page(std::string{r.param("account_id")}, base, r.query_value("after").value_or(""),
                                        std::clamp<std::size_t>(limit, 1, limit_max)));
}

http_response remove(stage& s, const http_request& r) {
  if (!has_bearer(r)) return no_token();
  const std::scoped_lock guard{s.lock};
  if (s.templates.remove(std::string{r.param("account_id")}, r.query_value("name").value_or("")) == 0)
    return graph().refused({100, 404, "There is no template of this name."});
  return json_response(200, R"({"success":true,"fake":true})");
}

} // namespace

void add_account_routes(route_list& to, const stage_ptr& s) {
  using ports::run_on;
  constexpr std::size_t body_max = 256u << 10;
  for (const auto* pattern : {"/{account_id}/message_templates", "/{version}/{account_id}/message_templates"}) {
    to.push_back(
        {"POST", pattern, run_on::io_thread, body_max, at_once([s](const http_request& r) { return submit(s, r); })});
    to.push_back({"GET", pattern, run_on::io_thread, 0, at_once([s](const http_request& r) { return list(*s, r); })});
    to.push_back(
        {"DELETE", pattern, run_on::io_thread, 0, at_once([s](const http_request& r) { return remove(*s, r); })});
  }
}

} // namespace charla::simulator
