#include "io/api/schema.hpp"

#include <array>

namespace charla::api {

namespace {

constexpr auto schemas =
    std::to_array<schema>(
        {
            {"webhook_event_type",
             R"({"type":"string","enum":["appointment.cancelled","appointment.created","appointment.updated","conversation.control_changed","conversation.handoff","dead_letter.created","flow.webhook","message.delivered","message.failed","message.read","message.received","message.sent"]})"},
            {"webhook",
             R"({"type":"object","properties":{"id":{"type":"string"},"url":{"type":"string"},"description":{"type":"string"},"events":{"type":"array","items":{"$ref":"#/components/schemas/webhook_event_type"},"description":"empty: all"},"enabled":{"type":"boolean"},"disabled_reason":{"type":"string"},"failures":{"type":"integer"},"failing_since":{"type":["string","null"]},"rest_until":{"type":["string","null"]},"last_success_at":{"type":["string","null"]},"previous_secret_until":{"type":["string","null"]},"created_at":{"type":"string"}}})"},
            {"webhooks",
             R"({"type":"object","properties":{"items":{"type":"array","items":{"$ref":"#/components/schemas/webhook"}},"next":{"type":["string","null"]}}})"},
            {"webhook_new",
             R"({"type":"object","required":["url"],"additionalProperties":false,"properties":{"url":{"type":"string","format":"uri","maxLength":2000},"description":{"type":"string","maxLength":200},"events":{"type":"array","items":{"$ref":"#/components/schemas/webhook_event_type"},"description":"empty: all"}}})"},
            {"webhook_change",
             R"({"type":"object","additionalProperties":false,"properties":{"url":{"type":"string","format":"uri","maxLength":2000},"description":{"type":"string","maxLength":200},"events":{"type":"array","items":{"$ref":"#/components/schemas/webhook_event_type"},"description":"empty: all"},"enabled":{"type":"boolean"}}})"},
            {"webhook_made",
             R"({"allOf":[{"$ref":"#/components/schemas/webhook"},{"type":"object","required":["secret"],"properties":{"secret":{"type":"string","description":"whsec_…, shown this once"}}}]})"},
            {"webhook_rotate",
             R"({"type":"object","additionalProperties":false,"properties":{"keep_previous_hours":{"type":"integer","minimum":0,"maximum":168,"default":24}}})"},
            {"webhook_delivery",
             R"({"type":"object","properties":{"id":{"type":"string","description":"the header webhook-id"},"type":{"type":"string"},"state":{"type":"string","enum":["pending","delivered","dead"]},"attempts":{"type":"integer"},"created_at":{"type":"string"},"next_attempt_at":{"type":["string","null"]},"last_attempt_at":{"type":["string","null"]},"last_status":{"type":"integer"},"last_error":{"type":"string"},"last_took_ms":{"type":"integer"},"last_answer":{"type":"string"},"delivered_at":{"type":["string","null"]},"body":{"type":["object","null"]}}})"},
            {"webhook_deliveries",
             R"({"type":"object","properties":{"items":{"type":"array","items":{"$ref":"#/components/schemas/webhook_delivery"}},"next":{"type":["string","null"]}}})"},
            {"webhook_replay",
             R"({"type":"object","required":["since"],"additionalProperties":false,"properties":{"since":{"type":"string","format":"date-time"}}})"},
            {"webhook_replayed", R"({"type":"object","properties":{"replayed":{"type":"integer"}}})"},
            {"webhook_tested", R"({"type":"object","properties":{"delivery_id":{"type":"string"}}})"},
        });

} // namespace

std::span<const schema> webhook_schemas() { return schemas; }

} // namespace charla::api
