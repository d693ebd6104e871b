#pragma once

#include "io/providers/meta/provider.hpp"
#include "io/providers/ycloud/provider.hpp"
#include "io/secrets/crypto.hpp"

/// A channel of each provider, and answers as they come from the network.
namespace charla::tests {

inline std::unique_ptr<ports::crypto> crypto() { return secrets::make_crypto(std::string(32, 'k')); }

/// What every channel of these tests has; the provider's own parts are filled in below.
inline ports::channel_access a_channel(std::string phone_number_id, std::string base_url) {
  ports::channel_access c;
  c.id = flows::channel_id{1};
  c.tenant = flows::tenant_id{1};
  c.key = "wa_main";
  c.phone_number_id = std::move(phone_number_id);
  c.base_url = std::move(base_url);
  c.access_token = "TOKEN";
  c.app_secret = "secret";
  c.verify_token = "verify";
  c.phone_number = "+54 9 11 0000-0000";
  c.account_id = "WABA1";
  return c;
}
inline ports::channel_access meta_channel() { return a_channel("PN1", "https://graph.facebook.com/v25.0"); }

inline ports::channel_access ycloud_channel() { return a_channel("+5491100000000", "https://api.ycloud.com/v2"); }

inline ports::client_response http(int status, std::string body, std::vector<ports::header> headers = {}) {
  ports::client_response r;
  r.status = status;
  r.body = std::move(body);
  r.headers = std::move(headers);
  return r;
}
inline ports::client_response no_answer(ports::transport_errc why) {
  ports::client_response r;
  r.error = why;
  r.error_text = "words";
  return r;
}

} // namespace charla::tests
