#pragma once

#include "flows/error.hpp"
#include "flows/message.hpp"
#include "io/json/writer.hpp"

/// The Cloud API's form of what is said, which its partners take over (providers.md A8, B2).
namespace charla::meta {

/// Where partners differ from Graph.
struct dialect {
  bool header_by_link = false; ///< files in a header come by address only
  bool voice_flag = true;      ///< audio may say that it is a voice note
};

/// Writes the member that is called like `wire_type(c)` into the open object.
/// Errors: `send.unsupported_type`, `send.empty`, `send.too_long`, `send.media`, `send.location`, `send.contacts`,
/// `send.template`, `send.interactive`.
[[nodiscard]] flows::result<void> put_content(json::writer& w, const flows::content& c, dialect how = {});

/// The value of `type`: `text`, `image`, …; one for everything that can be tapped.
[[nodiscard]] std::string_view wire_type(const flows::content& c);

} // namespace charla::meta
