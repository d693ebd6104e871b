#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace charla::api {

/// A JSON Schema (2020-12, as OpenAPI 3.1 takes it) by name.
struct schema {
  std::string_view name;
  std::string_view text;
};

[[nodiscard]] std::span<const schema> door_schemas();         ///< health, webhooks, simulation, problems
[[nodiscard]] std::span<const schema> account_schemas();      ///< sessions, users, keys, tenants
[[nodiscard]] std::span<const schema> conversation_schemas(); ///< conversations, messages
[[nodiscard]] std::span<const schema> message_schemas();      ///< what is sent, and what becomes of it
[[nodiscard]] std::span<const schema> operation_schemas();    ///< channels, actors, dead letters, journals
[[nodiscard]] std::span<const schema> flow_schemas();         ///< flows, their drafts, versions and runs

[[nodiscard]] std::span<const schema> people_schemas();  ///< contacts, segments, files, templates, the channel log
[[nodiscard]] std::span<const schema> inbox_schemas();   ///< what people at the desk change and keep
[[nodiscard]] std::span<const schema> agenda_schemas();  ///< appointments; connections to other services
[[nodiscard]] std::span<const schema> watch_schemas();   ///< reports, logs, cluster nodes
[[nodiscard]] std::span<const schema> webhook_schemas(); ///< outgoing webhooks and their deliveries

/// All of them, each name once.
[[nodiscard]] std::span<const std::span<const schema>> schema_parts();
[[nodiscard]] std::optional<std::string_view> find_schema(std::string_view name);

} // namespace charla::api
