#include "io/api/schema.hpp"

#include <array>

namespace charla::api {

namespace {

constexpr auto schemas =
    std::to_array<schema>(
        {
            {"credentials",
             R"({"type":"object","required":["email","password"],"additionalProperties":false,"properties":{"email":{"type":"string","format":"email"},"password":{"type":"string","maxLength":200}}})"},
            {"account",
             R"({"type":"object","required":["tenant","rights"],"properties":{"user":{"type":"object","properties":{"id":{"type":"integer"},"email":{"type":"string"},"name":{"type":"string"},"role":{"$ref":"#/components/schemas/role"}}},"key":{"type":"object","properties":{"id":{"type":"integer"},"name":{"type":"string"}}},"tenant":{"type":"object","properties":{"id":{"type":"integer"},"name":{"type":"string"},"locale":{"type":"string"}}},"rights":{"type":"array","items":{"type":"string"}},"runs_installation":{"type":"boolean"}}})"},
            {"role", R"({"type":"string","enum":["owner","admin","agent","analyst"]})"},
            {"setup_needed",
             R"({"type":"object","required":["needed","signed_in"],"properties":{"needed":{"type":"boolean"},"signed_in":{"type":"boolean"}}})"},
            {"setup",
             R"({"type":"object","required":["email","name","password"],"additionalProperties":false,"properties":{"email":{"type":"string","format":"email"},"name":{"type":"string"},"password":{"type":"string","minLength":10},"tenant_name":{"type":"string"},"token":{"type":"string","description":"security.admin_token, where one is configured"}}})"},
            {"tenant",
             R"({"type":"object","properties":{"id":{"type":"integer"},"name":{"type":"string"},"plan":{"type":"string"},"billing_status":{"type":"string"},"locale":{"type":"string","enum":["es","pt","en"]},"timezone":{"type":"string"},"business_hours":{"type":"string","description":"mon-fri 09:00-18:00; sat 10:00-13:00; empty: always"},"memory":{"type":"integer"},"human_override_ms":{"type":"integer"},"created_at":{"type":"string","format":"date-time"}}})"},
            {"tenants",
             R"({"type":"object","properties":{"items":{"type":"array","items":{"$ref":"#/components/schemas/tenant"}},"next":{"type":["string","null"]}}})"},
            {"tenant_new",
             R"({"type":"object","required":["name"],"additionalProperties":false,"properties":{"name":{"type":"string","maxLength":100},"locale":{"type":"string","enum":["es","pt","en"]},"timezone":{"type":"string"},"business_hours":{"type":"string","description":"mon-fri 09:00-18:00; sat 10:00-13:00; empty: always"},"memory":{"type":"integer","minimum":1,"maximum":200},"human_override_ms":{"type":"integer","minimum":60000}}})"},
            {"tenant_change",
             R"({"type":"object","additionalProperties":false,"properties":{"name":{"type":"string","maxLength":100},"locale":{"type":"string","enum":["es","pt","en"]},"timezone":{"type":"string"},"business_hours":{"type":"string","description":"mon-fri 09:00-18:00; sat 10:00-13:00; empty: always"},"memory":{"type":"integer","minimum":1,"maximum":200},"human_override_ms":{"type":"integer","minimum":60000}}})"},
            {"user",
             R"({"type":"object","properties":{"id":{"type":"integer"},"email":{"type":"string"},"name":{"type":"string"},"role":{"$ref":"#/components/schemas/role"},"status":{"type":"string","enum":["active","disabled"]},"created_at":{"type":"string","format":"date-time"}}})"},
            {"users",
             R"({"type":"object","properties":{"items":{"type":"array","items":{"$ref":"#/components/schemas/user"}},"next":{"type":["string","null"]}}})"},
            {"user_new",
             R"({"type":"object","required":["email","name","role","password"],"additionalProperties":false,"properties":{"email":{"type":"string","format":"email"},"name":{"type":"string"},"role":{"$ref":"#/components/schemas/role"},"password":{"type":"string","minLength":10}}})"},
            {"user_change",
             R"({"type":"object","additionalProperties":false,"properties":{"name":{"type":"string"},"role":{"$ref":"#/components/schemas/role"},"status":{"type":"string","enum":["active","disabled"]},"password":{"type":"string","minLength":10}}})"},
            {"key",
             R"({"type":"object","properties":{"id":{"type":"integer"},"name":{"type":"string"},"prefix":{"type":"string"},"scopes":{"type":"array","items":{"type":"string"}},"rate_per_minute":{"type":"integer","minimum":0,"maximum":1000000,"description":"requests; 0: as the installation says"},"created_at":{"type":"string"},"last_used_at":{"type":["string","null"]},"revoked_at":{"type":["string","null"]}}})"},
            {"keys",
             R"({"type":"object","properties":{"items":{"type":"array","items":{"$ref":"#/components/schemas/key"}},"next":{"type":["string","null"]}}})"},
            {"key_new",
             R"({"type":"object","required":["name","scopes"],"additionalProperties":false,"properties":{"name":{"type":"string"},"scopes":{"type":"array","items":{"type":"string"},"minItems":1},"rate_per_minute":{"type":"integer","minimum":0,"maximum":1000000,"description":"requests; 0: as the installation says"}}})"},
            {"key_made",
             R"({"allOf":[{"$ref":"#/components/schemas/key"},{"type":"object","required":["key"],"properties":{"key":{"type":"string","description":"shown this once"}}}]})"},
        });

} // namespace

std::span<const schema> account_schemas() { return schemas; }

} // namespace charla::api
