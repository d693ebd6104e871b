#include "io/api/schema.hpp"

#include <array>

namespace charla::api {

namespace {

constexpr auto schemas = std::to_array<schema>({
    {"ok", R"({"type":"object","required":["ok"],"properties":{"ok":{"type":"boolean","const":true}}})"},
    {"alive",
     R"({"type":"object","required":["ok","ts"],"properties":{"ok":{"type":"boolean"},"ts":{"type":"integer","description":"milliseconds since 1970"}}})"},
    {"health",
     R"({"type":"object","required":["ok","checks"],"properties":{"ok":{"type":"boolean"},"checks":{"type":"object","additionalProperties":{"type":"string","description":"ok, or what is wrong"}},"admission":{"type":"string","enum":["green","yellow","red","black"]},"ts":{"type":"integer"}}})"},
    {"worker_status",
     R"({"type":"object","required":["workers"],"properties":{"workers":{"type":"object","properties":{"send_worker":{"type":"string"}},"additionalProperties":{"type":"string"}},"accepting":{"type":"boolean"},"admission":{"type":"string"}}})"},
    {"problem",
     R"({"type":"object","description":"RFC 9457","required":["type","title","status","detail"],"properties":{"type":{"type":"string","format":"uri"},"title":{"type":"string"},"status":{"type":"integer"},"detail":{"type":"string"},"correlation_id":{"type":"string"},"errors":{"type":"array","items":{"type":"object","required":["field","reason","hint"],"properties":{"field":{"type":"string"},"reason":{"type":"string"},"hint":{"type":"string"}}}},"current":{"$ref":"#/components/schemas/appointment","description":"409 of a change: as it is now"},"conflict":{"$ref":"#/components/schemas/appointment_in_the_way","description":"409 of a booking: who has the time"}}})"},
    {"provider_webhook",
     R"({"type":"object","description":"The provider's own body, signed as the provider signs: Meta in X-Hub-Signature-256, YCloud in YCloud-Signature, Evolution by a secret"})"},
    {"simulated_in",
     R"({"type":"object","required":["text"],"additionalProperties":false,"properties":{"text":{"type":"string","minLength":1,"maxLength":4096},"from":{"type":"string","description":"the customer's number; 5491155550100 when absent"},"name":{"type":"string","maxLength":100},"channel":{"type":"string","description":"key of a simulated channel; the first one when absent"}}})"},
    {"simulated",
     R"({"type":"object","required":["ok","message_id","from","conversation_id"],"properties":{"ok":{"type":"boolean"},"message_id":{"type":"string"},"from":{"type":"string"},"conversation_id":{"type":"string","format":"uuid"}}})"},
    {"openapi", R"({"type":"object","description":"This document: OpenAPI 3.1","required":["openapi","paths"]})"},
});

} // namespace

std::span<const schema> door_schemas() { return schemas; }

} // namespace charla::api
