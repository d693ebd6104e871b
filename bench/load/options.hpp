#pragma once

#include <cstdint>
#include <string>

namespace charla::bench {

/// What one run of the load generator does. Meanings and units: `charla-load --help`.
struct load_options {
  std::string url;
  std::string secret = "dev_secret";
  std::string phone_number_id = "000000000000000";
  std::string text = "precio";
  std::string run = "r0";
  std::string log_path;
  std::string json_path;
  std::string replies_path;
  std::size_t connections = 32;
  std::uint64_t conversations = 10'000;
  std::uint64_t first_conversation = 0;
  std::uint64_t events = 0;
  std::uint64_t seed = 1;
  double rate = 0;
  double seconds = 0;
  double warmup_seconds = 0;
  double drain_seconds = 10;
  double duplicates = 0;
  bool retry = false;
};

/// Reads the command line. Prints help or what is wrong and ends the program when it cannot go on.
[[nodiscard]] load_options parse_load_options(int argc, char** argv);

} // namespace charla::bench
