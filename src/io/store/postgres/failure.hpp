#pragma once

#include "io/ports/store.hpp"

#include <stdexcept>

/// What can go wrong with a statement, as far as the caller's next step depends on it (protocol H1).
namespace charla::store::postgres {

enum class mishap : std::uint8_t {
  again,  ///< not committed; the same statement may well succeed now (deadlock, lock timeout)
  busy,   ///< not committed; the server cannot do it at present
  full,   ///< not committed; no space
  data,   ///< not committed; a value of it is wrong
  fenced, ///< not committed; another owner
  lost,   ///< no answer: perhaps committed
};

/// Thrown within this adapter only.
class failure : public std::runtime_error {
public:
  failure(mishap kind, const std::string& what) : std::runtime_error(what), kind_(kind) {}
  [[nodiscard]] mishap kind() const noexcept { return kind_; }

private:
  mishap kind_;
};

/// The meaning of an SQLSTATE. Only what is known for certain to have been rolled back is not `lost`.
mishap meaning_of(std::string_view sqlstate);

/// Call it within `catch (...)`: turns whatever libpqxx throws into a `failure`.
[[noreturn]] void throw_as_failure();

/// For a writer: `lost` is an unknown outcome.
ports::store_error of_write(const failure& f);
/// For a reader: what was lost is just not there.
ports::store_error of_read(const failure& f);

} // namespace charla::store::postgres
