#include "io/api/schema.hpp"

#include <array>

namespace charla::api {

namespace {

// clang-format off
constexpr auto schemas = std::to_array<schema>({
    {"contact",
     R"({"type":"object","properties":{"id":{"type":"string","format":"uuid"},"phone":{"type":"string"},"user_id":{"type":"string"},"name":{"type":"string"},"attributes":{"type":["object","null"]},"tags":{"type":"array","items":{"type":"string"}},"consent":{"type":"string","description":"opted_in, opted_out, unknown; empty: nobody has asked"},"consent_source":{"type":"string","description":"how that came to be known: flow, word, provider, import, or a person's words"},"consent_at":{"type":["string","null"],"format":"date-time"},"locale":{"type":"string"},"timezone":{"type":"string"},"created_at":{"type":"string"},"updated_at":{"type":"string"}}})"},
    {"contacts",
     R"({"type":"object","properties":{"items":{"type":"array","items":{"$ref":"#/components/schemas/contact"}},"next":{"type":["string","null"]}}})"},
    {"contact_new",
     R"({"type":"object","required":["phone"],"additionalProperties":false,"properties":{"phone":{"type":"string","description":"with country code"},"name":{"type":"string","maxLength":200},"attributes":{"type":"object"},"tags":{"type":"array","items":{"type":"string","maxLength":60},"maxItems":50},"consent":{"type":"string","enum":["opted_in","opted_out","unknown"]},"consent_source":{"type":"string","maxLength":200},"locale":{"type":"string","maxLength":20},"timezone":{"type":"string","maxLength":60}}})"},
    {"contact_change",
     R"({"type":"object","additionalProperties":false,"properties":{"name":{"type":"string","maxLength":200},"attributes":{"type":"object","description":"all of them: those that are not here are removed"},"tags":{"type":"array","items":{"type":"string","maxLength":60},"maxItems":50},"consent":{"type":"string","enum":["opted_in","opted_out","unknown"]},"consent_source":{"type":"string","maxLength":200,"description":"who asks when absent; only with consent"},"locale":{"type":"string","maxLength":20},"timezone":{"type":"string","maxLength":60}}})"},
    {"contact_merge",
     R"({"type":"object","required":["from"],"additionalProperties":false,"properties":{"from":{"type":"string","format":"uuid","description":"the contact that becomes part of this one"}}})"},
    {"addresses",
     R"({"type":"object","properties":{"items":{"type":"array","items":{"type":"object","properties":{"phone":{"type":"string"},"user_id":{"type":"string"}}}},"next":{"type":"null"}}})"},
    {"erasure",
     R"({"type":"object","properties":{"erased":{"type":"boolean"},"conversations":{"type":"integer"},"messages":{"type":"integer"},"files":{"type":"integer"},"files_left":{"type":"integer","description":"bytes whose store did not answer; the log names them"},"actors":{"type":"integer","description":"that left memory"}}})"},
    {"contact_export",
     R"({"type":"object","properties":{"exported_at":{"type":"string"},"contact":{"$ref":"#/components/schemas/contact"},"addresses":{"type":"array","items":{"type":"object"}},"conversations":{"type":"array","items":{"type":"object","properties":{"conversation":{"$ref":"#/components/schemas/conversation"},"messages":{"type":"array","items":{"$ref":"#/components/schemas/message"}}}}},"complete":{"type":"boolean","description":"false: there are more messages than one answer takes"}}})"},
    {"import_report",
     R"({"type":"object","properties":{"dry_run":{"type":"boolean"},"rows":{"type":"integer"},"added":{"type":"integer"},"changed":{"type":"integer"},"unchanged":{"type":"integer"},"refused":{"type":"integer"},"untold":{"type":"integer","description":"conversations that could not be told; import the file again"},"next_line":{"type":["integer","null"],"description":"the first line that was not reached in time"},"problems":{"type":"array","maxItems":500,"items":{"type":"object","properties":{"line":{"type":"integer"},"field":{"type":"string"},"reason":{"type":"string"},"hint":{"type":"string"}}}},"more_problems":{"type":"integer"}}})"},
    {"conditions",
     R"({"type":"object","additionalProperties":false,"properties":{"search":{"type":"string","maxLength":100},"tags":{"type":"array","items":{"type":"string"},"maxItems":20,"description":"all of these"},"not_tags":{"type":"array","items":{"type":"string"},"maxItems":20,"description":"none of these"},"attributes":{"type":"object","maxProperties":20,"description":"exactly these values"},"consent":{"type":"string","enum":["opted_in","opted_out","unknown"]},"heard_since":{"type":"string","format":"date-time"},"silent_since":{"type":"string","format":"date-time"},"heard_within_days":{"type":"integer","minimum":1,"maximum":3650},"silent_for_days":{"type":"integer","minimum":1,"maximum":3650}}})"},
    {"segment",
     R"({"type":"object","properties":{"id":{"type":"integer"},"name":{"type":"string"},"conditions":{"$ref":"#/components/schemas/conditions"},"created_by":{"type":"string"},"created_at":{"type":"string"}}})"},
    {"segments",
     R"({"type":"object","properties":{"items":{"type":"array","items":{"$ref":"#/components/schemas/segment"}},"next":{"type":"null"}}})"},
    {"segment_new",
     R"({"type":"object","required":["name"],"additionalProperties":false,"properties":{"name":{"type":"string","maxLength":100},"conditions":{"$ref":"#/components/schemas/conditions"}}})"},
    {"segment_change",
     R"({"type":"object","additionalProperties":false,"properties":{"name":{"type":"string","maxLength":100},"conditions":{"$ref":"#/components/schemas/conditions"}}})"},
    {"count", R"({"type":"object","required":["count"],"properties":{"count":{"type":"integer"}}})"},
});
// clang-format on

} // namespace

std::span<const schema> people_schemas() { return schemas; }

} // namespace charla::api
