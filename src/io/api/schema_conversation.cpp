#include "io/api/schema.hpp"

#include <array>

namespace charla::api {

namespace {

constexpr auto schemas = std::to_array<schema>({
    {"conversation",
     R"({"type":"object","required":["id","channel","simulated","contact_id","contact_name","phone","user_id","status","mode","human_override_until","last_activity_at","last_inbound_at","undeliverable_at","marketing_rests_until","assignee","team","labels","snoozed_until","waiting_since","last_author","preview","unread","version"],"properties":{"id":{"type":"string","format":"uuid"},"channel":{"type":"string"},"simulated":{"type":"boolean"},"contact_id":{"type":"string","format":"uuid"},"contact_name":{"type":"string"},"phone":{"type":"string","description":"masked without the right contacts:phone"},"user_id":{"type":"string"},"status":{"type":"string","enum":["open","pending","snoozed","resolved"]},"mode":{"type":"string","enum":["bot","human","paused"]},"human_override_until":{"type":["string","null"],"format":"date-time"},"last_activity_at":{"type":["string","null"]},"last_inbound_at":{"type":["string","null"]},"window_until":{"type":["string","null"],"format":"date-time","description":"until when free texts may be sent; null: templates only; absent: this channel has no window"},"undeliverable_at":{"type":["string","null"],"format":"date-time","description":"when the provider said that this number cannot be reached; a message from it ends that"},"marketing_rests_until":{"type":["string","null"],"format":"date-time"},"assignee":{"type":"string","description":"the e-mail of a colleague, or as a flow has named it; empty: nobody"},"team":{"type":"string"},"labels":{"type":"array","items":{"type":"string"}},"snoozed_until":{"type":["string","null"],"format":"date-time"},"waiting_since":{"type":["string","null"],"format":"date-time","description":"the oldest message of the customer that nobody, bot or person, has answered"},"last_author":{"type":"string","enum":["customer","bot","human","system",""],"description":"of the preview; empty: not known"},"preview":{"type":"string"},"unread":{"type":"integer"},"version":{"type":"integer"}}})"},
    {"conversations",
     R"({"type":"object","required":["items","next"],"properties":{"items":{"type":"array","items":{"$ref":"#/components/schemas/conversation"}},"next":{"type":["string","null"]}}})"},
    {"message",
     R"({"type":"object","required":["id","version","seq","at","direction","author","type","text","content","provider_id","reply_to","author_name","client_id"],"properties":{"id":{"type":"string"},"version":{"type":"integer"},"seq":{"type":"integer"},"at":{"type":"string","format":"date-time"},"direction":{"type":"string","enum":["inbound","outbound"]},"author":{"type":"string","enum":["contact","bot","human","system"]},"type":{"type":"string","description":"of the content: text, image, …; note: a private note, never sent"},"text":{"type":"string"},"content":{"type":["object","null"]},"provider_id":{"type":"string"},"reply_to":{"type":"string"},"author_name":{"type":"string"},"client_id":{"type":"string"},"status":{"type":"string","enum":["queued","sent","delivered","read","played","failed"]},"error":{"type":"object","required":["code","text"],"properties":{"code":{"type":"integer"},"text":{"type":"string"}}}}})"},
    {"messages",
     R"({"type":"object","required":["items","next"],"properties":{"items":{"type":"array","items":{"$ref":"#/components/schemas/message"}},"next":{"type":["string","null"],"description":"take it as `before`"}}})"},
    {"turns",
     R"({"type":"object","properties":{"items":{"type":"array","items":{"type":"object","properties":{"turn":{"type":"string","format":"uuid"},"version":{"type":"integer"},"at":{"type":"string"},"causes":{"type":"array","items":{"type":"object","properties":{"kind":{"type":"string"},"at":{"type":"string"},"correlation_id":{"type":"string"}}}},"trace":{"type":"array","items":{"type":"object","properties":{"node":{"type":"string"},"what":{"type":"string"},"detail":{"type":"string"}}}}}}},"next":{"type":["string","null"],"description":"take it as `from`"}}})"},
    {"replay",
     R"({"type":"object","required":["conversation_id","turns","equal"],"properties":{"conversation_id":{"type":"string","format":"uuid"},"turns":{"type":"integer"},"equal":{"type":"boolean"},"state_equal":{"type":"boolean"},"differences":{"type":"array","items":{"type":"object","properties":{"version":{"type":"integer"},"field":{"type":"string"},"recorded":{"type":"string"},"replayed":{"type":"string"}}}},"error":{"type":"object","properties":{"code":{"type":"string"},"what":{"type":"string"},"where":{"type":"string"}}}}})"},
    {"what_if",
     R"({"type":"object","additionalProperties":false,"required":["graph"],"properties":{"last":{"type":"integer","minimum":1,"maximum":500,"default":100,"description":"how many conversations"},"graph":{"type":"object","description":"takes the place of the flow of its name"}}})"},
    {"what_if_result",
     R"({"type":"object","properties":{"conversations":{"type":"integer"},"answers":{"type":"integer"},"changed":{"type":"integer"},"left_out":{"type":"integer"},"changes":{"type":"array","maxItems":200,"items":{"type":"object","properties":{"conversation_id":{"type":"string"},"version":{"type":"integer"},"at":{"type":"string"},"said":{"type":"string"},"before":{"type":"array","items":{"type":"string"}},"after":{"type":"array","items":{"type":"string"}}}}}}})"},
    {"why",
     R"({"type":"object","required":["message"],"properties":{"message":{"$ref":"#/components/schemas/message"},"turn":{"type":"string","format":"uuid"},"version":{"type":"integer"},"causes":{"type":"array","items":{"type":"object","properties":{"kind":{"type":"string"},"at":{"type":"string"},"correlation_id":{"type":"string"},"said":{"type":"string"}}}},"decided_at":{"type":"string"},"live":{"type":"array","items":{"type":"object","properties":{"flow":{"type":"integer"},"version":{"type":"integer"}}}},"trace":{"type":"array","items":{"type":"object","properties":{"node":{"type":"string"},"what":{"type":"string"},"detail":{"type":"string"}}}},"outbox":{"type":"object","properties":{"state":{"type":"string"},"attempt":{"type":"integer"},"not_before":{"type":"string"}}}}})"},
    {"take_over",
     R"({"type":"object","additionalProperties":false,"properties":{"silence_ms":{"type":"integer","minimum":1000,"maximum":2592000000,"description":"the tenant's default when absent"},"reason":{"type":"string","maxLength":500}}})"},
    {"control",
     R"({"type":"object","required":["mode","suppressed","in_flight"],"properties":{"mode":{"type":"string","enum":["bot","human"]},"suppressed":{"type":"integer","description":"bubbles of the bot that will not be sent"},"in_flight":{"type":"integer","description":"bubbles that were on their way already"}}})"},
    {"set_status",
     R"({"type":"object","required":["status"],"additionalProperties":false,"properties":{"status":{"type":"string","enum":["open","pending","snoozed","resolved"]}}})"},
    {"status", R"({"type":"object","required":["status"],"properties":{"status":{"type":"string"}}})"},
});

} // namespace

std::span<const schema> conversation_schemas() { return schemas; }

} // namespace charla::api
