#include "io/api/schema.hpp"

#include <array>

namespace charla::api {

namespace {

// clang-format off
constexpr auto schemas = std::to_array<schema>({
    {"resource",
     R"({"type":"object","required":["id","name","hours","colour","active","created_at"],"properties":{"id":{"type":"string","format":"uuid"},"name":{"type":"string"},"hours":{"type":"string","description":"mon-fri 09:00-18:00, in the tenant's zone; empty: always"},"colour":{"type":"integer","minimum":0,"maximum":7},"active":{"type":"boolean","description":"takes new appointments"},"created_at":{"type":"string","format":"date-time"}}})"},
    {"resources",
     R"({"type":"object","required":["items","next"],"properties":{"items":{"type":"array","items":{"$ref":"#/components/schemas/resource"}},"next":{"type":["string","null"]}}})"},
    {"resource_new",
     R"({"type":"object","required":["name"],"additionalProperties":false,"properties":{"name":{"type":"string","minLength":1,"maxLength":100},"hours":{"type":"string","maxLength":500,"default":""},"colour":{"type":"integer","minimum":0,"maximum":7,"default":0},"active":{"type":"boolean","default":true}}})"},
    {"resource_change",
     R"({"type":"object","additionalProperties":false,"properties":{"name":{"type":"string","minLength":1,"maxLength":100},"hours":{"type":"string","maxLength":500},"colour":{"type":"integer","minimum":0,"maximum":7},"active":{"type":"boolean"}}})"},
    {"appointment_status",
     R"({"type":"string","enum":["scheduled","confirmed","cancelled","attended","missed"]})"},
    {"appointment",
     R"({"type":"object","required":["id","resource_id","title","contact_id","contact_name","conversation_id","starts_at","ends_at","status","notes","revision","created_by","created_at","updated_at"],"properties":{"id":{"type":"string","format":"uuid"},"resource_id":{"type":"string","format":"uuid"},"title":{"type":"string"},"contact_id":{"type":["string","null"],"format":"uuid"},"contact_name":{"type":"string"},"conversation_id":{"type":["string","null"],"format":"uuid"},"starts_at":{"type":"string","format":"date-time"},"ends_at":{"type":"string","format":"date-time"},"status":{"$ref":"#/components/schemas/appointment_status"},"notes":{"type":"string"},"revision":{"type":"integer","description":"counts up with every change; a change needs the one that was seen"},"created_by":{"type":"string"},"created_at":{"type":"string","format":"date-time"},"updated_at":{"type":"string","format":"date-time"}}})"},
    {"appointment_in_the_way",
     R"({"type":"object","required":["id","title","starts_at","ends_at","contact_name"],"properties":{"id":{"type":"string","format":"uuid"},"title":{"type":"string"},"starts_at":{"type":"string","format":"date-time"},"ends_at":{"type":"string","format":"date-time"},"contact_name":{"type":"string"}}})"},
    {"appointments",
     R"({"type":"object","required":["items","next"],"properties":{"items":{"type":"array","items":{"$ref":"#/components/schemas/appointment"}},"next":{"type":["string","null"]}}})"},
    {"appointment_new",
     R"({"type":"object","required":["resource_id","title","starts_at","ends_at"],"additionalProperties":false,"properties":{"resource_id":{"type":"string","format":"uuid"},"title":{"type":"string","minLength":1,"maxLength":200},"starts_at":{"type":"string","format":"date-time"},"ends_at":{"type":"string","format":"date-time","description":"5 minutes to 24 hours later"},"contact_id":{"type":["string","null"],"format":"uuid"},"contact_name":{"type":"string","maxLength":200,"description":"the contact's name when absent"},"conversation_id":{"type":["string","null"],"format":"uuid"},"status":{"type":"string","enum":["scheduled","confirmed"],"default":"scheduled"},"notes":{"type":"string","maxLength":4000},"outside_hours":{"type":"boolean","default":false,"description":"also when the resource is closed"},"client_id":{"type":"string","maxLength":128,"description":"your name for it: the same one twice makes one appointment"}}})"},
    {"appointment_change",
     R"({"type":"object","required":["revision"],"additionalProperties":false,"properties":{"revision":{"type":"integer","minimum":1,"description":"of the appointment as you have seen it"},"resource_id":{"type":"string","format":"uuid"},"title":{"type":"string","minLength":1,"maxLength":200},"starts_at":{"type":"string","format":"date-time"},"ends_at":{"type":"string","format":"date-time"},"contact_id":{"type":["string","null"],"format":"uuid"},"contact_name":{"type":"string","maxLength":200},"conversation_id":{"type":["string","null"],"format":"uuid"},"status":{"$ref":"#/components/schemas/appointment_status"},"notes":{"type":"string","maxLength":4000},"outside_hours":{"type":"boolean","default":false}}})"},
    {"appointment_status_change",
     R"({"type":"object","required":["status"],"additionalProperties":false,"properties":{"status":{"$ref":"#/components/schemas/appointment_status"}}})"},
    {"kept_secret",
     R"({"type":"object","required":["set","last4"],"properties":{"set":{"type":"boolean"},"last4":{"type":"string","description":"empty when it is short"}}})"},
    {"connection_tienda_nube",
     R"({"type":"object","required":["kind","store_id","access_token","user_agent","created_at","updated_at"],"properties":{"kind":{"type":"string","const":"tienda_nube"},"store_id":{"type":"string"},"access_token":{"$ref":"#/components/schemas/kept_secret"},"user_agent":{"type":"string"},"created_at":{"type":"string","format":"date-time"},"updated_at":{"type":"string","format":"date-time"}}})"},
    {"connection_smtp",
     R"({"type":"object","required":["kind","host","port","user","password","from","security","created_at","updated_at"],"properties":{"kind":{"type":"string","const":"smtp"},"host":{"type":"string"},"port":{"type":"integer","minimum":1,"maximum":65535},"user":{"type":"string"},"password":{"$ref":"#/components/schemas/kept_secret"},"from":{"type":"string"},"security":{"type":"string","enum":["none","starttls","tls"]},"created_at":{"type":"string","format":"date-time"},"updated_at":{"type":"string","format":"date-time"}}})"},
    {"connection",
     R"({"oneOf":[{"$ref":"#/components/schemas/connection_tienda_nube"},{"$ref":"#/components/schemas/connection_smtp"}],"discriminator":{"propertyName":"kind","mapping":{"tienda_nube":"#/components/schemas/connection_tienda_nube","smtp":"#/components/schemas/connection_smtp"}}})"},
    {"connections",
     R"({"type":"object","required":["items","next"],"properties":{"items":{"type":"array","items":{"$ref":"#/components/schemas/connection"}},"next":{"type":["string","null"]}}})"},
    {"connection_put_tienda_nube",
     R"({"type":"object","required":["store_id","user_agent"],"additionalProperties":false,"properties":{"store_id":{"type":"string","pattern":"^[0-9]{1,20}$"},"access_token":{"type":"string","maxLength":500,"description":"left out: the one that is kept"},"user_agent":{"type":"string","maxLength":200,"description":"Name (mail@example.com): the shop refuses requests without"}}})"},
    {"connection_put_smtp",
     R"({"type":"object","required":["host","from"],"additionalProperties":false,"properties":{"host":{"type":"string","maxLength":253},"port":{"type":"integer","minimum":1,"maximum":65535,"description":"465 with tls, 587 with starttls, 25 with none when absent"},"user":{"type":"string","maxLength":320},"password":{"type":"string","maxLength":500,"description":"left out: the one that is kept; another host or user needs it again"},"from":{"type":"string","maxLength":320},"security":{"type":"string","enum":["none","starttls","tls"],"default":"starttls"}}})"},
    {"connection_put",
     R"({"anyOf":[{"$ref":"#/components/schemas/connection_put_tienda_nube"},{"$ref":"#/components/schemas/connection_put_smtp"}]})"},
    {"connection_tested",
     R"({"type":"object","required":["ok","detail","took_ms"],"properties":{"ok":{"type":"boolean"},"detail":{"type":"string","description":"what answered, or what to do"},"took_ms":{"type":"integer"}}})"},
});
// clang-format on

} // namespace

std::span<const schema> agenda_schemas() { return schemas; }

} // namespace charla::api
