#include "io/api/schema.hpp"

#include <array>

namespace charla::api {

std::span<const std::span<const schema>> schema_parts() {
  static const std::array all{door_schemas(),      account_schemas(), conversation_schemas(), message_schemas(),
                              operation_schemas(), webhook_schemas(), flow_schemas(),         people_schemas(),
                              inbox_schemas(),     agenda_schemas(),  watch_schemas()};
  return all;
}

std::optional<std::string_view> find_schema(std::string_view name) {
  for (const auto part : schema_parts())
    for (const auto& s : part)
      if (s.name == name) return s.text;
  return std::nullopt;
}

} // namespace charla::api
