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
    {"file",
     R"({"type":"object","required":["asset","size","mime_type"],"properties":{"asset":{"type":"string","description":"SHA-256 of the bytes: names the file in a message"},"size":{"type":"integer","description":"bytes"},"mime_type":{"type":"string"},"kind":{"type":"string","enum":["image","video","audio","document","sticker"]},"filename":{"type":"string"}}})"},
    {"file_state",
     R"({"type":"object","properties":{"state":{"type":"string","enum":["wanted","stored","failed"]},"attempts":{"type":"integer"},"reason":{"type":"string"},"next_attempt_at":{"type":["string","null"],"format":"date-time"}}})"},
    {"exchange",
     R"({"type":"object","properties":{"id":{"type":"integer"},"at":{"type":"string"},"kind":{"type":"string","enum":["webhook","send","media","manage","mark_read"]},"channel":{"type":"string"},"conversation_id":{"type":["string","null"]},"message":{"type":["string","null"]},"provider_id":{"type":"string"},"method":{"type":"string"},"url":{"type":"string"},"status":{"type":"integer","description":"HTTP status; 0: none came"},"took_ms":{"type":"integer"},"failed":{"type":"boolean"},"request":{"type":"string"},"response":{"type":"string"},"note":{"type":"string","description":"what it means and what to do"}}})"},
    {"exchanges",
     R"({"type":"object","properties":{"items":{"type":"array","items":{"$ref":"#/components/schemas/exchange"}},"next":{"type":["string","null"]}}})"},
    {"mark_read", R"({"type":"object","additionalProperties":false,"properties":{"tell_provider":{"type":"boolean","default":true}}})"},
    {"marked_read",
     R"({"type":"object","properties":{"unread":{"type":"integer"},"told":{"type":"boolean","description":"the provider is told"}}})"},
    {"message_template",
     R"({"type":"object","properties":{"id":{"type":"integer"},"channel":{"type":"string"},"name":{"type":"string"},"language":{"type":"string"},"category":{"type":"string","enum":["MARKETING","UTILITY","AUTHENTICATION"]},"status":{"type":"string","description":"DRAFT, then the provider's: PENDING, APPROVED, REJECTED, PAUSED, DISABLED; DELETED: the provider has it no longer"},"quality":{"type":"string"},"reason":{"type":"string","description":"why it was rejected or paused"},"body":{"type":"string"},"components":{"type":["array","null"],"items":{"type":"object"}},"variables":{"type":["array","null"],"items":{"type":"object","properties":{"key":{"type":"string","description":"names it in a preview: 1, header.1, button0.1"},"name":{"type":"string"},"in":{"type":"string","description":"body, header, button 0"},"type":{"type":"string","enum":["text","image","video","document"]},"example":{"type":"string"}}}},"provider_id":{"type":"string"},"updated_at":{"type":"string"}}})"},
    {"templates",
     R"({"type":"object","properties":{"items":{"type":"array","items":{"$ref":"#/components/schemas/message_template"}},"next":{"type":"null"}}})"},
    {"template_components",
     R"({"type":"array","maxItems":4,"description":"in WhatsApp's form, with an `example` of each variable","items":{"type":"object","required":["type"],"properties":{"type":{"type":"string","enum":["HEADER","BODY","FOOTER","BUTTONS"]},"format":{"type":"string","enum":["TEXT","IMAGE","VIDEO","DOCUMENT","LOCATION"]},"text":{"type":"string","maxLength":1024},"buttons":{"type":"array","maxItems":10},"example":{"type":"object"}}}})"},
    {"template_new",
     R"({"type":"object","required":["channel","name","language","category","components"],"additionalProperties":false,"properties":{"channel":{"type":"string"},"name":{"type":"string","pattern":"^[a-z0-9_]{1,512}$"},"language":{"type":"string","description":"es_AR"},"category":{"type":"string","enum":["MARKETING","UTILITY","AUTHENTICATION"]},"components":{"$ref":"#/components/schemas/template_components"}}})"},
    {"template_change",
     R"({"type":"object","additionalProperties":false,"properties":{"category":{"type":"string","enum":["MARKETING","UTILITY","AUTHENTICATION"]},"components":{"$ref":"#/components/schemas/template_components"}}})"},
    {"template_preview",
     R"({"type":"object","additionalProperties":false,"properties":{"variables":{"type":"object","description":"key of a variable → its value"}}})"},
    {"template_rendered",
     R"({"type":"object","properties":{"header":{"type":"object","properties":{"format":{"type":"string"},"text":{"type":"string"}}},"body":{"type":"string"},"footer":{"type":"string"},"buttons":{"type":"array","items":{"type":"object","properties":{"type":{"type":"string"},"text":{"type":"string"},"url":{"type":"string"}}}}}})"},
    {"template_sync",
     R"({"type":"object","properties":{"added":{"type":"array","items":{"type":"string"}},"changed":{"type":"array","items":{"type":"string"}},"gone":{"type":"array","items":{"type":"string"}},"unchanged":{"type":"integer"},"complete":{"type":"boolean","description":"false: there are more pages than are read at a time"}}})"},
    {"count", R"({"type":"object","required":["count"],"properties":{"count":{"type":"integer"}}})"},
});
// clang-format on

} // namespace

std::span<const schema> people_schemas() { return schemas; }

} // namespace charla::api
