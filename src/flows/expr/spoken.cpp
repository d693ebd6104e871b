#include "flows/expr/spoken.hpp"

#include "flows/expr/cursor.hpp"
#include "flows/expr/fold.hpp"

#include <algorithm>
#include <array>

namespace charla::flows::expr::spoken {

namespace {

template <std::size_t N>
bool among(const std::array<std::string_view, N>& list, std::string_view wanted) {
  return std::find(list.begin(), list.end(), wanted) != list.end();
}

constexpr std::array<std::string_view, 34> yes_words{
    "si",       "s",      "sip",   "sipi",       "sii",      "siii",   "claro",   "dale",  "ok",
    "okay",     "okey",   "oki",   "sim",        "ss",       "isso",   "pode",    "certo", "beleza",
    "yes",      "y",      "yep",   "yeah",       "yup",      "sure",   "bueno",   "listo", "correcto",
    "confirmo", "acepto", "obvio", "afirmativo", "perfecto", "aceito", "perfeito"};
constexpr std::array<std::string_view, 6> yes_sentences{"por supuesto", "de acuerdo", "esta bien",
                                                        "com certeza",  "ta bom",     "of course"};
constexpr std::array<std::string_view, 13> no_words{"no",    "n",     "nop", "nope",  "noo",      "nooo",  "nao",
                                                    "nunca", "jamas", "nah", "never", "negativo", "jamais"};
constexpr std::array<std::string_view, 3> no_sentences{"de ninguna manera", "de jeito nenhum", "no way"};
/// What begins as a no and is none.
constexpr std::array<std::string_view, 6> doubts{"no se",           "nao sei",         "no lo se",
                                                 "no estoy seguro", "no estoy segura", "no idea"};
// A skin tone follows some of them, so they count as beginnings.
constexpr std::array<std::string_view, 5> yes_signs{"👍", "✅", "👌", "✔", "🆗"};
constexpr std::array<std::string_view, 4> no_signs{"👎", "❌", "🙅", "🚫"};

template <std::size_t N>
bool begins_with_one(const std::array<std::string_view, N>& signs, std::string_view text) {
  return std::any_of(signs.begin(), signs.end(), [&](std::string_view s) { return text.starts_with(s); });
}

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (const auto& p : parts)
    out += (out.empty() ? "" : " ") + p;
  return out;
}

std::string key(std::string_view text) { return joined(words(text)); }

const std::string& answer_of(const answer_option& o) { return o.id.empty() ? o.title : o.id; }

/// `2`, `2.`, `2)`, `#2`
std::optional<std::size_t> place(std::string_view text) {
  cursor at{trim(text)};
  at.take('#');
  const auto digits = at.take_digits();
  if (!at.take('.')) at.take(')');
  if (digits.empty() || digits.size() > 3 || !at.done()) return std::nullopt;
  return static_cast<std::size_t>(*cursor{digits}.digits(digits.size()));
}

} // namespace

std::vector<std::string> words(std::string_view text) {
  const auto folded = fold(text);
  std::vector<std::string> out;
  for (std::size_t at = 0; at < folded.size();) {
    constexpr std::string_view between = " \t\r\n.,;:!?\"'()*_~";
    const auto first = folded.find_first_not_of(between, at);
    if (first == std::string::npos) break;
    const auto end = std::min(folded.find_first_of(between, first), folded.size());
    std::string_view word = std::string_view{folded}.substr(first, end - first);
    for (const std::string_view mark : {"¡", "¿"})
      if (word.starts_with(mark)) word.remove_prefix(mark.size());
    if (!word.empty()) out.emplace_back(word);
    at = end;
  }
  return out;
}

std::optional<bool> yes_no(std::string_view text) {
  const auto shown = trim(text);
  if (begins_with_one(yes_signs, shown)) return true;
  if (begins_with_one(no_signs, shown)) return false;
  const auto said = words(text);
  if (said.empty()) return std::nullopt;
  const auto whole = joined(said);
  if (among(yes_sentences, whole)) return true;
  if (among(no_sentences, whole)) return false;
  for (const auto doubt : doubts)
    if (whole == doubt || whole.starts_with(std::string{doubt} + " ")) return std::nullopt;
  // `sí, claro` and `no, gracias`: the first word says it; in a longer sentence it may not.
  constexpr std::size_t words_max = 4;
  if (said.size() > words_max) return std::nullopt;
  const bool yes = among(yes_words, said.front());
  if (!yes && !among(no_words, said.front())) return std::nullopt;
  // `claro que no`, `no, claro que sí`
  const auto opposite = [&](const std::string& w) { return yes ? among(no_words, w) : among(yes_words, w); };
  if (std::any_of(said.begin() + 1, said.end(), opposite)) return std::nullopt;
  return yes;
}

std::optional<std::string> choice(std::string_view text, const std::vector<answer_option>& options) {
  const auto wanted = key(text);
  const auto shown = trim(text);
  if (shown.empty()) return std::nullopt;
  for (const auto& o : options)
    if (shown == trim(o.title)) return answer_of(o);
  for (const auto& o : options)
    if (!o.id.empty() && shown == o.id) return answer_of(o);
  if (wanted.empty()) return std::nullopt;
  // Two titles may differ in nothing but accents or signs: then neither is meant.
  const answer_option* same = nullptr;
  const answer_option* begun = nullptr;
  std::size_t same_count = 0;
  std::size_t begun_count = 0;
  for (const auto& o : options) {
    const auto title = key(o.title);
    if (title == wanted) {
      same = &o;
      ++same_count;
    }
    if (title.starts_with(wanted)) {
      begun = &o;
      ++begun_count;
    }
  }
  if (same_count == 1) return answer_of(*same);
  if (same_count > 1) return std::nullopt;
  if (const auto number = place(text)) {
    if (*number >= 1 && *number <= options.size()) return answer_of(options[*number - 1]);
    return std::nullopt;
  }
  return begun_count == 1 ? std::optional{answer_of(*begun)} : std::nullopt;
}

} // namespace charla::flows::expr::spoken
