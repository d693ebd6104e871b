#pragma once

#include "io/ports/config.hpp"

#include <string>

namespace charla::cli {

/// Where a running charla is and who asks: as for `charla inspect`.
struct history_options {
  std::string url;
  std::string key;
  std::string tenant;
  bool json = false;
};

/// `charla replay CONVERSATION`: decides its turns again; 0 when every byte is the same, 1 when not, 2 on trouble.
int replay(const ports::config& config, const history_options& o, const std::string& conversation);

/// `charla replay --flow FILE --last N`: what a draft would have said to the newest conversations; 0 when nothing would
/// change, 1 when something would, 2 on trouble.
int what_if(const ports::config& config, const history_options& o, const std::string& file, int last);

/// `charla why MESSAGE`: the chain of one message from cause to delivery. A message is `CONVERSATION:m12`, or
/// `CONVERSATION:o5.0` as the API names it, or `CONVERSATION:5:0` as the provider gives it back. 0, or 2 on trouble.
int why(const ports::config& config, const history_options& o, const std::string& message);

} // namespace charla::cli
