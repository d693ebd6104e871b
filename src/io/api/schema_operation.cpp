#include "io/api/schema.hpp"

#include <array>

namespace charla::api {

namespace {

constexpr auto schemas =
    std::to_array<schema>(
        {
            {"secret", R"({"type":"object","properties":{"set":{"type":"boolean"},"last4":{"type":"string"}}})"},
            {"channel",
             R"({"type":"object","properties":{"id":{"type":"integer"},"key":{"type":"string"},"type":{"type":"string"},"mode":{"type":"string","enum":["simulated","live"]},"status":{"type":"string","enum":["active","stopped"]},"phone_number":{"type":"string"},"phone_number_id":{"type":"string"},"account_id":{"type":"string","description":"Meta: the WhatsApp business account"},"settings":{"$ref":"#/components/schemas/channel_settings"},"supported":{"type":"boolean","description":"this program speaks with the provider"},"official":{"type":"boolean"},"risk":{"type":"string","description":"of an unofficial way, for people"},"group_quiet_ms":{"type":"integer"},"group_max_ms":{"type":"integer"},"webhook_url":{"type":"string"},"credentials":{"type":"object","properties":{"access_token":{"$ref":"#/components/schemas/secret"},"app_secret":{"$ref":"#/components/schemas/secret"},"verify_token":{"$ref":"#/components/schemas/secret"}}},"created_at":{"type":"string"}}})"},
            {"channel_settings",
             R"({"type":"object","additionalProperties":false,"properties":{"number_rules":{"type":"array","maxItems":20,"items":{"type":"object","required":["match","replace"],"properties":{"match":{"type":"string"},"replace":{"type":"string"}}}},"outside_window":{"type":"object","required":["name","language"],"properties":{"name":{"type":"string"},"language":{"type":"string"}}},"number_rate":{"type":"number","maximum":1000},"coexistence":{"type":"boolean"},"retry":{"type":"object","properties":{"attempts_max":{"type":"integer","minimum":1,"maximum":20},"base_ms":{"type":"integer","minimum":100,"maximum":3600000},"factor":{"type":"number","minimum":1,"maximum":10}}},"opt_out_words":{"type":"array","maxItems":50,"items":{"type":"string"}},"opt_in_words":{"type":"array","maxItems":50,"items":{"type":"string"}},"mark_read":{"type":"boolean"},"typing":{"type":"boolean"}}})"},
            {"number",
             R"({"type":"object","properties":{"channel":{"type":"string"},"type":{"type":"string"},"asked":{"type":"boolean","description":"the provider has answered just now; else it is what was known"},"note":{"type":["string","null"],"description":"why the provider was not asked, or has not answered"},"at":{"type":["string","null"],"format":"date-time"},"quality":{"type":"string","description":"GREEN, YELLOW, RED or UNKNOWN; empty: not known"},"rate_per_second":{"type":["number","null"]},"limit":{"type":"string","description":"new conversations a day, in the provider's word"},"connection":{"type":"string","description":"unofficial ones: open, connecting, close"},"reason":{"type":"string"}}})"},
            {"number_link",
             R"({"type":"object","properties":{"channel":{"type":"string"},"connection":{"type":"string"},"qr":{"type":["string","null"],"description":"data:image/png;base64,: to be scanned with the phone; null: there is none now"},"pairing_code":{"type":["string","null"]},"at":{"type":["string","null"],"format":"date-time"}}})"},
            {"channels",
             R"({"type":"object","properties":{"items":{"type":"array","items":{"$ref":"#/components/schemas/channel"}},"next":{"type":["string","null"]}}})"},
            {"channel_new",
             R"({"type":"object","required":["key"],"additionalProperties":false,"properties":{"key":{"type":"string","pattern":"^[a-z0-9_-]{1,40}$"},"type":{"type":"string","enum":["meta","ycloud","evolution","host"],"default":"meta","description":"host: a program that asks by POST /chat and carries the messages itself"},"mode":{"type":"string","enum":["simulated","live"],"default":"simulated"},"status":{"type":"string","enum":["active","stopped"]},"phone_number":{"type":"string"},"phone_number_id":{"type":"string"},"account_id":{"type":"string","description":"Meta: the WhatsApp business account"},"settings":{"$ref":"#/components/schemas/channel_settings"},"group_quiet_ms":{"type":"integer","minimum":0,"maximum":60000},"group_max_ms":{"type":"integer","minimum":0,"maximum":60000},"credentials":{"type":"object","properties":{"access_token":{"type":"string"},"app_secret":{"type":"string"},"verify_token":{"type":"string"}}}}})"},
            {"channel_change",
             R"({"type":"object","additionalProperties":false,"properties":{"mode":{"type":"string","enum":["simulated","live"]},"status":{"type":"string","enum":["active","stopped"]},"phone_number":{"type":"string"},"phone_number_id":{"type":"string"},"account_id":{"type":"string","description":"Meta: the WhatsApp business account"},"settings":{"$ref":"#/components/schemas/channel_settings"},"group_quiet_ms":{"type":"integer"},"group_max_ms":{"type":"integer"},"credentials":{"type":"object","description":"write only","properties":{"access_token":{"type":"string"},"app_secret":{"type":"string"},"verify_token":{"type":"string"}}}}})"},
            {"actor",
             R"({"type":"object","properties":{"id":{"type":"integer"},"parent":{"type":"integer"},"type":{"type":"string"},"name":{"type":"string"},"state":{"type":"string"},"mailbox":{"type":"integer"},"mailbox_peak":{"type":"integer","description":"the most that has ever waited"},"processed":{"type":"integer"},"busy_us":{"type":"integer"},"restarts":{"type":"integer"},"last_error":{"type":"string"},"age_ms":{"type":"integer"}}})"},
            {"actors",
             R"({"type":"object","properties":{"items":{"type":"array","items":{"$ref":"#/components/schemas/actor"}},"resident_conversations":{"type":"integer"},"hidden_conversations":{"type":"integer"}}})"},
            {"actor_detail",
             R"({"type":"object","properties":{"resident":{"type":"boolean"},"actor":{"$ref":"#/components/schemas/actor"},"state":{"type":["object","null"]},"pending":{"type":"array","items":{"type":"string"}},"version":{"type":"integer"},"mode":{"type":"string","enum":["bot","human","paused"]},"human_override_until":{"type":["string","null"]},"memory":{"type":["array","null"],"items":{"type":"object","properties":{"seq":{"type":"integer"},"at":{"type":"string"},"author":{"type":"string"},"type":{"type":"string"},"text":{"type":"string"}}}}}})"},
            {"actor_answer",
             R"({"type":"object","required":["ok","what"],"properties":{"ok":{"type":"boolean","const":true},"what":{"type":"string","enum":["restarting","leaves_when_idle","paused","resumed","turn_committed","dead_letter"],"description":"of a step: turn_committed or dead_letter"}}})"},
            {"actor_command",
             R"({"type":"object","required":["command","reason"],"additionalProperties":false,"properties":{"command":{"type":"string","enum":["restart","passivate","pause","resume","step"]},"reason":{"type":"string","maxLength":500}}})"},
            {"dead_letter",
             R"({"type":"object","properties":{"id":{"type":"integer"},"conversation_id":{"type":["string","null"]},"kind":{"type":"string"},"reason":{"type":"string"},"error":{"type":"string"},"at":{"type":"string"},"state":{"type":"string","enum":["open","redriven","discarded"]},"body":{},"trace":{"type":["array","null"],"items":{"$ref":"#/components/schemas/trace_line"}}}})"},
            {"trace_line",
             R"({"type":"object","properties":{"node":{"type":"string"},"what":{"type":"string"},"detail":{"type":"string"}}})"},
            {"dead_letter_redrive",
             R"({"type":"object","additionalProperties":false,"properties":{"body":{"type":"object","description":"the cause corrected: of the same kind and for the same conversation; as it was when absent"}}})"},
            {"dead_letter_try",
             R"({"type":"object","additionalProperties":false,"properties":{"body":{"type":"object","description":"as for redrive"},"as_bot":{"type":"boolean","default":false,"description":"as if the conversation had been handed back to the bot"}}})"},
            {"dead_letter_outcome",
             R"({"type":"object","required":["mode","bubbles","trace","error"],"properties":{"mode":{"type":"string","enum":["bot","human","paused"],"description":"who speaks in the conversation"},"bubbles":{"type":"array","items":{"$ref":"#/components/schemas/bubble"}},"trace":{"type":"array","items":{"$ref":"#/components/schemas/trace_line"}},"error":{"type":["object","null"],"properties":{"code":{"type":"string"},"what":{"type":"string"},"where":{"type":"string"}}}}})"},
            {"dead_letters",
             R"({"type":"object","properties":{"items":{"type":"array","items":{"$ref":"#/components/schemas/dead_letter"}},"next":{"type":["string","null"]}}})"},
            {"dead_letter_discard",
             R"({"type":"object","required":["reason"],"additionalProperties":false,"properties":{"reason":{"type":"string","maxLength":500}}})"},
            {"system_events",
             R"({"type":"object","properties":{"items":{"type":"array","items":{"type":"object","properties":{"at":{"type":"string"},"level":{"type":"string","enum":["info","warn","error"]},"type":{"type":"string"},"message":{"type":"string"},"metadata":{"type":["object","null"]}}}},"next":{"type":["string","null"]}}})"},
            {"audit",
             R"({"type":"object","properties":{"items":{"type":"array","items":{"type":"object","properties":{"at":{"type":"string"},"who":{"type":"string"},"action":{"type":"string"},"subject":{"type":"string"},"details":{"type":["object","null"]}}}},"next":{"type":["string","null"]}}})"},
            {"backlog",
             R"({"type":"object","properties":{"inbox":{"type":"integer"},"outbox_ready":{"type":"integer"},"outbox_sending":{"type":"integer"},"outbox_in_doubt":{"type":"integer"},"timers":{"type":"integer"},"dead_letters":{"type":"integer"},"webhooks_pending":{"type":"integer"},"webhooks_dead":{"type":"integer"},"oldest_inbox":{"type":["string","null"]}}})"},
        });

} // namespace

std::span<const schema> operation_schemas() { return schemas; }

} // namespace charla::api
