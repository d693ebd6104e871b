#include "io/api/live/topic.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>

namespace charla::api::live {

namespace {

using ports::conversation_detail;
using std::chrono::milliseconds;

constexpr std::size_t turns_shown = 10;
constexpr std::size_t trace_shown = 5;
constexpr std::size_t lines_shown = 20;
/// A busy actor answers later: then its last answer is shown, and this one at the next round.
constexpr milliseconds patience{100};

/// The last word of an actor that answers when it comes to it.
class listening {
public:
  using answer = std::optional<conversation_detail>;
  static std::optional<answer>
  ask(const std::shared_ptr<listening>& ear, ports::engine& engine, const flows::conversation_id& id) {
    {
      const std::lock_guard lock{ear->mutex_};
      if (ear->open_ == 0) {
        ++ear->open_;
      } else if (ear->heard_) {
        return ear->heard_; // it has not come to the question before
      }
    }
    engine.look_into(id, [ear](answer said) {
      const std::lock_guard lock{ear->mutex_};
      ear->heard_ = std::move(said);
      ear->open_ = 0;
      ear->changed_.notify_all();
    });
    std::unique_lock lock{ear->mutex_};
    ear->changed_.wait_for(lock, patience, [&] { return ear->open_ == 0; });
    return ear->heard_;
  }

private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::optional<answer> heard_;
  int open_ = 0;
};

/// A message as both the actor and the store have it.
void write_remembered(json::writer& w,
                      std::int64_t seq,
                      flows::timestamp at,
                      flows::author by,
                      std::string_view type,
                      std::string_view text) {
  w.begin_object().member("seq", seq).member("at", show_time(at)).member("author", flows::name_of(by));
  w.member("type", type).member("text", text).end_object();
}

/// One conversation's actor, part by part; what the store knows when it is not in memory.
class actor final : public topic {
public:
  explicit actor(flows::conversation_id id) : id_(id) {}

