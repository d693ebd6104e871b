#pragma once

#include "flows/expr/answer.hpp"
#include "given_facts.hpp"

#include <catch2/catch.hpp>
#include <string>

namespace given {

/// The answer's one form, or the code of the error without `answer.`.
inline std::string read(charla::flows::expr::answer_kind k,
                        std::string_view text,
                        const charla::flows::expr::answer_rules& rules = {},
                        const char* language = "es") {
  names<> here; // Saturday, 2026-11-21 13:37 in Buenos Aires
  here.speaks = language;
  const auto reader = charla::flows::expr::answer_reader::parse(k, rules);
  INFO((reader ? "" : reader.error().what));
  REQUIRE(reader);
  const auto out = reader->read(text, here);
  if (out) return *out;
  CHECK_FALSE(out.error().what.empty());
  CHECK(out.error().code.starts_with("answer."));
  return out.error().code.substr(7);
}

inline charla::flows::expr::answer_rules between(std::string min, std::string max) {
  charla::flows::expr::answer_rules out;
  out.min = std::move(min);
  out.max = std::move(max);
  return out;
}

/// What is written, and what it is read as.
struct answered {
  const char* text;
  const char* is;
};

} // namespace given
