#include "io/providers/evolution/parse.hpp"

#include "io/providers/evolution/event.hpp"
#include "io/providers/wire/fields.hpp"

#include <algorithm>
#include <array>

namespace charla::evolution {

using namespace wire; // NOLINT(google-build-using-namespace)

namespace {

void pass_over(const event&, json::value) {}

struct reader {
  std::string_view name;
  void (*read)(const event&, json::value data);
};
// Source: Evolution's event names (providers.md C3); `message` is the name that its successor in Go uses.
constexpr std::array readers{
    reader{"messages.upsert", read_message},    reader{"message", read_message},
    reader{"messages.update", read_update},     reader{"messages.edited", read_edit},
    reader{"messages.delete", read_delete},     reader{"connection.update", read_connection},
    reader{"status.instance", read_connection}, reader{"qrcode.updated", read_qrcode},
    reader{"send.message", pass_over},    // what we have sent ourselves: the answer told it
    reader{"presence.update", pass_over}, // somebody is writing: many a second, and nothing to keep
};

/// `MESSAGES_UPSERT` and `messages-upsert` are other spellings of `messages.upsert`.
std::string plain_name(std::string name) {
  for (auto& c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c == '_' || c == '-') c = '.';
  }
  return name;
}

} // namespace

void emit_notice(const event& e, std::string_view level, std::string words, json::value kept) {
  ports::system_event out;
  out.level = level;
  out.type = e.name;
  std::replace(out.type.begin(), out.type.end(), '.', '_');
  out.message = std::move(words);
  out.metadata = metadata_of(kept);
  e.emit(std::move(out));
}

flows::result<std::vector<ports::provider_event>> parse_webhook(std::string_view body) {
  const auto parsed = json::parse_tolerant(body);
  if (!parsed) return flows::fail("webhook.json", parsed.error().what);
  const auto root = parsed->root();
  auto name = plain_name(text_of(root["event"]));
  if (name.empty()) return flows::fail("webhook.envelope", "an event of Evolution has its name", "event");
  auto instance = text_of(root["instance"]);
  if (instance.empty()) return flows::fail("webhook.envelope", "an event of Evolution names its instance", "instance");
  std::vector<ports::provider_event> events;
  const event e{std::move(name), std::move(instance), root, events};
  const auto known = std::find_if(readers.begin(), readers.end(), [&](const reader& r) { return r.name == e.name; });
  const auto data = root["data"];
  if (known == readers.end()) {
    emit_notice(e, "info", "A kind of event that this version does not know (" + e.name + "); it is kept as it came.",
                root);
  } else if (data.kind() == json::kind::array) {
    for (const auto one : data.items())
      known->read(e, one);
  } else {
    known->read(e, data);
  }
  return events;
}

} // namespace charla::evolution
