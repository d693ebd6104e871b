#pragma once

#include "flows/replay.hpp"

#include <variant>

namespace charla::ports {

/// A turn as it is kept for replay: what was decided, from what, when, by which rules.
using turn_record = flows::past_turn;

/// What a subscriber is told, before it is text. Thin: ids and words of ours, nothing that a customer wrote.
struct told_event {
  std::string type; ///< one of `webhook_event_types`
  flows::timestamp at;
  std::vector<std::pair<std::string, std::variant<std::string, std::int64_t>>> data; ///< in this order
};

/// Values ↔ bytes, versioned. Decoders accept this version and the one before, and never throw.
class codec {
public:
  virtual ~codec() = default;
  [[nodiscard]] virtual std::string encode(const flows::cause_body& c) const = 0;
  [[nodiscard]] virtual flows::result<flows::cause_body> decode_cause(std::string_view bytes) const = 0;
  /// All but `memory`, which lives in the history, and the columns that the store itself keeps.
  [[nodiscard]] virtual std::string encode(const flows::conversation& c) const = 0;
  [[nodiscard]] virtual flows::result<flows::conversation> decode_conversation(std::string_view bytes) const = 0;
  [[nodiscard]] virtual std::string encode(const flows::content& c) const = 0;
  [[nodiscard]] virtual flows::result<flows::content> decode_content(std::string_view bytes) const = 0;
  [[nodiscard]] virtual std::string encode(const flows::address& a) const = 0;
  [[nodiscard]] virtual flows::result<flows::address> decode_address(std::string_view bytes) const = 0;
  [[nodiscard]] virtual std::string encode(const turn_record& t) const = 0;
  [[nodiscard]] virtual flows::result<turn_record> decode_turn(std::string_view bytes) const = 0;
  /// A JSON array of trace lines, and an object of texts: what people read beside a dead letter and a run.
  [[nodiscard]] virtual std::string encode(const std::vector<flows::trace_line>& trace) const = 0;
  [[nodiscard]] virtual std::string encode(const std::map<std::string, std::string>& texts) const = 0;
  /// What `pick` asks of a JSON text, as text: objects and lists as JSON. Errors: `json.syntax`; `json.missing` with
  /// the pointer in `where`.
  [[nodiscard]] virtual flows::result<std::map<std::string, std::string>>
  pick(std::string_view json, const std::map<std::string, std::string>& pointers) const = 0;
  /// A flow's graph (JSON text, `config/schema/flow.schema.json`). Errors carry the path.
  [[nodiscard]] virtual flows::result<flows::flow> decode_flow(std::string_view json) const = 0;
  [[nodiscard]] virtual std::string encode(const flows::flow& f) const = 0;
  /// The body of an outgoing webhook; there is no way back.
  [[nodiscard]] virtual std::string encode(const told_event& e) const = 0;
};

} // namespace charla::ports
