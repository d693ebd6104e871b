#include "io/providers/meta/change.hpp"
#include "io/providers/meta/errors.hpp"
#include "io/providers/wire/fields.hpp"

namespace charla::meta {

using namespace wire; // NOLINT(google-build-using-namespace)

namespace {

using flows::message_status;

std::optional<message_status> status_named(std::string_view name) {
  for (const auto s : {message_status::sent, message_status::delivered, message_status::read, message_status::played,
                       message_status::failed})
    if (flows::name_of(s) == name) return s;
  return std::nullopt;
}

void read_status(const change& c, json::value s) {
  const auto name = text_of(s["status"]);
  const auto type = text_of(s["type"]); // absent for messages; `payment`, `call`
  const auto status = status_named(name);
  if (!type.empty() && type != "message")
    return emit_notice(c, "info", type + "_status", "A " + type + " has a new status: " + name + ".", s);
  if (!status)
    return emit_notice(c, "info", "unknown_status",
                       "A message has a status that this version does not know: " + name + ".", s);
  ports::status_fact fact;
  fact.provider_id = text_of(s["id"]);
  fact.out = flows::parse_out_id(text_of(s["biz_opaque_callback_data"]));
  fact.status = *status;
  fact.at = time_of(s["timestamp"]);
  if (const auto errors = s["errors"].items(); !errors.empty()) {
    fact.error_code = code_of(errors.front()["code"]).value_or(0);
    fact.error_text = error_text_of(errors.front());
  }
  fact.pricing = s["pricing"].dump();
  put_mark(fact);
  c.emit(std::move(fact));
}

} // namespace

void read_statuses(const change& c) {
  for (const auto s : c.value["statuses"].items())
    read_status(c, s);
}

void read_errors(const change& c) {
  for (const auto e : c.value["errors"].items())
    emit_notice(c, "warn", "webhook_error",
                "The provider could not hand over a part of this notification (code " + text_of(e["code"])
                    + "): " + error_text_of(e),
                e);
}

} // namespace charla::meta
