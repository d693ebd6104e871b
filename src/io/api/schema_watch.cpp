#include "io/api/schema.hpp"

#include <array>

namespace charla::api {

namespace {

constexpr auto schemas = std::to_array<schema>({
    {"report_overview",
     R"({"type":"object","required":["from","to","complete","conversations","messages","first_response","waiting_now","containment","handoffs","failures","cost"],"properties":{"from":{"type":"string","format":"date-time"},"to":{"type":"string","format":"date-time"},"complete":{"type":"boolean","description":"false: there was more than one report looks at; the oldest conversations are not counted"},"conversations":{"type":"object","required":["started","active","resolved"],"properties":{"started":{"type":"integer"},"active":{"type":"integer"},"resolved":{"type":"integer"}}},"messages":{"type":"object","required":["inbound","bot","human","system"],"properties":{"inbound":{"type":"integer"},"bot":{"type":"integer"},"human":{"type":"integer"},"system":{"type":"integer"}}},"first_response":{"type":"object","required":["count","p50_ms","p95_ms"],"properties":{"count":{"type":"integer"},"p50_ms":{"type":["integer","null"]},"p95_ms":{"type":["integer","null"]}}},"waiting_now":{"type":"object","required":["count","oldest_since"],"properties":{"count":{"type":"integer"},"oldest_since":{"type":["string","null"],"format":"date-time"}}},"containment":{"type":"object","required":["handled","by_bot_alone","share"],"properties":{"handled":{"type":"integer"},"by_bot_alone":{"type":"integer"},"share":{"type":["number","null"],"minimum":0,"maximum":1}}},"handoffs":{"type":"array","items":{"type":"object","required":["reason","count"],"properties":{"reason":{"type":"string"},"count":{"type":"integer"}}}},"failures":{"type":"object","required":["messages","by_code"],"properties":{"messages":{"type":"integer"},"by_code":{"type":"array","items":{"type":"object","required":["code","text","count"],"properties":{"code":{"type":"integer"},"text":{"type":"string"},"count":{"type":"integer"}}}}}},"cost":{"type":"object","required":["templates_sent","by_category"],"properties":{"templates_sent":{"type":"integer"},"by_category":{"type":"array","items":{"type":"object","required":["category","messages","billable"],"properties":{"category":{"type":"string"},"messages":{"type":"integer"},"billable":{"type":"integer"}}}}}}}})"},
    {"report_series",
     R"({"type":"object","required":["step","complete","points"],"properties":{"step":{"type":"string","enum":["hour","day"]},"complete":{"type":"boolean"},"points":{"type":"array","items":{"type":"object","required":["at","inbound","bot","human","failed","started","first_response_p50_ms"],"properties":{"at":{"type":"string","format":"date-time"},"inbound":{"type":"integer"},"bot":{"type":"integer"},"human":{"type":"integer"},"failed":{"type":"integer"},"started":{"type":"integer"},"first_response_p50_ms":{"type":["integer","null"]}}}}}})"},
});

} // namespace

std::span<const schema> watch_schemas() { return schemas; }

} // namespace charla::api
