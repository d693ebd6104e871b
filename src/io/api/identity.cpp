#include "io/api/identity.hpp"

#include <algorithm>

namespace charla::api {

bool identity::may(right r) const {
  if (r == right::open) return true;
  switch (by) {
  case means::nobody: return false;
  case means::cookie: return role_may(what, r);
  case means::key: return r == right::signed_in || std::find(scopes.begin(), scopes.end(), name_of(r)) != scopes.end();
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
