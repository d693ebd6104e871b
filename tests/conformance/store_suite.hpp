#pragma once

#include "io/ports/admin.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

/// The conformance suite of `ports::store`: what the engine may rely on, whatever keeps the rows.
///
/// A test program links the OBJECT library `charla_store_suite` and defines `subjects()`; every sentence of the suite
/// then runs on each subject. No sentence depends on an injected clock: all dates are far from now on either side.
namespace charla::conformance {

/// One empty place for rows (a file, a schema, a piece of memory), with the store on it.
class world {
public:
  virtual ~world() = default;
  /// A store on this place, not opened. Called again (after the former one and all it gave out are destroyed) it is
  /// the same place: what was committed is there.
  virtual std::unique_ptr<ports::store> store() = 0;
  /// All that lies on disk, to look for what must not be readable there; empty when nothing lies anywhere.
  virtual std::string bytes_at_rest() { return {}; }
};

/// The bytes of all regular files directly in `folder`; one that a server took away meanwhile is left out.
std::string bytes_of_files(const std::filesystem::path& folder);

struct subject {
  std::string name;
  std::function<std::unique_ptr<world>()> fresh;
};

/// Defined by the test program that links the suite.
std::vector<subject> subjects();

} // namespace charla::conformance
