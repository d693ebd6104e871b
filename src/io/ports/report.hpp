#pragma once

#include "flows/conversation.hpp"
#include "io/ports/stored.hpp"

/// What reports are counted from: conversations with the lines of a range of time.
namespace charla::ports {

struct report_filter {
  tenant_id tenant;
  timestamp from; ///< the first moment that belongs to it
  timestamp to;   ///< the first that does not
  std::optional<channel_id> channel;
};

/// Lines this long before and after the range are read too: who was waiting when it began, and when who wrote in it was
/// answered.
inline constexpr milliseconds report_margin = std::chrono::hours{24};
/// Lines that are looked at in one conversation, its newest.
inline constexpr std::size_t report_lines_max = 1000;

/// One line of history, without what was said: `note` is the body of the system's own lines.
struct report_line {
  std::int64_t seq = 0;
  timestamp at;
  direction dir = direction::inbound;
  author by = author::contact;
  std::string type;     ///< `type_name(content)`
  bool is_send = false; ///< a bubble of ours: what follows is its delivery
  message_status status = message_status::queued;
  std::int32_t error_code = 0;
  std::string error_text;
  std::string pricing; ///< JSON text as the provider gave it, or empty
  std::string note;    ///< encoded content of a line of type `system`, else empty
};

struct report_conversation {
  conversation_id id;
  channel_id channel;
  control_mode mode = control_mode::bot;
  timestamp last_activity_at;
  std::vector<report_line> lines; ///< of the range and its margins, by `seq`
  bool cut = false;               ///< it has more than `report_lines_max` lines: older ones were not looked at
};

/// A customer whose last line nobody has answered, while a person (or nobody) has the conversation.
struct waiting_row {
  conversation_id conversation;
  timestamp since; ///< their first line that is not answered
};

class report_admin {
public:
  virtual ~report_admin() = default;
  /// Conversations with a turn since `f.from`, the latest activity first; not all of them have lines in the range.
  virtual stored<page<report_conversation>>
  report_activity(const report_filter& f, const std::string& after, std::size_t limit) = 0;
  /// Who waits for a person now, by conversations of mode `human` or `paused`, the latest activity first.
  virtual stored<std::vector<waiting_row>>
  waiting_now(tenant_id t, std::optional<channel_id> channel, std::size_t limit) = 0;
};

} // namespace charla::ports
