#include "stub/provider.hpp"

#include "wire/clock.hpp"

#include <fmt/format.h>
#include <iterator>

namespace charla::bench {

provider::provider(loop& l, const stub_options& options)
    : loop_(l), options_(options), log_(options.log_path), random_(options.seed) {
  if (!options_.status_url.empty())
    poster_.emplace(loop_, log_, options_.status_url, options_.secret, options_.phone_number_id);
}

bool provider::chance(double p) { return p > 0 && std::uniform_real_distribution<>(0, 1)(random_) < p; }

std::string_view provider::http(int status, std::string_view body) {
  response_.clear();
  fmt::format_to(std::back_inserter(response_),
                 "HTTP/1.1 {} {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{}", status,
                 status < 400 ? "OK" : "Error", body.size(), body);
  return response_;
}

void provider::note(const send_request& r, std::string_view outcome, std::string_view wamid) {
  const auto now = mono_ns();
  line_.clear();
  fmt::format_to(std::back_inserter(line_), "R\t{}\t{}\t{}\t{:016x}\t{}\t{}", now, r.out_id, r.to, hash_of(r.text),
                 outcome, wamid);
  log_.line(line_);
  notify(r.to, now);
}

void provider::notify(std::string_view to, std::int64_t at) {
  if (!options_.notify_path.empty()) fmt::format_to(std::back_inserter(pending_notices_), "{} {}\n", to, at);
}

void provider::flush() {
  log_.flush();
  if (pending_notices_.empty()) return;
  if (!notices_ || !notices_->open()) {
    const int fd = connect_to_path(options_.notify_path);
    notices_ = fd < 0 ? nullptr : std::make_unique<line_stream>(loop_, fd, [](std::string_view) {});
  }
  // Without a load generator that listens there is nobody to tell.
  if (notices_) notices_->write(pending_notices_);
  pending_notices_.clear();
}

void provider::plan_statuses(const send_request& r, std::string_view wamid) {
  if (!poster_ || options_.how.statuses.empty()) return;
  std::string_view rest = options_.how.statuses;
  for (std::int64_t step = 1; !rest.empty(); ++step) {
    const auto end = rest.find(',');
    status_event e{std::string(wamid), std::string(r.out_id), std::string(r.to), std::string(rest.substr(0, end))};
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    if (chance(options_.how.status_lost)) continue;
    ++statuses_planned_;
    loop_.at(mono_ns() + step * options_.how.status_delay_ms * ns_per_ms, [this, e = std::move(e)]() mutable {
      --statuses_planned_;
      poster_->post(std::move(e));
    });
  }
}

stub_reply provider::send(const send_request& r) {
  const auto& how = options_.how;
  if (chance(how.refuse)) {
    ++refused_;
    return {stub_reply::act::close, 0, {}};
  }
  const auto delay = chance(how.delay) ? how.delay_ms * ns_per_ms : 0;
  if (r.to.empty())
    return {stub_reply::act::answer, 0, http(400, R"({"error":{"code":100,"message":"the field 'to' is missing"}})")};
  if (chance(how.error)) {
    ++errors_;
    note(r, fmt::format("error:{}", how.error_status), "-");
    return {stub_reply::act::answer, delay,
            http(how.error_status, fmt::format(R"({{"error":{{"message":"(#{0}) as told","type":"OAuthException",)"
                                               R"("code":{0},"fbtrace_id":"stub"}}}})",
                                               how.error_code))};
  }
  const auto wamid = fmt::format("wamid.S{}.{}", options_.seed, ++taken_);
  plan_statuses(r, wamid);
  if (chance(how.lose)) {
    ++lost_;
    note(r, "lost", wamid);
    return {stub_reply::act::close, 0, {}};
  }
  note(r, "ok", wamid);
  return {stub_reply::act::answer, delay,
          http(200, fmt::format(R"({{"messaging_product":"whatsapp","contacts":[{{"input":"{0}","wa_id":"{0}"}}],)"
                                R"("messages":[{{"id":"{1}","message_status":"accepted"}}]}})",
                                r.to, wamid))};
}

stub_reply provider::control(std::string_view method, std::string_view query) {
  if (method == "POST") {
    const auto wrong = set_fields(options_.how, query);
    if (!wrong.empty())
      return {stub_reply::act::answer, 0,
              http(400, fmt::format(R"({{"error":"'{}' is no setting with its value; see --help"}})", wrong))};
  }
  return {stub_reply::act::answer, 0,
          http(200, fmt::format(R"({{"taken":{},"lost":{},"errors":{},"refused":{},"statuses_posted":{},)"
                                R"("statuses_waiting":{}}})",
                                taken_, lost_, errors_, refused_, poster_ ? poster_->posted() : 0,
                                statuses_planned_ + (poster_ ? poster_->waiting() : 0)))};
}

} // namespace charla::bench
