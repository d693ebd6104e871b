#include "io/api/people/csv.hpp"

#include "io/json/text.hpp"

#include <algorithm>
#include <array>

namespace charla::api {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::string_view without_mark(std::string_view text) {
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  return text;
}

/// Takes the text apart cell by cell.
class csv_reader {
public:
  explicit csv_reader(std::string_view text) : text_(text), separator_(separator_of(text)) {}

  [[nodiscard]] bool over() const { return at_ >= text_.size(); }

  flows::result<csv_row> row() {
    csv_row r{line_, {}};
    for (;;) {
      auto cell = at_ < text_.size() && text_[at_] == '"' ? quoted() : flows::result<std::string>{plain()};
      if (!cell) return tl::make_unexpected(cell.error());
      r.cells.push_back(*std::move(cell));
      if (over() || text_[at_] != separator_) break;
      ++at_;
    }
    end_line();
    return r;
  }

private:
  std::string plain() {
    const auto begin = at_;
    while (!over() && text_[at_] != separator_ && text_[at_] != '\n' && text_[at_] != '\r')
      ++at_;
    return std::string{text_.substr(begin, at_ - begin)};
  }

  flows::result<std::string> quoted() {
    const auto begins = std::to_string(line_);
    std::string out;
    for (++at_; !over(); ++at_) {
      if (text_[at_] == '\n') ++line_;
      if (text_[at_] != '"') {
        out.push_back(text_[at_]);
      } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
        out.push_back(text_[at_++]);
      } else {
        ++at_;
        if (over() || text_[at_] == separator_ || text_[at_] == '\n' || text_[at_] == '\r') return out;
        return flows::fail("csv.quotes",
                           "Text stands behind a closing quote: double the quotes that are inside of a cell.", begins);
      }
    }
    return flows::fail("csv.quotes", "A quote is opened and never closed.", begins);
  }

  void end_line() {
    if (!over() && text_[at_] == '\r') ++at_;
    if (!over() && text_[at_] == '\n') ++at_;
    ++line_;
  }

  std::string_view text_;
  char separator_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

bool is_empty(const csv_row& r) { return r.cells.size() == 1 && r.cells.front().empty(); }

bool is_formula(std::string_view cell) {
  return !cell.empty() && std::string_view{"=+-@\t\r"}.find(cell.front()) != std::string_view::npos;
}

} // namespace

char separator_of(std::string_view text) {
  text = without_mark(text);
  constexpr std::array candidates{',', ';', '\t'};
  std::array<std::size_t, candidates.size()> found{};
  bool inside = false;
  for (const char c : text) {
    if (c == '"') inside = !inside;
    if (c == '\n' && !inside) break;
    for (std::size_t i = 0; i < candidates.size() && !inside; ++i)
      if (c == candidates[i]) ++found[i];
  }
  return candidates[static_cast<std::size_t>(std::max_element(found.begin(), found.end()) - found.begin())];
}

flows::result<std::vector<csv_row>> parse_csv(std::string_view text, std::size_t rows_max) {
  text = without_mark(text);
  if (!json::is_clean_utf8(text))
    return flows::fail("csv.encoding", "The file is not UTF-8: save it as \"CSV UTF-8\".");
  std::vector<csv_row> out;
  csv_reader reader{text};
  while (!reader.over()) {
    auto row = reader.row();
    if (!row) return tl::make_unexpected(row.error());
    if (is_empty(*row)) continue;
    if (out.size() == rows_max)
      return flows::fail("csv.too_many", "More than " + std::to_string(rows_max - 1) + " rows: send it in parts.",
                         std::to_string(row->line));
    out.push_back(*std::move(row));
  }
  return out;
}

std::string_view unguarded(std::string_view cell) {
  if (cell.size() > 1 && cell.front() == '\'' && is_formula(cell.substr(1))) cell.remove_prefix(1);
  return cell;
}

void write_csv_row(std::string& out, const std::vector<std::string>& cells) {
  bool first = true;
  for (const auto& cell : cells) {
    if (!std::exchange(first, false)) out += ',';
    const auto guarded = is_formula(cell) ? '\'' + cell : cell;
    if (guarded.find_first_of(",;\"\r\n\t") == std::string::npos) {
      out += guarded;
      continue;
    }
    out += '"';
    for (const char c : guarded) {
      if (c == '"') out += '"';
      out += c;
    }
    out += '"';
  }
  out += "\r\n";
}

} // namespace charla::api
