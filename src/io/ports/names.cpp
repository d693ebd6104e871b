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

std::string_view name_of(claim_verdict v) {
  switch (v) {
  case claim_verdict::gone: return "gone";
  case claim_verdict::granted: return "granted";
  case claim_verdict::window: return "window";
  case claim_verdict::opted_out: return "opted_out";
  case claim_verdict::undeliverable: return "undeliverable";
  case claim_verdict::resting: return "resting";
  }
  return "?";
}

std::string_view name_of(media_state s) {
  switch (s) {
  case media_state::wanted: return "wanted";
  case media_state::stored: return "stored";
  case media_state::failed: return "failed";
  }
  return "?";
}

std::string_view name_of(exchange_kind k) {
  switch (k) {
  case exchange_kind::webhook: return "webhook";
  case exchange_kind::send: return "send";
  case exchange_kind::media: return "media";
  case exchange_kind::manage: return "manage";
  case exchange_kind::mark_read: return "mark_read";
  }
  return "?";
}

std::optional<exchange_kind> parse_exchange_kind(std::string_view text) {
  using enum exchange_kind;
  for (const auto k : {webhook, send, media, manage, mark_read})
    if (name_of(k) == text) return k;
  return std::nullopt;
}

std::string_view name_of(task_state s) {
  switch (s) {
  case task_state::pending: return "PENDING";
  case task_state::started: return "STARTED";
  case task_state::retry: return "RETRY";
  case task_state::success: return "SUCCESS";
  case task_state::failure: return "FAILURE";
  }
  return "?";
}

std::optional<task_state> parse_task_state(std::string_view text) {
  using enum task_state;
  for (const auto s : {pending, started, retry, success, failure})
    if (name_of(s) == text) return s;
  return std::nullopt;
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
