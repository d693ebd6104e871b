#pragma once

#include "flows/check/flow_test.hpp"
#include "flows/definition/catalog.hpp"
#include "io/ports/codec.hpp"

namespace charla::cli {

/// A flow that was read from a file. It has no number of its own there: each gets one by its place among the others.
struct flow_file {
  std::string path;
  flows::flow graph;
};

/// Errors: `file.unreadable`, `file.unwritable`; those of the codec.
[[nodiscard]] flows::result<std::string> read_text(const std::string& path);
[[nodiscard]] flows::result<void> write_text(const std::string& path, const std::string& text);
/// @param number from 1.
[[nodiscard]] flows::result<flow_file> read_flow_file(const std::string& path, std::int32_t number);

/// `x.test.json`?
[[nodiscard]] bool is_test_file(const std::string& path);
/// `x.json` → `x.test.json`
[[nodiscard]] std::string tests_beside(const std::string& path);

/// All of them live, the first one first. Error: the first problem that `compile` finds, with the file in `where`.
[[nodiscard]] flows::result<flows::catalog> catalog_of(const std::vector<flow_file>& files);

/// What a rehearsal needs of the codec.
[[nodiscard]] flows::check::round_trip round_trip_of(const ports::codec& codec);

/// `where: what (code)`
[[nodiscard]] std::string told(const flows::error& e);

} // namespace charla::cli
