#include "load/run.hpp"

#include "wire/clock.hpp"
#include "wire/line_stream.hpp"
#include "wire/signals.hpp"

#include <algorithm>
#include <charconv>
#include <ctime>
#include <fmt/format.h>

namespace charla::bench {

namespace {
constexpr std::int64_t retry_after = 200 * ns_per_ms;
constexpr std::int64_t idle_wait = 20 * ns_per_ms;

std::int64_t nanoseconds(double seconds) { return static_cast<std::int64_t>(seconds * 1e9); }
} // namespace

load_run::load_run(const load_options& options)
    : options_(options), to_(parse_endpoint(options.url)),
      webhook_(to_.host, to_.path, options.secret, options.phone_number_id, options.text, options.run),
      conversations_(options.first_conversation, options.conversations, !options.replies_path.empty()),
      log_(options.log_path), random_(options.seed) {
  const client::callbacks on{
      [this](client& c) { idle_.push_back(&c); },
      [this](client& c, const http_message& m) { answered(c, m.status()); },
      [this](client& c) { answered(c, 0); },
  };
  for (std::size_t i = 0; i < options_.connections; ++i)
    clients_.push_back(std::make_unique<client>(loop_, to_, on));
  if (!options_.replies_path.empty())
    reply_listener_ = std::make_unique<listener>(loop_, listen_on_path(options_.replies_path),
                                                 [this](int fd) { on_reply_stream(fd); });
}

void load_run::run() {
  stop_on_signals();
  for (auto& c : clients_)
    c->connect();
  started_ = mono_ns();
  count_from_ = started_ + nanoseconds(options_.warmup_seconds);
  while (!finished(mono_ns())) {
    pump();
    const bool paced = options_.rate > 0 && !idle_.empty();
    loop_.step(paced ? 200'000 : idle_wait);
  }
  log_.flush();
}

bool load_run::sending(std::int64_t now) const {
  return !stop_requested() && (options_.events == 0 || created_ < options_.events)
         && (options_.seconds <= 0 || now < started_ + nanoseconds(options_.seconds));
}

bool load_run::counts(std::int64_t at) const {
  return at >= count_from_ && (sending_ended_ == 0 || at <= sending_ended_);
}

bool load_run::finished(std::int64_t now) {
  if (sending(now)) return false;
  if (sending_ended_ == 0) sending_ended_ = now;
  const bool quiet = in_flight_.empty() && again_.empty() && (!reply_listener_ || conversations_.waiting() == 0);
  return quiet || now > sending_ended_ + nanoseconds(options_.drain_seconds);
}

std::optional<load_run::event> load_run::new_event(std::int64_t now) {
  if (!sending(now)) return std::nullopt;
  event e;
  e.due = now;
  if (options_.rate > 0) {
    e.due = started_ + static_cast<std::int64_t>(static_cast<double>(created_) * 1e9 / options_.rate);
    if (e.due > now) return std::nullopt;
  }
  const auto conversation = conversations_.take();
  if (!conversation) return std::nullopt;
  e.sequence = created_++;
  e.conversation = *conversation;
  e.unix_s = ::time(nullptr);
  return e;
}

std::optional<load_run::event> load_run::next_event(std::int64_t now) {
  if (again_.empty() || again_.front().due > now) return new_event(now);
  const auto e = again_.front();
  again_.pop_front();
  return e;
}

void load_run::pump() {
  while (!idle_.empty()) {
    auto* const on = idle_.back();
    if (!on->ready()) { // it went down while nobody needed it, and reports again once it is up
      idle_.pop_back();
      continue;
    }
    const auto now = mono_ns();
    const auto e = next_event(now);
    if (!e) return;
    idle_.pop_back();
    post(*on, *e, now);
  }
}

void load_run::post(client& on, event e, std::int64_t now) {
  webhook_.render(request_, e.sequence, e.conversation, e.unix_s);
  e.sent = now;
  ++e.attempt;
  if (!e.duplicate) conversations_.sent(e.conversation, e.due);
  in_flight_.insert_or_assign(&on, e);
  on.post(request_);
}

void load_run::log(const event& e, std::int64_t now, int status) {
  if (options_.log_path.empty()) return;
  log_.line(fmt::format("{}\t{}\t{}\t{}\t{}\t{}", webhook_.wamid(e.sequence), webhook::phone(e.conversation), e.sent,
                        now, status, e.attempt));
}

void load_run::answered(client& on, int status) {
  const auto found = in_flight_.find(&on);
  if (found == in_flight_.end()) return;
  const auto e = found->second;
  in_flight_.erase(found);
  const auto now = mono_ns();
  log(e, now, status);
  status == 200 ? accepted(e, now) : refused(e, status, now);
}

void load_run::accepted(const event& e, std::int64_t now) {
  if (counts(now)) {
    ++counted_accepts_;
    ack_.add(now - e.due);
  }
  if (e.duplicate) return;
  ++acknowledged_;
  if (options_.duplicates > 0 && std::uniform_real_distribution<>(0, 1)(random_) < options_.duplicates) {
    auto twice = e;
    twice.duplicate = true;
    twice.due = now;
    again_.push_back(twice);
  }
}

void load_run::refused(const event& e, int status, std::int64_t now) {
  ++(status == 0 ? losses_ : refusals_);
  if (!options_.retry) return;
  auto later = e;
  later.due = now + retry_after;
  again_.push_back(later);
}

void load_run::on_reply_stream(int fd) {
  reply_streams_.push_back(std::make_unique<line_stream>(loop_, fd, [this](std::string_view line) { replied(line); }));
}

void load_run::replied(std::string_view line) {
  const auto space = line.find(' ');
  if (space == std::string_view::npos) return;
  std::int64_t at = 0;
  std::from_chars(line.data() + space + 1, line.data() + line.size(), at);
  const auto sent = conversations_.replied(webhook::conversation_of(line.substr(0, space)));
  ++replies_;
  last_reply_ = std::max(last_reply_, at);
  if (!sent || !counts(at)) return;
  ++counted_replies_;
  cycle_.add(at - *sent);
}

std::string load_run::report_json() {
  const auto seconds = static_cast<double>(sending_ended_ - count_from_) / 1e9;
  const auto per_second = [&](std::uint64_t n) { return seconds > 0 ? static_cast<double>(n) / seconds : 0; };
  return fmt::format(
      R"({{"seconds":{:.3f},"events":{},"acknowledged":{},"unacknowledged":{},"refused":{},"lost":{},)"
      R"("accepted_per_s":{:.1f},"replies":{},"cycles_per_s":{:.1f},"unanswered":{},)"
      R"("whole_seconds":{:.3f},"ack_ms":{},"cycle_ms":{}}})",
      seconds, created_, acknowledged_, unacknowledged(), refusals_, losses_, per_second(counted_accepts_), replies_,
      per_second(counted_replies_), reply_listener_ ? conversations_.waiting() : 0,
      static_cast<double>(std::max(last_reply_, sending_ended_) - started_) / 1e9, ack_.json(), cycle_.json());
}

std::string load_run::report_text() {
  const auto seconds = static_cast<double>(sending_ended_ - count_from_) / 1e9;
  auto text =
      fmt::format("accepted {:.0f}/s ({} of {} events in {:.1f} s, {} refused, {} lost), "
                  "answer ms p50 {:.2f} p90 {:.2f} p99 {:.2f} max {:.2f}\n",
                  seconds > 0 ? static_cast<double>(counted_accepts_) / seconds : 0, acknowledged_, created_, seconds,
                  refusals_, losses_, ack_.ms_at(0.5), ack_.ms_at(0.9), ack_.ms_at(0.99), ack_.ms_at(1));
  if (reply_listener_)
    text += fmt::format(
        "replies {:.0f}/s ({} in all, {} never came), webhook to provider call ms p50 {:.2f} p90 {:.2f} "
        "p99 {:.2f} max {:.2f}\n",
        seconds > 0 ? static_cast<double>(counted_replies_) / seconds : 0, replies_, conversations_.waiting(),
        cycle_.ms_at(0.5), cycle_.ms_at(0.9), cycle_.ms_at(0.99), cycle_.ms_at(1));
  return text;
}

} // namespace charla::bench
