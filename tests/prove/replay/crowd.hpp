#pragma once

#include "flows/decide.hpp"

/// Generated customers, led by a flow: the same seed the same conversations, on every machine and by every compiler.
namespace charla::prove {

/// SplitMix64 (Steele, Lea, Flood 2014): a few lines, and the same everywhere, which `std::` distributions are not.
class dice {
public:
  explicit dice(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    auto z = (state_ += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31U);
  }
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(next() % n); }

private:
  std::uint64_t state_;
};

/// FNV-1a over whatever is fed to it.
class digest {
public:
  void add(std::string_view bytes) {
    for (const unsigned char c : bytes)
      value_ = (value_ ^ c) * 0x100000001b3ULL;
    value_ = (value_ ^ 0xffU) * 0x100000001b3ULL; // "ab","c" is not "a","bc"
  }
  void add(const digest& other) { add(std::to_string(other.value_)); }
  [[nodiscard]] std::string text() const;
  friend bool operator==(const digest&, const digest&) = default;

private:
  std::uint64_t value_ = 0xcbf29ce484222325ULL;
};

/// One conversation and who is in it.
class customer {
public:
  customer(std::uint64_t seed, std::size_t number);

  [[nodiscard]] const flows::conversation& birth() const noexcept { return birth_; }
  [[nodiscard]] const flows::conversation& state() const noexcept { return state_; }
  [[nodiscard]] const flows::rules& rule() const noexcept { return rule_; }
  [[nodiscard]] flows::timestamp now() const noexcept { return now_; }
  /// What happens next: a word, a tap, a timer that is due, an answer from the outside, a person who steps in. The
  /// state's `mode` is changed as the store would have.
  [[nodiscard]] std::vector<flows::cause> next();
  void remember(const flows::decision& d);

private:
  [[nodiscard]] std::string fitting_words();
  [[nodiscard]] flows::cause_body say();
  [[nodiscard]] std::optional<flows::cause_body> answer();
  [[nodiscard]] std::optional<flows::cause_body> due_timer();
  [[nodiscard]] flows::cause_body step_in();

  dice dice_;
  flows::conversation birth_;
  flows::conversation state_;
  flows::rules rule_;
  flows::timestamp now_;
  std::map<std::string, flows::timer_effect> timers_;
  std::map<std::string, std::int64_t> armed_at_; ///< version that armed it
  std::optional<flows::call_token> call_;
  std::int64_t said_ = 0;
};

} // namespace charla::prove
