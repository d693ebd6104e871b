#include "io/api/live/topic.hpp"

#include "flows/overloaded.hpp"

namespace charla::api::live {

namespace {

constexpr std::size_t window = 50;
constexpr std::string_view head = "conversation";

/// One thread: its row under the key `conversation`, its newest messages each under their own.
class conversation final : public topic {
public:
  explicit conversation(flows::conversation_id id) : id_(id) {}

  tl::expected<snapshot, problem> read(const sources& from) override {
    const auto row = from.admin.conversation(from.who.tenant, id_);
    if (!row) return refuse(store_failed(row.error()));
    if (!*row) return refuse(not_found("conversation"));
    const auto lines = from.reader.history(id_, 0, window);
    if (!lines) return refuse(store_failed(lines.error()));
    snapshot s;
    s.more = !lines->empty() && lines->front().row.seq > 1;
    s.items.push_back({std::string{head}, row_json(**row, from.shown)});
    for (const auto& m : *lines) {
      json::writer w;
      write_message(w, from.shown, m);
      s.items.push_back({message_key(m.version, m.row.send, m.row.seq), w.take()});
    }
    return s;
  }

  void follow(const ports::feed_change& change, const view& shown, ops& out) const override {
    std::visit(flows::overloaded{
                   [&](const ports::message_added& m) {
                     if (m.conversation != id_) return;
                     json::writer w;
                     write_message(w, shown, m.message, m.version);
                     add(out, {op::kind::put, message_key(m.version, m.message.send, m.message.seq), w.take()});
                   },
                   [&](const ports::message_status_changed& s) {
                     if (s.conversation == id_)
                       add(out, {op::kind::patch, message_key(s.out.version, s.out.index, 0), patch(s)});
                   },
                   [&](const ports::conversation_changed& c) {
                     if (c.row.id == id_) add(out, {op::kind::put, std::string{head}, row_json(c.row, shown)});
                   },
                   [](const auto&) {},
               },
               change.what);
  }

private:
  static std::string row_json(const ports::conversation_row& row, const view& v) {
    json::writer w;
    write_conversation(w, v, row);
    return w.take();
  }
  static std::string patch(const ports::message_status_changed& s) {
    json::writer w;
    w.begin_object().member("status", flows::name_of(s.status));
    if (!s.provider_id.empty()) w.member("provider_id", s.provider_id);
    if (s.error_code != 0 || !s.error_text.empty())
      w.key("error").begin_object().member("code", s.error_code).member("text", s.error_text).end_object();
    w.end_object();
    return w.take();
  }

  flows::conversation_id id_;
};

} // namespace

tl::expected<std::unique_ptr<topic>, no_topic> make_conversation(json::value filter) {
  const auto id = flows::parse_uuid(filter["id"].text().value_or(""));
  if (!id) return tl::make_unexpected(no_topic{"bad_filter", "id: the conversation's id."});
  return std::make_unique<conversation>(flows::conversation_id{*id});
}

} // namespace charla::api::live
