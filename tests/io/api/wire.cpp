#include "wire.hpp"

#include <algorithm>

namespace charla::api_test {

namespace {

std::string percent_decode(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size()) {
      out.push_back(static_cast<char>(std::stoi(std::string{text.substr(i + 1, 2)}, nullptr, 16)));
      i += 2;
    } else {
      out.push_back(text[i]);
    }
  }
  return out;
}

std::vector<std::string> segments(std::string_view path) {
  std::vector<std::string> out;
  while (!path.empty()) {
    path.remove_prefix(1);
    const auto end = std::min(path.find('/'), path.size());
    out.emplace_back(path.substr(0, end));
    path.remove_prefix(end);
  }
  return out;
}

} // namespace

int matches(const std::string& pattern, const std::string& path, params& found) {
  const auto want = segments(pattern);
  const auto have = segments(path);
  int score = 1;
  for (std::size_t i = 0; i < want.size(); ++i) {
    if (want[i].size() > 2 && want[i].front() == '{') {
      const bool rest = want[i][want[i].size() - 2] == '*';
      if (i >= have.size() || have[i].empty()) return 0;
      if (rest) {
        found.emplace_back(want[i].substr(1, want[i].size() - 3), path.substr(1));
        return 1;
      }
      found.emplace_back(want[i].substr(1, want[i].size() - 2), have[i]);
      score += 10;
      continue;
    }
    if (i >= have.size() || want[i] != have[i]) return 0;
    score += 100;
  }
  return have.size() == want.size() ? score : 0;
}

void parse_target(ports::http_request& r) {
  const auto mark = r.target.find('?');
  r.path = percent_decode(r.target.substr(0, mark));
  if (mark == std::string::npos) return;
  std::string_view rest{r.target};
  rest.remove_prefix(mark + 1);
  while (!rest.empty()) {
    const auto end = std::min(rest.find('&'), rest.size());
    const auto pair = rest.substr(0, end);
    const auto eq = std::min(pair.find('='), pair.size());
    r.query.emplace_back(percent_decode(pair.substr(0, eq)),
                         percent_decode(pair.substr(std::min(eq + 1, pair.size()))));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
}

} // namespace charla::api_test
