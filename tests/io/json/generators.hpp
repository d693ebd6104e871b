#pragma once

#include "io/ports/codec.hpp"

#include <rapidcheck.h>

/// Arbitrary domain values for the laws of the codec: every alternative of every variant, text with everything that
/// makes JSON writers stumble.
namespace charla::tests {

rc::Gen<std::string> any_text();
rc::Gen<flows::address> any_address();
rc::Gen<flows::content> any_content();
rc::Gen<flows::cause_body> any_cause_body();
rc::Gen<flows::conversation> any_conversation(); ///< without memory and the store's columns
rc::Gen<ports::turn_record> any_turn();
rc::Gen<flows::flow> any_flow(); ///< without identity and version

} // namespace charla::tests
