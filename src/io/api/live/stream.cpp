#include "io/api/live/stream.hpp"

#include "flows/overloaded.hpp"
#include "io/api/agenda/appointment.hpp"
#include "io/api/show.hpp"

namespace charla::api::live {

namespace {

constexpr std::uint16_t try_again = 1013;

std::string block(std::int64_t epoch, std::int64_t seq, const std::string& json) {
  return "id: " + std::to_string(epoch) + "." + std::to_string(seq) + "\nevent: message\ndata: " + json + "\n\n";
}

/// A change as one JSON object; empty when the reader may not see it.
std::string json_of(const ports::feed_change& change, const view& shown, const identity& who) {
  json::writer w;
  w.begin_object();
  const bool seen = std::visit(
      flows::overloaded{
          [&](const ports::message_added& m) {
            w.member("type", "message")
                .member("conversation_id", flows::to_string(m.conversation.value()))
                .key("message");
            write_message(w, shown, m.message, m.version);
            return true;
          },
          [&](const ports::message_status_changed& s) {
            w.member("type", "status").member("conversation_id", flows::to_string(s.conversation.value()));
            w.member("id", message_key(s.out.version, s.out.index, 0)).member("status", flows::name_of(s.status));
            w.member("provider_id", s.provider_id)
                .member("error_code", s.error_code)
                .member("error_text", s.error_text);
            return true;
          },
          [&](const ports::conversation_changed& c) {
            w.member("type", "conversation").key("conversation");
            write_conversation(w, shown, c.row);
            return true;
          },
          [&](const ports::event_raised& e) {
            w.member("type", "event").member("level", e.event.level).member("event", e.event.type);
            w.member("message", e.event.message);
            return who.may(right::events_read);
          },
          [&](const ports::media_changed& m) {
            w.member("type", "media").member("conversation_id", flows::to_string(m.row.want.conversation.value()));
            w.member("media_id", m.row.want.what.media_id).member("state", ports::name_of(m.row.state));
            w.member("size", m.row.size).member("error", m.row.error);
            return true;
          },
          [&](const ports::number_changed& n) {
            w.member("type", "number").member("channel_id", n.fact.channel.value());
            if (n.fact.quality) w.member("quality", *n.fact.quality);
            if (n.fact.connection) w.member("connection", *n.fact.connection);
            return true;
          },
          [&](const ports::appointment_changed& a) {
            w.member("type", stream_name_of(a.what)).key("appointment");
            write_appointment(w, a.row);
            return who.may(right::agenda_read);
          },
      },
      change.what);
  w.member("at", show_time(change.at)).end_object();
  return seen ? w.take() : std::string{};
}

} // namespace

std::optional<ports::feed_position> read_event_id(std::string_view text) {
  const auto dot = text.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  const auto epoch = number_of(text.substr(0, dot));
  const auto seq = number_of(text.substr(dot + 1));
  if (!epoch || !seq) return std::nullopt;
  return ports::feed_position{*epoch, *seq};
}

event_stream::event_stream(context_ptr house, identity who, std::optional<ports::feed_position> since)
    : house_(std::move(house)), who_(std::move(who)), since_(since) {}

void event_stream::on_open(ports::text_channel_ptr channel) {
  {
    const std::lock_guard lock{work_mutex_};
    channel_ = std::move(channel);
    house_->count_feed_clients(+1);
    const auto start = house_->with.engine.watch(who_.tenant, weak_from_this(), since_);
    epoch_ = start.at.epoch;
    told_ = since_ && start.resumed ? since_->seq : start.at.seq;
    channel_->send("retry: 2000\n\n");
    // What was missed cannot be told any more: the reader is told that much.
    if (since_ && !start.resumed) channel_->send(block(epoch_, start.at.seq, R"({"type":"reset"})"));
    for (const auto& change : start.missed)
      tell(*change);
    told_ = std::max(told_, start.at.seq);
  }
  house_->later(std::chrono::milliseconds{0}, [weak = weak_from_this()] {
    if (const auto alive = weak.lock()) alive->work();
  });
}

void event_stream::on_close() {
  {
    const std::lock_guard lock{queue_mutex_};
    if (std::exchange(closed_, true)) return;
    waiting_.clear();
  }
  house_->count_feed_clients(-1);
}

void event_stream::on_change(const ports::feed_change_ptr& change) {
  {
    const std::lock_guard lock{queue_mutex_};
    if (closed_) return;
    if (waiting_.size() >= changes_waiting_max)
      overrun_ = true;
    else
      waiting_.push_back(change);
    if (std::exchange(awake_soon_, true)) return;
  }
  house_->later(flush_every, [weak = weak_from_this()] {
    if (const auto alive = weak.lock()) alive->work();
  });
}

void event_stream::work() {
  const std::lock_guard lock{work_mutex_};
  std::deque<ports::feed_change_ptr> now;
  bool overrun = false;
  {
    const std::lock_guard queue{queue_mutex_};
    awake_soon_ = false;
    if (closed_ || !channel_) return;
    now.swap(waiting_);
    overrun = overrun_;
  }
  for (const auto& change : now)
    if (change->seq > told_) tell(*change);
  // It comes back with the id of the last event it has, and goes on from there.
  if (overrun) channel_->close(try_again, "slow_consumer");
}

void event_stream::tell(const ports::feed_change& change) {
  const auto known = house_->channels.get();
  if (!known) return;
  told_ = change.seq;
  const view shown{*known, house_->with.codec, who_.may(right::contacts_phone)};
  const auto json = json_of(change, shown, who_);
  if (json.empty()) return;
  if (channel_->send(block(epoch_, change.seq, json))) return;
  house_->with.metrics.count("charla_feed_dropped_total");
  channel_->close(try_again, "slow_consumer");
}

} // namespace charla::api::live