  tl::expected<snapshot, problem> read(const sources& from) override {
    const auto row = from.admin.conversation(from.who.tenant, id_);
    if (!row) return refuse(store_failed(row.error()));
    if (!*row) return refuse(not_found("conversation"));
    const auto heard = listening::ask(ear_, from.engine, id_);
    const conversation_detail* inside = heard && *heard && (*heard)->resident ? &**heard : nullptr;
    snapshot s;
    const auto put = [&](std::string_view key, auto write) {
      json::writer w;
      write(w);
      s.items.push_back({std::string{key}, w.take()});
    };
    put("actor", [&](json::writer& w) { write_who(w, inside, **row); });
    put("state", [&](json::writer& w) { write_state(w, inside, from, **row); });
    put("memory", [&](json::writer& w) { write_memory(w, inside, from); });
    put("pending", [&](json::writer& w) { write_pending(w, inside, from); });
    put("timers", [&](json::writer& w) { write_timers(w, from); });
    put("held", [&](json::writer& w) { write_held(w, from); });
    put("turns", [&](json::writer& w) { write_turns(w, from, (*row)->version); });
    return s;
  }
  [[nodiscard]] milliseconds poll_every() const override { return milliseconds{300}; }

private:
  static void write_who(json::writer& w, const conversation_detail* inside, const ports::conversation_row& row) {
    w.begin_object().member("resident", inside != nullptr).key("actor");
    if (inside == nullptr) {
      w.null();
    } else {
      auto a = inside->actor;
      a.age_ms -= a.age_ms % 10'000; // the age alone is no news
      write_actor(w, a);
    }
    w.member("version", inside != nullptr ? inside->state.version : row.version);
    w.member("mode", flows::name_of(inside != nullptr ? inside->state.mode : row.mode));
    write_time(w, "human_override_until",
               inside != nullptr ? inside->state.human_override_until : row.human_override_until);
    w.end_object();
  }
  /// Null for who may not see telephone numbers: they stand in it.
  static void write_state(json::writer& w,
                          const conversation_detail* inside,
                          const sources& from,
                          const ports::conversation_row& row) {
    if (!from.shown.phones) {
      w.null();
    } else if (inside != nullptr) {
      w.raw(from.shown.codec.encode(inside->state));
    } else if (const auto state = from.shown.codec.decode_conversation(row.state)) {
      w.raw(from.shown.codec.encode(*state));
    } else {
      w.null();
    }
  }
  void write_memory(json::writer& w, const conversation_detail* inside, const sources& from) const {
    if (!from.who.may(right::conversations_read)) {
      w.null();
      return;
    }
    w.begin_array();
    if (inside != nullptr) {
      for (const auto& m : inside->state.memory)
        write_remembered(w, m.seq, m.at, m.by, flows::type_name(m.body), flows::plain_text(m.body));
    } else if (const auto lines = from.reader.history(id_, 0, lines_shown)) {
      for (const auto& l : *lines) {
        const auto body = from.shown.codec.decode_content(l.row.body);
        write_remembered(w, l.row.seq, l.row.at, l.row.by, l.row.type, body ? flows::plain_text(*body) : "");
      }
    }
    w.end_array();
  }
  void write_pending(json::writer& w, const conversation_detail* inside, const sources& from) const {
    w.begin_array();
    if (inside != nullptr) {
      for (const auto& kind : inside->pending)
        w.text(kind);
    } else if (const auto rows = from.reader.pending(id_, lines_shown)) {
      for (const auto& p : *rows)
        if (const auto cause = from.shown.codec.decode_cause(p.body)) w.text(flows::kind_name(*cause));
    }
    w.end_array();
  }
  void write_timers(json::writer& w, const sources& from) const {
    w.begin_array();
    if (const auto rows = from.reader.timers_of(id_))
      for (const auto& t : *rows)
        w.begin_object()
            .member("key", t.key)
            .member("due", show_time(t.due))
            .member("generation", t.generation)
            .end_object();
    w.end_array();
  }
  void write_held(json::writer& w, const sources& from) const {
    w.begin_array();
    const auto rows = from.reader.outbox_of(id_);
    const auto name_of = [](ports::outbox_state s) {
      return s == ports::outbox_state::ready ? "ready" : s == ports::outbox_state::sending ? "sending" : "in_doubt";
    };
    if (rows)
      for (const auto& o : *rows) {
        w.begin_object().member("id", message_key(o.out.version, o.out.index, 0)).member("state", name_of(o.state));
        w.member("author", flows::name_of(o.by)).member("attempt", o.attempt);
        w.member("not_before", show_time(o.not_before)).end_object();
      }
    w.end_array();
  }
  /// The last ones, newest first.
  void write_turns(json::writer& w, const sources& from, std::int64_t version) const {
    w.begin_array();
    const auto first = std::max<std::int64_t>(0, version - static_cast<std::int64_t>(turns_shown) + 1);
    auto rows = from.admin.turns(from.who.tenant, id_, first, turns_shown);
    if (rows) std::reverse(rows->begin(), rows->end());
    for (const auto& t : rows ? *rows : std::vector<ports::turn_row>{}) {
      const auto record = from.shown.codec.decode_turn(t.record);
      w.begin_object().member("version", t.version).member("at", show_time(t.at)).key("causes").begin_array();
      for (const auto& cause : record ? record->causes : std::vector<flows::cause>{})
        w.text(flows::kind_name(cause.body));
      w.end_array().key("trace").begin_array();
      std::size_t shown = 0;
      for (const auto& line : record ? record->trace : std::vector<flows::trace_line>{})
        if (shown++ < trace_shown)
          w.begin_object()
              .member("node", line.node)
              .member("what", line.what)
              .member("detail", line.detail)
              .end_object();
      w.end_array().end_object();
    }
    w.end_array();
  }

  flows::conversation_id id_;
  std::shared_ptr<listening> ear_ = std::make_shared<listening>();
};

} // namespace

tl::expected<std::unique_ptr<topic>, no_topic> make_actor(json::value filter, const identity&) {
  const auto id = flows::parse_uuid(filter["conversation"].text().value_or(""));
  if (!id) return tl::make_unexpected(no_topic{"bad_filter", "conversation: the conversation's id."});
  return std::make_unique<actor>(flows::conversation_id{*id});
}

} // namespace charla::api::live
