#pragma once

#include "flows/time.hpp"

#include <string>

namespace charla::api {

/// A customer's text message as the simulation says it.
struct simulated_message {
  std::string phone_number_id;
  std::string display_phone_number;
  std::string wamid;
  std::string from;
  std::string name;
  std::string text;
  flows::timestamp at;
};

/// The body of the webhook that Meta would send for it (providers.md A4).
[[nodiscard]] std::string meta_webhook_of(const simulated_message& m);

} // namespace charla::api
