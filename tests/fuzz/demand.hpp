#pragma once

#include <cstdio>
#include <cstdlib>

/// What must hold for every input. libFuzzer keeps the input that ends the program.
inline void demand(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}
