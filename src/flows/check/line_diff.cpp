#include "flows/check/flow_test.hpp"

#include <algorithm>

namespace charla::flows::check {

std::vector<std::string> line_diff(const std::vector<std::string>& expected, const std::vector<std::string>& came) {
  // The longest lines in common; a test whose lists are longer than this is told line by line.
  constexpr std::size_t work_max = 1'000'000;
  std::vector<std::string> out;
  const auto mark = [&](const char* how, const std::string& line) { out.push_back(how + line); };
  const auto n = expected.size();
  const auto m = came.size();
  if ((n + 1) * (m + 1) > work_max) {
    for (const auto& line : expected)
      mark("- ", line);
    for (const auto& line : came)
      mark("+ ", line);
    return out;
  }
  std::vector<std::vector<std::size_t>> common(n + 1, std::vector<std::size_t>(m + 1, 0));
  for (auto i = n; i-- > 0;)
    for (auto j = m; j-- > 0;)
      common[i][j] = expected[i] == came[j] ? common[i + 1][j + 1] + 1 : std::max(common[i + 1][j], common[i][j + 1]);
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < n || j < m) {
    if (i < n && j < m && expected[i] == came[j]) {
      mark("  ", expected[i++]);
      ++j;
    } else if (i < n && (j == m || common[i + 1][j] >= common[i][j + 1])) {
      mark("- ", expected[i++]);
    } else {
      mark("+ ", came[j++]);
    }
  }
  return out;
}

} // namespace charla::flows::check
