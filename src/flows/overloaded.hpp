#pragma once

namespace charla::flows {

/// The visitor of a `std::variant` written as lambdas; a missing alternative does not compile.
template <class... Fs>
struct overloaded : Fs... {
  using Fs::operator()...;
};
template <class... Fs>
overloaded(Fs...) -> overloaded<Fs...>;

} // namespace charla::flows
