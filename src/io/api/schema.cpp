#include "io/api/schema.hpp"

namespace charla::api {

std::optional<std::string_view> find_schema(std::string_view name) {
  for (const auto part : {door_schemas(), account_schemas(), conversation_schemas(), message_schemas(),
                          operation_schemas(), webhook_schemas(), flow_schemas(), people_schemas(), watch_schemas()})
    for (const auto& s : part)
      if (s.name == name) return s.text;
  return std::nullopt;
}

} // namespace charla::api
