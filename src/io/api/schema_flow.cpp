#include "io/api/schema.hpp"

#include <array>

namespace charla::api {

namespace {

// clang-format off
constexpr auto schemas = std::to_array<schema>({
    {"graph",
     R"({"type":"object","description":"config/schema/flow.schema.json","required":["start","nodes"],"properties":{"name":{"type":"string"},"start":{"type":"string"},"nodes":{"type":"object"}}})"},
    {"flow_head",
     R"({"type":"object","required":["id","name","revision","live","newest","archived"],"properties":{"id":{"type":"integer"},"name":{"type":"string"},"created_at":{"type":"string","format":"date-time"},"archived":{"type":"boolean"},"newest":{"type":"integer","description":"0: never published"},"live":{"type":["integer","null"],"description":"the version that begins runs"},"revision":{"type":"integer"},"changed_by":{"type":"string"},"changed_at":{"type":"string","format":"date-time"}}})"},
    {"draft",
     R"({"type":"object","required":["name","graph","tests"],"properties":{"name":{"type":"string"},"graph":{"type":["object","null"]},"tests":{"type":["array","null"],"items":{"type":"object"}}}})"},
    {"finding",
     R"({"type":"object","required":["severity","code","what","where"],"properties":{"severity":{"type":"string","enum":["error","warning","hint"]},"code":{"type":"string"},"what":{"type":"string"},"where":{"type":"string","description":"path in the graph"}}})"},
    {"flow_row",
     R"({"type":"object","required":["id","version","name","status"],"properties":{"id":{"type":"integer"},"version":{"type":"integer"},"name":{"type":"string"},"status":{"type":"string","enum":["draft","published","active"]},"created_by":{"type":"string"},"created_at":{"type":"string","format":"date-time"}}})"},
    {"flow",
     R"({"allOf":[{"$ref":"#/components/schemas/flow_row"},{"$ref":"#/components/schemas/flow_head"},{"type":"object","properties":{"graph":{"type":["object","null"]},"live_since":{"type":["string","null"],"format":"date-time"},"draft":{"$ref":"#/components/schemas/draft"}}}]})"},
    {"flow_draft",
     R"({"allOf":[{"$ref":"#/components/schemas/flow_head"},{"type":"object","required":["draft","findings"],"properties":{"draft":{"$ref":"#/components/schemas/draft"},"findings":{"type":"array","items":{"$ref":"#/components/schemas/finding"}}}}]})"},
    {"flows",
     R"({"type":"object","properties":{"items":{"type":"array","items":{"anyOf":[{"$ref":"#/components/schemas/flow_row"},{"$ref":"#/components/schemas/flow_head"}]}},"next":{"type":["string","null"]}}})"},
    {"flow_new",
     R"({"type":"object","required":["graph"],"additionalProperties":false,"properties":{"name":{"type":"string","maxLength":100},"graph":{"$ref":"#/components/schemas/graph"},"draft":{"type":"boolean","default":false,"description":"only keep it: it may be unfinished"},"tests":{"type":"array","items":{"type":"object"}}}})"},
    {"flow_version_new",
     R"({"type":"object","required":["graph"],"additionalProperties":false,"properties":{"name":{"type":"string","maxLength":100},"graph":{"$ref":"#/components/schemas/graph"}}})"},
    {"draft_save",
     R"({"type":"object","required":["graph","revision"],"additionalProperties":false,"properties":{"name":{"type":"string","maxLength":100},"graph":{"type":"object"},"tests":{"type":"array","items":{"type":"object"}},"revision":{"type":"integer","minimum":1,"description":"the one that was read; 409 when somebody has saved meanwhile"}}})"},
    {"flow_validate",
     R"({"type":"object","additionalProperties":false,"properties":{"graph":{"type":"object","description":"the draft when absent"},"tests":{"type":"array","items":{"type":"object"},"description":"the draft's when absent"}}})"},
    {"flow_findings",
     R"({"type":"object","required":["ok","findings"],"properties":{"ok":{"type":"boolean","description":"no errors, and no test fails"},"findings":{"type":"array","items":{"$ref":"#/components/schemas/finding"}},"tests":{"$ref":"#/components/schemas/flow_tests"}}})"},
    {"flow_publish",
     R"({"type":"object","required":["revision"],"additionalProperties":false,"properties":{"revision":{"type":"integer","minimum":1},"note":{"type":"string","maxLength":500},"activate":{"type":"boolean","default":true},"force":{"type":"boolean","default":false,"description":"despite warnings; errors are never forced"}}})"},
    {"flow_activate",
     R"({"type":"object","required":["version"],"additionalProperties":false,"properties":{"version":{"type":["integer","null"],"minimum":1,"description":"null: none of this flow begins runs"}}})"},
    {"field_change",
     R"({"type":"object","required":["field","before","after"],"properties":{"field":{"type":"string"},"before":{},"after":{}}})"},
    {"flow_diff",
     R"({"type":"object","required":["same","flow","triggers","steps"],"properties":{"same":{"type":"boolean"},"flow":{"type":"array","items":{"$ref":"#/components/schemas/field_change"}},"triggers":{"type":"array","items":{"type":"object","properties":{"change":{"type":"string","enum":["added","removed","changed"]},"type":{"type":"string"},"fields":{"type":"array","items":{"$ref":"#/components/schemas/field_change"}}}}},"steps":{"type":"array","items":{"type":"object","properties":{"change":{"type":"string","enum":["added","removed","changed"]},"id":{"type":"string"},"type":{"type":"string"},"fields":{"type":"array","items":{"$ref":"#/components/schemas/field_change"}}}}}}})"},
    {"run_start",
     R"({"type":"object","required":["flow"],"additionalProperties":false,"properties":{"flow":{"type":"integer"},"version":{"type":"integer","description":"the live one when absent"},"node":{"type":"string","description":"its start when absent"},"variables":{"type":"object","description":"what the flow lists as its parameters","additionalProperties":{"type":["string","number","boolean"]}},"client_id":{"type":"string","maxLength":128,"description":"the same twice begins once"}}})"},
    {"run_plain", R"({"type":"object","additionalProperties":false})"},
    {"run_move",
     R"({"type":"object","required":["node"],"additionalProperties":false,"properties":{"node":{"type":"string"},"version":{"type":"integer","description":"the run's own when absent"}}})"},
    {"run_queued", R"({"type":"object","required":["queued"],"properties":{"queued":{"type":"boolean","const":true}}})"},
    {"event_new",
     R"({"type":"object","required":["event"],"additionalProperties":false,"properties":{"event":{"type":"string","maxLength":100},"conversation":{"type":"string","format":"uuid"},"to":{"type":"string","description":"a telephone number, in place of conversation"},"phone":{"type":"string","description":"the same as to"},"channel":{"type":"string","description":"key of the channel; the tenant's first one when absent"},"variables":{"type":"object","additionalProperties":{"type":["string","number","boolean"]}},"client_id":{"type":"string","maxLength":128,"description":"the same twice is told once"}}})"},
    {"event_queued",
     R"({"type":"object","required":["queued","conversation_id"],"properties":{"queued":{"type":"boolean","const":true},"conversation_id":{"type":"string","format":"uuid"}}})"},
    {"runs",
     R"({"type":"object","properties":{"items":{"type":"array","items":{"type":"object","properties":{"conversation_id":{"type":"string","format":"uuid"},"number":{"type":"integer","description":"of the conversation's runs"},"flow":{"type":"integer"},"version":{"type":"integer"},"status":{"type":"string","enum":["running","waiting","completed","failed","interrupted","expired"]},"node":{"type":"string"},"reason":{"type":"string"},"started_at":{"type":"string","format":"date-time"},"ended_at":{"type":["string","null"],"format":"date-time"},"updated_at":{"type":"string","format":"date-time"},"variables":{"type":["object","null"],"description":"null without the right conversations:read","additionalProperties":{"type":"string"}}}}},"next":{"type":["string","null"]}}})"},
    {"funnel",
     R"({"type":"object","required":["flow","version","steps"],"properties":{"flow":{"type":"integer"},"version":{"type":"integer"},"start":{"type":"string"},"complete":{"type":"boolean","description":"false: more wait than were counted"},"steps":{"type":"array","items":{"type":"object","properties":{"id":{"type":"string"},"type":{"type":"string"},"entered":{"type":"integer"},"waiting":{"type":"integer","description":"now"},"exits":{"type":"object","additionalProperties":{"type":"integer"}}}}}}})"},
    {"move_reasons",
     R"({"type":"array","maxItems":100,"items":{"type":"object","properties":{"conversation_id":{"type":"string","format":"uuid"},"node":{"type":"string"},"why":{"type":"string","enum":["step_missing","type_changed"]}}}})"},
    {"move_preview",
     R"({"type":"object","properties":{"from":{"type":"integer"},"to":{"type":"integer"},"complete":{"type":"boolean","description":"false: there are more than were looked at"},"can":{"type":"integer"},"cannot":{"type":"integer"},"reasons":{"$ref":"#/components/schemas/move_reasons"}}})"},
    {"move_new",
     R"({"type":"object","required":["from","to"],"additionalProperties":false,"properties":{"from":{"type":"integer"},"to":{"type":"integer"},"conversations":{"type":"array","maxItems":500,"items":{"type":"string","format":"uuid"},"description":"all of them when absent, 500 by one request"}}})"},
    {"moved",
     R"({"type":"object","properties":{"sent":{"type":"integer"},"lost":{"type":"integer","description":"could not be stored; ask again"},"remaining":{"type":"integer","description":"ask again for these"},"complete":{"type":"boolean"},"cannot":{"type":"integer"},"reasons":{"$ref":"#/components/schemas/move_reasons"}}})"},
    {"bubble",
     R"({"type":"object","properties":{"type":{"type":"string"},"text":{"type":"string"},"line":{"type":"string","description":"as tests of flows write it"},"content":{"type":"object"}}})"},
    {"play_new",
     R"({"type":"object","additionalProperties":false,"properties":{"flow":{"type":"integer","description":"its draft, or `version`"},"version":{"type":"integer"},"graph":{"type":"object","description":"in place of the flow's"},"locale":{"type":"string"},"contact":{"type":"object","properties":{"name":{"type":"string"},"attributes":{"type":"object"},"tags":{"type":"array","items":{"type":"string"}}}},"at":{"type":"string","format":"date-time"}}})"},
    {"play_act",
     R"({"type":"object","description":"one of them","additionalProperties":false,"properties":{"text":{"type":"string"},"tap":{"description":"an id that a bubble has offered, or {id, title}"},"media":{"type":"object","required":["kind"],"properties":{"kind":{"type":"string","enum":["image","video","audio","document","sticker"]},"url":{"type":"string"},"caption":{"type":"string"},"filename":{"type":"string"}}},"location":{"type":"object","required":["latitude","longitude"],"properties":{"latitude":{"type":"number"},"longitude":{"type":"number"},"name":{"type":"string"},"address":{"type":"string"}}},"wait":{"type":"string","description":"3d, 2h 30min"},"answer":{"type":"object","properties":{"step":{"type":"string"},"outcome":{"type":"string","enum":["ok","failed","timed_out"]},"status":{"type":"integer"},"body":{"type":"string"},"values":{"type":"object"}}},"restart":{"const":true},"node":{"type":"string","description":"begins the flow there; empty: at its start"},"event":{"type":"string"},"variables":{"type":"object","description":"with node or event"}}})"},
    {"play",
     R"({"type":"object","required":["id","clock","bubbles","trace"],"properties":{"id":{"type":"string"},"flow":{"type":"integer"},"version":{"type":"integer"},"clock":{"type":"string","format":"date-time"},"bubbles":{"type":"array","items":{"type":"object","properties":{"at":{"type":"string"},"author":{"type":"string"},"bubble":{"$ref":"#/components/schemas/bubble"}}}},"trace":{"type":"array","items":{"$ref":"#/components/schemas/trace_line"}},"ended":{"type":"array","items":{"type":"object","properties":{"number":{"type":"integer"},"status":{"type":"string"},"reason":{"type":"string"}}}},"run":{"type":["object","null"],"properties":{"number":{"type":"integer"},"flow":{"type":"integer"},"version":{"type":"integer"}}},"node":{"type":"string"},"waits_for":{"type":"string","enum":["reply","timer","call","nothing"]},"variables":{"type":"object"},"contact":{"type":"object"},"mode":{"type":"string"},"status":{"type":"string"},"timers":{"type":"array","items":{"type":"object","properties":{"key":{"type":"string"},"due":{"type":"string"}}}},"call":{"type":["object","null"],"properties":{"step":{"type":"string"},"kind":{"type":"string"},"method":{"type":"string"},"target":{"type":"string"},"body":{"type":"string"}}}}})"},
    {"flow_tests",
     R"({"type":["object","null"],"description":"null: there are none, or the graph cannot run","properties":{"passed":{"type":"integer"},"failed":{"type":"integer"},"results":{"type":"array","items":{"type":"object","properties":{"name":{"type":"string"},"ok":{"type":"boolean"},"failures":{"type":"array","items":{"type":"object","properties":{"step":{"type":"integer"},"what":{"type":"string"},"diff":{"type":"array","items":{"type":"string"}}}}}}}},"coverage":{"type":"object","properties":{"covered":{"type":"integer"},"total":{"type":"integer"},"missing":{"type":"array","items":{"type":"string"}}}}}})"},
    {"timers",
     R"({"type":"object","properties":{"items":{"type":"array","items":{"type":"object","properties":{"conversation_id":{"type":"string","format":"uuid"},"key":{"type":"string"},"due":{"type":"string","format":"date-time"},"kind":{"type":"string","enum":["hand_back","snooze","message","trigger","expiry","wait"]}}}},"next":{"type":["string","null"]}}})"},
});
// clang-format on

} // namespace

std::span<const schema> flow_schemas() { return schemas; }

} // namespace charla::api
