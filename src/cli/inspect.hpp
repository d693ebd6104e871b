#pragma once

#include "io/ports/config.hpp"

#include <string>
#include <vector>

namespace charla::cli {

/// `charla inspect`: what is alive in a running charla, over its API.
struct inspect_options {
  std::string url;                          ///< empty: of this machine's own, from `terminal.key`
  std::string key;                          ///< an API key; empty: likewise
  std::vector<std::string> words;           ///< nothing | a conversation | a command and whom
  std::string reason = "from the terminal"; ///< of a command, for the audit
  std::string tenant;                       ///< its number; empty: the key's own
  int watch_s = 0;                          ///< draws anew this often until Ctrl-C; 0: once
  bool json = false;                        ///< the API's own answers
};

/// @returns the exit status: 0, or 1 with a sentence on standard error.
int inspect(const ports::config& config, const inspect_options& options);

} // namespace charla::cli
