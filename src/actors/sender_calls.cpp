#include "actors/exchange_log.hpp"
#include "actors/send_outcome.hpp"
#include "actors/sender.hpp"

/// What the sender says to the provider, and what it makes of the answers.
namespace charla::actors {

namespace {

using phase = send_lines::phase;
using outcome = ports::send_fact::outcome;

/// A claim this old is not used any more: the owner may have changed (protocol H4).
constexpr std::chrono::seconds claim_good_for{10};
/// The provider refuses the channel as a whole (a token that has ended, an account that is blocked): the next try.
constexpr std::chrono::milliseconds channel_down_pause{60'000};
constexpr flows::policy::breaker_rules breaking{5, std::chrono::seconds{10}, std::chrono::minutes{10}};
/// Bytes of files for messages that are about to go; more are read again.
constexpr std::size_t files_max = 64;
constexpr std::int32_t file_tries_max = 30;
constexpr std::chrono::seconds receipt_timeout{10};

/// The text of a free message in the one variable of an approved template: without what WhatsApp refuses there (line
/// breaks, tabs, more than four spaces; providers.md A10, 132018).
flows::template_content
in_template(const ports::window_template& t, const std::string& text, const ports::codec& codec) {
  std::string line;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!space)
      line.push_back(c);
    else if (!line.empty() && line.back() != ' ')
      line.push_back(' ');
  }
  const auto parameter = codec.encode(std::map<std::string, std::string>{{"text", line}, {"type", "text"}});
  return {t.name, t.language, "[{\"type\":\"body\",\"parameters\":[" + parameter + "]}]"};
}

/// The file of a message that is ours and still to be given to the provider.
flows::media_content* own_file(flows::content& body) {
  if (auto* m = std::get_if<flows::media_content>(&body)) return m->asset.empty() ? nullptr : m;
  if (auto* i = std::get_if<flows::interactive_content>(&body))
    if (i->header_media && !i->header_media->asset.empty()) return &*i->header_media;
  return nullptr;
}

} // namespace

/// The store says that this message must not go to this person now: people are told why, and what helps.
void sender::refused(send_lines::item& i, ports::claim_verdict why) {
  const auto now = with_.clock.now();
  if (why == ports::claim_verdict::window && !i.as_template) {
    const auto directory = who_.directory.get();
    const auto* channel = directory->find(channel_);
    const auto cause = with_.codec.decode_cause(i.row.body);
    const auto* request = cause ? std::get_if<flows::outgoing_request>(&*cause) : nullptr;
    if (channel != nullptr && channel->access.settings.outside_window && request != nullptr
        && std::holds_alternative<flows::text_content>(request->body)) {
      i.as_template = true;
      lines_.move(i, phase::ready, now);
      return;
    }
  }
  note(i, refusal_of(i.row.out, why, now));
}

void sender::call_provider(send_lines::item& i) {
  const auto now = with_.clock.now();
  const auto give_up = [&](outcome how, const std::string& why) { note(i, without_asking(i.row.out, how, why, now)); };
  const auto directory = who_.directory.get();
  const auto* channel = directory->find(channel_);
  if (channel == nullptr) return give_up(outcome::released, "the channel is gone");
  auto cause = with_.codec.decode_cause(i.row.body);
  auto* request = cause ? std::get_if<flows::outgoing_request>(&*cause) : nullptr;
  if (request == nullptr) return give_up(outcome::dead, "the outbox row cannot be read");
  ports::outbound message{i.row.out, request->to, std::move(request->body), request->reply_to, nullptr, i.other_form};
  if (const auto* text = std::get_if<flows::text_content>(&message.body);
      i.as_template && text != nullptr && channel->access.settings.outside_window)
    message.body = in_template(*channel->access.settings.outside_window, text->body, with_.codec);
  if (!provide_file(i, *channel, message)) return;
  auto built = channel->speaks->build(channel->access, message);
  if (!built) return give_up(outcome::dead, built.error().what);
  if (with_.clock.now() - i.claimed_at > claim_good_for) return give_up(outcome::released, "the claim has grown old");
  built->timeout = with_.channel_defaults.send_timeout;
  i.attempt = ++attempts_;
  breaker_.sent(breaking, now);
  if (i.asked_ms > 0 && i.row.attempt == 1)
    with_.metrics.observe("charla_end_to_end_seconds",
                          static_cast<double>(with_.clock.boot_ms() - i.asked_ms) / 1000.0);
  ports::client_request said;
  if (with_.config.channel_log_days > 0) {
    said.method = built->method;
    said.url = built->url;
    said.body = built->body.substr(0, 4 * ports::exchange_body_max);
  }
  const auto where = who_.senders.find(channel_);
  with_.http.send(std::move(*built), [where, out = i.row.out, attempt = i.attempt,
                                      said = std::move(said)](ports::client_response r) mutable {
    if (where)
      where->tell(
          std::make_shared<const provider_answered>(provider_answered{out, attempt, std::move(r), std::move(said)}));
  });
}

