#include "io/api/identity.hpp"

#include <algorithm>

namespace charla::api {

namespace {

/// Keys that were made before sends had scopes of their own keep what they could do.
bool includes(std::string_view scope, right r) {
  if (scope == name_of(r)) return true;
  if (r == right::messages_send) return scope == name_of(right::conversations_write);
  if (r == right::messages_read)
    return scope == name_of(right::conversations_read) || scope == name_of(right::messages_send)
           || scope == name_of(right::conversations_write);
  return false;
}

} // namespace

bool identity::may(right r) const {
  if (r == right::open) return true;
  switch (by) {
  case means::nobody: return false;
  case means::cookie: return role_may(what, r);
  case means::key:
    return r == right::signed_in
           || std::any_of(scopes.begin(), scopes.end(), [r](const auto& scope) { return includes(scope, r); });
  }
  return false;
}

std::string identity::audit_name() const {
  switch (by) {
  case means::nobody: return "anonymous";
  case means::cookie: return email;
  case means::key: return "key " + std::to_string(key) + " (" + name + ")";
  }
  return "?";
}

} // namespace charla::api
