#include "actors/engine.hpp"
#include "actors/ingress.hpp"
#include "actors/pending_causes.hpp"

#include "flows/overloaded.hpp"

namespace charla::actors {

namespace {

/// The columns of a command's cause. `key` names it for ever: the same key twice is told once.
ports::inbox_append command_row(const services& with,
                                const ports::channel_access& channel,
                                const flows::address& to,
                                const flows::cause_body& body,
                                const std::string& key,
                                const std::string& correlation_id) {
  ports::inbox_append row;
  row.tenant = channel.tenant;
  row.channel = channel.id;
  row.conversation = ports::conversation_of(with.crypto, channel.id, to);
  row.prio = flows::priority::human;
  row.provider_time = with.clock.now();
  row.kind = flows::kind_name(body);
  row.correlation_id = correlation_id;
  row.body = with.codec.encode(body);
  row.key = dedup_key_of(with.crypto, "command/" + std::to_string(channel.tenant.value()), key);
  return row;
}

} // namespace

void submit_command(const services& with,
                    const wiring& who,
                    const ports::channel_access& channel,
                    const flows::address& to,
                    const std::string& by,
                    const ports::conversation_command& what,
                    const std::string& correlation_id,
                    std::function<void(ports::command_result)> done) {
  const auto now = with.clock.now();
  const auto unique = [&] { return flows::to_string(with.crypto.row_uuid(flows::to_unix_ms(now))); };
  const auto append = [&](flows::cause_body body, const std::string& key,
                          std::optional<ports::submission> submitted = std::nullopt) {
    auto events = std::make_shared<append_events>();
    auto row = command_row(with, channel, to, body, key, correlation_id);
    if (const auto* asked = std::get_if<flows::outgoing_request>(&body); asked != nullptr && is_bulk(*asked))
      row.prio = asked->prio;
    row.submitted = std::move(submitted);
    const auto conversation = row.conversation;
    events->causes.push_back(std::move(row));
    events->decoded.push_back({{}, now, correlation_id, std::move(body)});
    events->done = std::make_shared<append_events::promise>([done = std::move(done)](ports::accept_outcome how) {
      using outcome = ports::command_result::outcome;
      done({how == ports::accept_outcome::durable ? outcome::done : outcome::unavailable, {}});
    });
    who.lane_of(conversation).tell(std::move(events));
  };
  const auto change = [&](flows::control_changed notice) {
    change_control c;
    flows::cause_body body{notice};
    c.request.notice = command_row(with, channel, to, body, unique(), correlation_id);
    c.request.conversation = c.request.notice.conversation;
    c.request.mode = notice.mode;
    c.request.until = notice.until;
    c.decoded = {{}, now, correlation_id, std::move(body)};
    c.done = std::move(done);
    who.lane_of(c.request.conversation).tell(std::move(c));
  };
  std::visit(
      flows::overloaded{
          [&](const ports::take_over& t) {
            const auto directory = who.directory.get();
            const auto* tenant = directory->find(channel.tenant);
            const auto silence = t.silence           ? *t.silence
                                 : tenant != nullptr ? tenant->rules.human_override
                                                     : flows::rules{}.human_override;
            change({flows::control_mode::human, now + silence, by, t.reason});
          },
          [&](const ports::hand_back&) {
            change({flows::control_mode::bot, std::nullopt, by, {}});
          },
          [&](const ports::set_status& s) {
            append(flows::status_changed{s.status, by}, unique());
          },
          [&](const ports::send_message& m) {
            auto request = m.message;
            request.to = to;
            append(request, request.client_id.empty() ? unique() : "message/" + request.client_id, m.submitted);
          },
          [&](const ports::change_run& m) {
            auto request = m.request;
            request.by = by;
            request.to = to;
            append(request, m.client_id.empty() ? unique() : "run/" + m.client_id);
          },
          [&](const ports::tell_contact& m) {
            auto change = m.change;
            change.by = by;
            append(change, unique());
          },
          [&](const ports::change_desk& m) {
            auto change = m.change;
            change.by = by;
            append(change, unique());
          },
          [&](const ports::write_note& m) {
            append(m.note, m.note.client_id.empty() ? unique() : "note/" + m.note.client_id);
          },
          [&](const ports::mark_read& m) {
            if (const auto sender = who.senders.find(channel.id); sender && !m.provider_id.empty())
              sender->tell(read_receipt{ports::conversation_of(with.crypto, channel.id, to), to, m.provider_id, false});
            done({});
          },
      },
      what);
}

} // namespace charla::actors
