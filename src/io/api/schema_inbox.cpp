#include "io/api/schema.hpp"

#include <array>

namespace charla::api {

namespace {

constexpr auto schemas = std::to_array<schema>({
    {"conversation_change",
     R"({"type":"object","minProperties":1,"additionalProperties":false,"properties":{"assignee":{"type":"string","maxLength":100,"description":"the e-mail of an active user, or a name of the organisation's own; empty: nobody"},"team":{"type":"string","maxLength":100,"description":"empty: none"},"labels":{"type":"array","maxItems":100,"items":{"type":"string","minLength":1,"maxLength":60},"description":"all of them"},"snoozed_until":{"type":["string","null"],"description":"a moment within a year sets it aside until then; empty or null: no longer. A message of the customer opens it as well"}}})"},
    {"note_new",
     R"({"type":"object","required":["text"],"additionalProperties":false,"properties":{"text":{"type":"string","minLength":1,"maxLength":4096},"client_id":{"type":"string","maxLength":128,"description":"the same twice is one note"}}})"},
    {"canned_answer",
     R"({"type":"object","required":["id","shortcut","text","created_by","updated_at"],"properties":{"id":{"type":"integer"},"shortcut":{"type":"string"},"text":{"type":"string","description":"may hold {{contact.name}}: whoever shows it fills it in"},"created_by":{"type":"string"},"updated_at":{"type":"string","format":"date-time"}}})"},
    {"canned_answers",
     R"({"type":"object","required":["items"],"properties":{"items":{"type":"array","items":{"$ref":"#/components/schemas/canned_answer"}}}})"},
    {"canned_new",
     R"({"type":"object","required":["shortcut","text"],"additionalProperties":false,"properties":{"shortcut":{"type":"string","pattern":"^[a-z0-9_-]{1,40}$"},"text":{"type":"string","minLength":1,"maxLength":4096}}})"},
    {"canned_change",
     R"({"type":"object","additionalProperties":false,"properties":{"shortcut":{"type":"string","pattern":"^[a-z0-9_-]{1,40}$"},"text":{"type":"string","minLength":1,"maxLength":4096}}})"},
    {"colleagues",
     R"({"type":"object","required":["items"],"properties":{"items":{"type":"array","items":{"type":"object","required":["id","name","email","role"],"properties":{"id":{"type":"integer"},"name":{"type":"string"},"email":{"type":"string"},"role":{"type":"string","enum":["owner","admin","agent","analyst"]}}}}}})"},
});

} // namespace

std::span<const schema> inbox_schemas() { return schemas; }

} // namespace charla::api
