#pragma once

#include "crowd.hpp"
#include "io/ports/admin.hpp"
#include "io/ports/codec.hpp"
#include "io/ports/crypto.hpp"

namespace charla::prove {

/// A conversation while it is lived, with the digest of everything that was decided in it.
struct lived {
  customer who;
  digest decided;
  std::size_t turns = 0;
};

/// Everything that a decision says, as bytes.
void add(digest& to, const flows::decision& d, const ports::codec& codec);

/// Lives the conversations through the store's own way: causes are appended, turns are committed with their records.
class recorder {
public:
  recorder(ports::store& rows, const ports::codec& codec, ports::crypto& crypto, const flows::catalog& flows);
  /// One turn of each. Error: what the store or the deciding mind refused.
  flows::result<void> take_turns(std::vector<lived>& all);
  /// Reads a conversation back, decides it again, and compares: state byte for byte, decisions by digest, traces.
  flows::result<digest> decide_again(const lived& one);

private:
  flows::result<ports::batch_result> apply(const ports::batch& work);

  ports::store& rows_;
  const ports::codec& codec_;
  ports::crypto& crypto_;
  const flows::catalog& flows_;
  std::unique_ptr<ports::store_lane> lane_;
  std::unique_ptr<ports::store_reader> reader_;
  std::unique_ptr<ports::store_admin> admin_;
  std::int64_t appended_ = 0;
};

} // namespace charla::prove
