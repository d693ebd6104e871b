#include "io/ports/admin.hpp"
#include "io/ports/crypto.hpp"
#include "io/ports/engine.hpp"

namespace charla::ports {

namespace {

/// Name spaces of the version-5 ids: made once at random, part of the stored data for ever.
constexpr uuid conversation_space{
    {0x6d, 0x1f, 0x0a, 0x4e, 0x9c, 0x3b, 0x4f, 0x52, 0x8e, 0x61, 0x2a, 0x77, 0xd0, 0x15, 0xbb, 0x01}};
constexpr uuid contact_space{
    {0x6d, 0x1f, 0x0a, 0x4e, 0x9c, 0x3b, 0x4f, 0x52, 0x8e, 0x61, 0x2a, 0x77, 0xd0, 0x15, 0xbb, 0x02}};

} // namespace

std::string_view name_of(verdict v) {
  switch (v) {
  case verdict::ok: return "ok";
  case verdict::fenced: return "fenced";
  case verdict::version: return "version";
  case verdict::ctl: return "ctl";
  case verdict::cause: return "cause";
  case verdict::data: return "data";
  }
  return "?";
}

std::string_view name_of(role r) {
  switch (r) {
  case role::owner: return "owner";
  case role::admin: return "admin";
  case role::agent: return "agent";
  case role::analyst: return "analyst";
  }
  return "?";
}

std::optional<role> parse_role(std::string_view text) {
  for (const auto r : {role::owner, role::admin, role::agent, role::analyst})
    if (name_of(r) == text) return r;
  return std::nullopt;
}

conversation_id conversation_of(const crypto& c, channel_id channel, const address& peer) {
  return conversation_id{c.named_uuid(conversation_space, std::to_string(channel.value()) + '/' + peer.primary())};
}

contact_id contact_of(const crypto& c, tenant_id tenant, const address& peer) {
  return contact_id{c.named_uuid(contact_space, std::to_string(tenant.value()) + '/' + peer.primary())};
}

} // namespace charla::ports
