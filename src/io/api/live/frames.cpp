#include "io/api/live/frames.hpp"

#include "io/api/show.hpp"
#include "io/json/writer.hpp"

namespace charla::api::live {

namespace {

constexpr std::size_t id_max = 64;
constexpr int ping_s = 30;

json::writer& begin(json::writer& w, std::string_view t) { return w.begin_object().member("t", t); }

std::optional<std::string> read_id(json::value v) {
  if (v.integer()) return v.dump();
  const auto text = v.text();
  if (!text || text->empty() || text->size() > id_max) return std::nullopt;
  return v.dump();
}

std::optional<ports::feed_position> read_since(json::value v) {
  const auto epoch = v["epoch"].integer();
  const auto seq = v["seq"].integer();
  if (!epoch || !seq) return std::nullopt;
  return ports::feed_position{*epoch, *seq};
}

/// `{t:"here", conv, typing}`: where the user of this socket is.
tl::expected<client_frame, frame_error> read_here(client_frame f, json::value root) {
  const auto conv = root["conv"].text();
  if (!conv || (!conv->empty() && !flows::parse_uuid(*conv)))
    return tl::make_unexpected(frame_error{{}, "bad_frame", "`conv` is a conversation's id, or an empty text."});
  const auto typing = root["typing"];
  if (typing.exists() && !typing.boolean())
    return tl::make_unexpected(frame_error{{}, "bad_frame", "`typing` is true or false."});
  f.what = client_frame::kind::here;
  f.conversation = *conv;
  f.typing = typing.boolean().value_or(false);
  return f;
}

} // namespace

std::string hello_frame(flows::timestamp now, std::string_view user, std::string_view build) {
  json::writer w;
  begin(w, "hello").member("proto", 1).member("node", "1").member("now", show_time(now)).member("ping_s", ping_s);
  w.member("user", user).member("build", build).end_object();
  return w.take();
}

std::string pong_frame(std::int64_t n) {
  json::writer w;
  begin(w, "pong").member("n", n).end_object();
  return w.take();
}

std::string
snap_frame(const std::string& id, const ports::feed_position& at, const snapshot& s, std::string_view reset) {
  json::writer w{4096};
  begin(w, "snap").key("id").raw(id).member("epoch", at.epoch).member("seq", at.seq).key("items").begin_array();
  for (const auto& i : s.items)
    w.begin_object().member("k", i.key).key("v").raw(i.value).end_object();
  w.end_array().member("more", s.more);
  if (!reset.empty()) w.member("reset", reset);
  w.end_object();
  return w.take();
}

std::string delta_frame(const std::string& id, std::int64_t prev, std::int64_t seq, const ops& all) {
  json::writer w{1024};
  begin(w, "delta").key("id").raw(id).member("prev", prev).member("seq", seq).key("ops").begin_array();
  for (const auto& o : all) {
    w.begin_object();
    switch (o.what) {
    case op::kind::put: w.member("op", "put").member("k", o.key).key("v").raw(o.value); break;
    case op::kind::patch: w.member("op", "patch").member("k", o.key).key("p").raw(o.value); break;
    case op::kind::del: w.member("op", "del").member("k", o.key); break;
    }
    w.end_object();
  }
  w.end_array().end_object();
  return w.take();
}

std::string resumed_frame(const std::string& id, const ports::feed_position& at) {
  json::writer w;
  begin(w, "resumed").key("id").raw(id).member("epoch", at.epoch).member("seq", at.seq).end_object();
  return w.take();
}

std::string error_frame(const std::string& id, std::string_view code, std::string_view words, bool fatal) {
  json::writer w;
  begin(w, "err");
  if (!id.empty()) w.key("id").raw(id);
  w.member("code", code).member("msg", words);
  if (fatal) w.member("fatal", true);
  w.end_object();
  return w.take();
}

std::string bye_frame(std::string_view code, int retry_ms) {
  json::writer w;
  begin(w, "bye").member("code", code).member("retry_ms", retry_ms).end_object();
  return w.take();
}

tl::expected<client_frame, frame_error> read_frame(std::string_view text) {
  auto parsed = json::document::parse(text);
  if (!parsed) return tl::make_unexpected(frame_error{{}, "bad_json", "The frame is not JSON."});
  client_frame f;
  f.text = std::make_shared<const json::document>(std::move(*parsed));
  const auto root = f.text->root();
  const auto t = root["t"].text();
  if (!t) return tl::make_unexpected(frame_error{{}, "bad_frame", "A frame is an object with a `t`."});
  if (*t == "ping") {
    f.what = client_frame::kind::ping;
    f.n = root["n"].integer().value_or(0);
    return f;
  }
  if (*t == "here") return read_here(std::move(f), root);
  if (*t != "sub" && *t != "unsub") return f;
  const auto id = read_id(root["id"]);
  if (!id)
    return tl::make_unexpected(frame_error{{}, "bad_frame", "`id` is a whole number or a text of 1 to 64 bytes."});
  f.id = *id;
  if (*t == "unsub") {
    f.what = client_frame::kind::unsub;
    return f;
  }
  f.what = client_frame::kind::sub;
  const auto topic = root["topic"].text();
  if (!topic) return tl::make_unexpected(frame_error{f.id, "bad_frame", "`topic` is a text."});
  f.topic = *topic;
  f.filter = root["filter"];
  if (const auto since = root["since"]; since.exists() && since.kind() != json::kind::null) {
    f.since = read_since(since);
    if (!f.since) return tl::make_unexpected(frame_error{f.id, "bad_frame", "`since` is {epoch, seq}."});
  }
  return f;
}

} // namespace charla::api::live