bool sender::provide_file(send_lines::item& i, const directory::channel& channel, ports::outbound& message) {
  auto* file = own_file(message.body);
  if (file == nullptr) return true;
  const auto now = with_.clock.now();
  const auto known = files_.find(file->asset);
  if (known != files_.end() && !known->second.error.empty()) {
    const auto answer = known->second;
    files_.erase(known);
    if (!answer.again) {
      note(i, without_asking(i.row.out, outcome::dead, answer.error, now));
      return false;
    }
  } else if (known != files_.end() && known->second.good_until > now) {
    file->media_id = known->second.media_id;
    message.file = known->second.bytes;
    if (file->mime_type.empty()) file->mime_type = known->second.mime_type;
    if (file->filename.empty()) file->filename = known->second.filename;
    i.waits_for_file = false;
    return true;
  }
  if (i.row.attempt > file_tries_max) {
    note(i, without_asking(i.row.out, outcome::dead, "its file could not be given to the provider", now));
    return false;
  }
  ++i.excused;
  i.waits_for_file = true;
  who_.media.tell(need_file{channel.access.tenant, channel_, file->asset, file->kind});
  note(i, without_asking(i.row.out, outcome::released, "its file is being given to the provider", now));
  return false;
}

void sender::file_is_ready(const file_ready& f) {
  const auto now = with_.clock.now();
  if (files_.size() >= files_max)
    std::erase_if(files_, [&](const auto& known) { return known.second.bytes || known.second.good_until <= now; });
  if (files_.size() >= files_max) files_.clear(); // asked for again when it is needed
  files_.insert_or_assign(f.asset, f);
  lines_.each_waiting_for_file([&](send_lines::item& i) {
    i.waits_for_file = false;
    if (i.where == phase::ready) lines_.move(i, phase::ready, now);
  });
  pump_soon(std::chrono::milliseconds{0});
}

void sender::answered(const provider_answered& a) {
  auto* i = lines_.find(a.out);
  if (i == nullptr || i->where != phase::sending || i->attempt != a.attempt) return; // a status webhook was faster
  const auto directory = who_.directory.get();
  const auto* channel = directory->find(channel_);
  if (channel == nullptr) return;
  const auto answer = channel->speaks->interpret(a.response);
  const auto now = with_.clock.now();
  with_.metrics.observe("charla_send_seconds", static_cast<double>(a.response.took.count()) / 1000.0);
  learn(answer, now);
  std::optional<ports::exchange> said;
  if (with_.config.channel_log_days > 0) {
    said = exchange_of(channel->access, ports::exchange_kind::send, a.request, a.response, now);
    said->conversation = a.out.conversation;
    said->out = a.out;
    said->provider_id = answer.provider_id;
    said->note = answer.hint;
    said->failed = answer.how != ports::send_outcome::accepted;
  }
  note(*i, outcome_of(*i, *channel, answer, now), std::move(said));
}

/// What becomes of the message: how often it was really tried is known here, not in its row.
ports::send_fact sender::outcome_of(send_lines::item& i,
                                    const directory::channel& channel,
                                    const ports::send_answer& answer,
                                    timestamp now) {
  using how = ports::send_outcome;
  auto a = answer;
  if (a.how == how::accepted) rate_.accepted(i.row.out.conversation);
  if (a.other_number_form && !i.other_form) {
    i.other_form = true;
    ++i.excused;
    return without_asking(i.row.out, outcome::released, a.text, now);
  }
  if (a.how == how::retry_after && a.limit != ports::send_limit::none) {
    ++i.excused;
    if (a.limit == ports::send_limit::number) rate_.refused_number(now);
    if (a.limit == ports::send_limit::pair) a.wait = std::max(a.wait, rate_.refused_pair(i.row.out.conversation, now));
  }
  const auto tries = std::max(1, i.row.attempt - i.excused);
  return fact_of(i.row, tries, a, channel.access.settings.retry, breaker_.allows_at(now), now);
}

/// What an answer tells of the channel, whatever becomes of the message.
void sender::learn(const ports::send_answer& answer, timestamp now) {
  using how = ports::send_outcome;
  if (answer.how != how::accepted) {
    with_.metrics.count("charla_provider_errors_total", {{"code", std::to_string(answer.code)}});
    with_.log.warn("sender.provider_refused", {{"channel", std::to_string(channel_.value())},
                                               {"code", std::to_string(answer.code)},
                                               {"error", answer.text},
                                               {"hint", answer.hint}});
  }
  if (answer.whole_channel && answer.how == how::retry_after)
    throttled_until_ = std::max(throttled_until_, now + answer.wait);
  if (answer.how == how::channel_down) {
    if (breaker_.allows(now)) alarm(answer);
    breaker_.trip(breaking, channel_down_pause, now);
  } else if (answer.how == how::unknown) {
    breaker_.failed(breaking, now);
  } else {
    breaker_.succeeded();
  }
  if (!breaker_.allows(now)) now_is("stopped by the provider");
}

/// Nobody but a person can end it: the operators are told, once each time the channel stops.
void sender::alarm(const ports::send_answer& answer) {
  const auto directory = who_.directory.get();
  const auto* channel = directory->find(channel_);
  if (channel == nullptr) return;
  auto told = std::make_shared<append_events>();
  told->events.push_back(alarm_of(channel->access, answer, with_.clock.now()));
  who_.lanes.front().tell(std::move(told));
}

void sender::show_read(const read_receipt& r) {
  const auto directory = who_.directory.get();
  const auto* channel = directory->find(channel_);
  if (channel == nullptr || channel->stopped || !breaker_.allows(with_.clock.now())) return;
  auto request = channel->speaks->mark_read(channel->access, r.peer, r.provider_id, r.typing);
  if (!request) return; // this provider shows nothing
  request->timeout = receipt_timeout;
  with_.http.send(*std::move(request), [&log = with_.log, id = channel_](const ports::client_response& answer) {
    if (answer.error != ports::transport_errc::none || answer.status >= 300)
      log.debug("sender.receipt_refused",
                {{"channel", std::to_string(id.value())}, {"status", std::to_string(answer.status)}});
  });
}

} // namespace charla::actors
