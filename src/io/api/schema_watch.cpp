#include "io/api/schema.hpp"

#include <array>

namespace charla::api {

namespace {

constexpr auto schemas = std::to_array<schema>({
    {"report_overview",
     R"({"type":"object","required":["from","to","complete","conversations","messages","first_response","waiting_now","containment","handoffs","failures","cost"],"properties":{"from":{"type":"string","format":"date-time"},"to":{"type":"string","format":"date-time"},"complete":{"type":"boolean","description":"false: there was more than one report looks at; the oldest conversations are not counted"},"conversations":{"type":"object","required":["started","active","resolved"],"properties":{"started":{"type":"integer"},"active":{"type":"integer"},"resolved":{"type":"integer"}}},"messages":{"type":"object","required":["inbound","bot","human","system"],"properties":{"inbound":{"type":"integer"},"bot":{"type":"integer"},"human":{"type":"integer"},"system":{"type":"integer"}}},"first_response":{"type":"object","required":["count","p50_ms","p95_ms"],"properties":{"count":{"type":"integer"},"p50_ms":{"type":["integer","null"]},"p95_ms":{"type":["integer","null"]}}},"waiting_now":{"type":"object","required":["count","oldest_since"],"properties":{"count":{"type":"integer"},"oldest_since":{"type":["string","null"],"format":"date-time"}}},"containment":{"type":"object","required":["handled","by_bot_alone","share"],"properties":{"handled":{"type":"integer"},"by_bot_alone":{"type":"integer"},"share":{"type":["number","null"],"minimum":0,"maximum":1}}},"handoffs":{"type":"array","items":{"type":"object","required":["reason","count"],"properties":{"reason":{"type":"string"},"count":{"type":"integer"}}}},"failures":{"type":"object","required":["messages","by_code"],"properties":{"messages":{"type":"integer"},"by_code":{"type":"array","items":{"type":"object","required":["code","text","count"],"properties":{"code":{"type":"integer"},"text":{"type":"string"},"count":{"type":"integer"}}}}}},"cost":{"type":"object","required":["templates_sent","by_category"],"properties":{"templates_sent":{"type":"integer"},"by_category":{"type":"array","items":{"type":"object","required":["category","messages","billable"],"properties":{"category":{"type":"string"},"messages":{"type":"integer"},"billable":{"type":"integer"}}}}}}}})"},
    {"report_series",
     R"({"type":"object","required":["step","complete","points"],"properties":{"step":{"type":"string","enum":["hour","day"]},"complete":{"type":"boolean"},"points":{"type":"array","items":{"type":"object","required":["at","inbound","bot","human","failed","started","first_response_p50_ms"],"properties":{"at":{"type":"string","format":"date-time"},"inbound":{"type":"integer"},"bot":{"type":"integer"},"human":{"type":"integer"},"failed":{"type":"integer"},"started":{"type":"integer"},"first_response_p50_ms":{"type":["integer","null"]}}}}}})"},
    {"log_lines",
     R"({"type":"object","required":["items","next"],"properties":{"items":{"type":"array","items":{"type":"object","required":["id","at","level","event","fields"],"properties":{"id":{"type":"string"},"at":{"type":"string","format":"date-time"},"level":{"type":"string","enum":["debug","info","warn","error"]},"event":{"type":"string"},"fields":{"type":"object","additionalProperties":{"type":["string","number"]}}}}},"next":{"type":["string","null"]}}})"},
    {"nodes",
     R"({"type":"object","required":["items","next"],"properties":{"items":{"type":"array","items":{"type":"object","required":["name","role","started_at","build","actors","resident_conversations","mailbox_total","processed_per_s","cpu_share","rss_bytes","admission","accepting","shards","lanes","store","workers"],"properties":{"name":{"type":"string"},"role":{"type":"string","enum":["all"]},"started_at":{"type":"string","format":"date-time"},"build":{"type":"string"},"actors":{"type":"integer"},"resident_conversations":{"type":"integer"},"mailbox_total":{"type":"integer"},"processed_per_s":{"type":"number"},"cpu_share":{"type":"number","description":"of one core: two busy cores are 2"},"rss_bytes":{"type":"integer"},"admission":{"type":"string","enum":["green","yellow","red","black"]},"accepting":{"type":"boolean"},"shards":{"type":"integer","description":"actors that share the virtual shards"},"lanes":{"type":"integer","description":"writers of the store"},"store":{"type":"string","enum":["sqlite","postgres","memory"]},"workers":{"type":"array","items":{"type":"object","required":["name","state"],"properties":{"name":{"type":"string"},"state":{"type":"string"}}}}}}},"next":{"type":"null"}}})"},
});

} // namespace

std::span<const schema> watch_schemas() { return schemas; }

} // namespace charla::api
