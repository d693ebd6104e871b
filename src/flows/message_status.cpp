#include "flows/message_status.hpp"

#include <algorithm>

namespace charla::flows {

message_status merge(message_status known, message_status told) noexcept { return std::max(known, told); }

} // namespace charla::flows
