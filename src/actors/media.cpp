#include "actors/media.hpp"

#include "actors/exchange_log.hpp"
#include "actors/hex.hpp"
#include "flows/overloaded.hpp"
#include "flows/policy/retry.hpp"

namespace charla::actors {

namespace {

constexpr std::chrono::seconds sweep_every{5};
constexpr std::chrono::seconds fetch_timeout{60};
/// The reader that was asked, or the provider, may be gone with the question.
constexpr std::chrono::minutes question_lost_after{2};
/// Answers that lead on are small; a file may be as large as the installation allows.
constexpr std::size_t steps_max = 4;
/// Soon at first: the provider's links live for minutes. Then slower: its ids live for days.
constexpr flows::policy::retry_rules fetch_retry{
    .base = std::chrono::seconds{5}, .factor = 4, .cap = std::chrono::hours{6}, .jitter = 0.25, .attempts_max = 1000};

} // namespace

media::media(caf::actor_config& cfg, const services& with, wiring& who)
    : actor_base(cfg, {"media"}), with_(with), who_(who) {}

caf::behavior media::make_behavior() {
  now_is("idle");
  tell_me_later(sweep_every, sweep_now{});
  return {
      [this](const media_waits& w) {
        in_hand_.erase({w.channel, w.noted});
        look();
      },
      [this](sweep_now) {
        asked_ = false; // an answer that got lost with the reader is not waited for
        in_hand_.clear();
        for (const auto& [number, f] : fetching_)
          in_hand_.emplace(f.row.want.channel, f.row.want.what.media_id);
        look();
        tell_me_later(sweep_every, sweep_now{});
      },
      [this](const media_due_read& page) { take(page); },
      [this](const media_answered_ptr& a) { answered(*a); },
      [this](const need_file& n) {
        const auto now = with_.clock.now();
        auto& since = asked_for_[{n.channel, n.asset}];
        if (since != timestamp{} && now - since < question_lost_after) return;
        since = now;
        who_.reader.tell(find_asset{n, now, caf::actor_cast<caf::actor>(this)});
      },
      [this](const asset_found& f) { give(f); },
      [this](const assets_forgotten& f) { remove(f.assets); },
      [](const drain& d) { d.done(); },
  };
}

void media::look() {
  if (asked_) {
    look_again_ = true;
    return;
  }
  if (fetching_.size() >= with_.media.fetches_max) return; // the next end of a fetch looks
  asked_ = true;
  who_.reader.tell(read_media_due{with_.clock.now(), caf::actor_cast<caf::actor>(this)});
}

void media::take(const media_due_read& page) {
  asked_ = false;
  for (const auto& row : page.rows) {
    if (fetching_.size() >= with_.media.fetches_max) break;
    begin(row);
  }
  if (std::exchange(look_again_, false)) look();
}

void media::begin(ports::media_row row) {
  if (!in_hand_.emplace(row.want.channel, row.want.what.media_id).second) return;
  const auto number = ++last_;
  fetching_.emplace(number, fetching{std::move(row), 0, {}});
  now_is("fetching");
  step(number, nullptr);
}

/// One step on: the provider's translator says whether to ask once more, or that this is the file.
void media::step(std::uint64_t number, const ports::client_response* last) {
  const auto at = fetching_.find(number);
  if (at == fetching_.end()) return;
  auto& f = at->second;
  const auto directory = who_.directory.get();
  const auto* channel = directory->find(f.row.want.channel);
  std::optional<ports::exchange> said;
  if (channel != nullptr && last != nullptr) said = said_of(*channel, f.asked, *last);
  if (channel == nullptr || channel->speaks == nullptr)
    return give_up(f, {"the channel is gone", false}, std::move(said));
  auto next = f.step >= steps_max ? ports::media_step{ports::media_trouble{"the provider never hands it over", true}}
                                  : channel->speaks->fetch(channel->access, f.row.want.what, f.step, last);
  ++f.step;
  std::visit(flows::overloaded{
                 [&](ports::client_request& request) {
                   if (said) { // every step has its line in the channel log
                     auto lines = std::make_shared<append_events>();
                     lines->exchanges.push_back(*std::move(said));
                     who_.lane_of(f.row.want.conversation).tell(std::move(lines));
                   }
                   ask(number, std::move(request), f.asked);
                 },
                 [&](ports::media_file& file) { keep(f, file, std::move(said)); },
                 [&](const ports::media_trouble& why) { give_up(f, why, std::move(said)); },
             },
             next);
}

void media::ask(std::uint64_t number, ports::client_request request, ports::client_request& kept) {
  request.timeout = fetch_timeout;
  request.answer_max = static_cast<std::size_t>(with_.media.size_max);
  kept = {};
  kept.method = request.method;
  kept.url = request.url;
  with_.http.send(std::move(request), [self = who_.media, number](ports::client_response r) {
    self.tell(std::make_shared<const media_answered>(media_answered{number, std::move(r)}));
  });
}

void media::answered(const media_answered& a) {
  if (const auto g = giving_.find(a.number); g != giving_.end()) {
    const auto what = std::move(g->second);
    giving_.erase(g);
    return given(what, a.response);
  }
  const auto f = fetching_.find(a.number);
  if (f == fetching_.end()) return;
  if (a.response.error == ports::transport_errc::too_large)
    return give_up(
        f->second,
        {"the file is larger than media.size_max allows (" + std::to_string(with_.media.size_max) + " bytes)", false},
        std::nullopt);
  if (a.response.error != ports::transport_errc::none)
    return give_up(f->second, {a.response.error_text, true}, std::nullopt);
  step(a.number, &a.response);
}

/// The bytes are kept first, then the fact: what the store knows of is there.
void media::keep(const fetching& f, const ports::media_file& file, std::optional<ports::exchange> said) {
  const auto& want = f.row.want;
  if (static_cast<std::int64_t>(file.bytes.size()) > with_.media.size_max)
    return give_up(f, {"the file is larger than media.size_max allows", false}, std::move(said));
  if (!want.what.sha256.empty()) {
    const auto hash = with_.crypto.sha256(file.bytes);
    const std::string raw{hash.begin(), hash.end()};
    if (want.what.sha256 != with_.crypto.base64(raw) && want.what.sha256 != hex_of(hash))
      return give_up(f, {"the file is not what was announced: its checksum differs", true}, std::move(said));
  }
  const auto kept = with_.blobs.put(want.tenant, file.bytes);
  if (!kept) return give_up(f, {kept.error().what, true}, std::move(said));
  ports::media_fact fact;
  fact.state = ports::media_state::stored;
  fact.asset = ports::asset_row{want.tenant,
                                *kept,
                                file.mime_type.empty() ? want.what.mime_type : file.mime_type,
                                static_cast<std::int64_t>(file.bytes.size()),
                                file.filename.empty() ? want.what.filename : file.filename,
                                with_.clock.now(),
                                with_.clock.now()};
  with_.metrics.count("charla_media_total", {{"outcome", "stored"}});
  note(f, std::move(fact), std::move(said));
}

void media::give_up(const fetching& f, const ports::media_trouble& why, std::optional<ports::exchange> said) {
  const auto tries = f.row.attempts + 1;
  const auto wait = flows::policy::retry_delay(fetch_retry, tries, 0.5).value_or(fetch_retry.cap);
  const bool again = why.again && tries < with_.media.attempts_max;
  ports::media_fact fact;
  fact.state = again ? ports::media_state::wanted : ports::media_state::failed;
  fact.not_before = with_.clock.now() + wait;
  fact.error = why.what;
  with_.metrics.count("charla_media_total", {{"outcome", again ? "retried" : "failed"}});
  if (said) said->note = why.what;
  note(f, std::move(fact), std::move(said));
}

void media::note(const fetching& f, ports::media_fact fact, std::optional<ports::exchange> said) {
  fact.channel = f.row.want.channel;
  fact.media_id = f.row.want.what.media_id;
  fact.attempts = f.row.attempts + 1;
  auto row = f.row;
  row.state = fact.state;
  row.attempts = fact.attempts;
  row.not_before = fact.not_before;
  row.error = fact.error;
  if (fact.asset) {
    row.asset = fact.asset->id;
    row.size = fact.asset->size;
    row.mime_type = fact.asset->mime_type;
  }
  const file_key key{fact.channel, fact.media_id};
  const auto& lane = who_.lane_of(row.want.conversation);
  lane.tell(note_media{std::move(fact), std::move(row), std::move(said)});
  // In hand until the store says that it is noted: before that it would be found and fetched once more.
  std::erase_if(fetching_, [&](const auto& each) {
    return file_key{each.second.row.want.channel, each.second.row.want.what.media_id} == key;
  });
  if (fetching_.empty() && giving_.empty()) now_is("idle");
}

std::optional<ports::exchange> media::said_of(const directory::channel& channel,
                                              const ports::client_request& asked,
                                              const ports::client_response& answer) const {
  if (with_.config.channel_log_days <= 0) return std::nullopt;
  auto line = exchange_of(channel.access, ports::exchange_kind::media, asked, answer, with_.clock.now());
  if (answer.body.size() > ports::exchange_body_max || (!answer.body.empty() && answer.body.front() != '{'))
    line.response = std::to_string(answer.body.size()) + " bytes";
  return line;
}

void media::remove(const std::vector<ports::asset_row>& assets) {
  for (const auto& a : assets)
    if (const auto gone = with_.blobs.remove(a.tenant, a.id); !gone)
      with_.log.warn("media.not_removed", {{"asset", a.id}, {"error", gone.error().what}});
}

} // namespace charla::actors
