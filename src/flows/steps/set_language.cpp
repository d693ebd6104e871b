#include "flows/steps/types.hpp"

#include <algorithm>

/// `set_language`: the contact is spoken to in `language` (`es`, `pt-BR`) from now on. What is no language tag is
/// traced and changes nothing.
namespace charla::flows::steps {

namespace {

constexpr std::array rules{field_rule{"language", field_kind::filled, true, "`es`, `pt`, `pt-BR`, `en` …"}};

bool is_language(std::string_view tag) {
  constexpr std::size_t longest = 35; // RFC 5646 §4.4.1
  const auto base = tag.substr(0, tag.find('-'));
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  return tag.size() <= longest && base.size() >= 2 && base.size() <= 3 && std::all_of(base.begin(), base.end(), letter)
         && std::all_of(tag.begin(), tag.end(),
                        [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '-'; });
}

class set_language final : public step {
public:
  explicit set_language(field_reader& f) : language_(f.filled("language")) {}

  result<outcome> enter(context& c) const override {
    auto tag = c.fill(language_);
    if (!is_language(tag)) {
      c.trace("not_a_language", tag);
    } else {
      c.trace("language", tag);
      c.in().next().language = std::move(tag);
    }
    return leave{"next"};
  }

private:
  expr::text_template language_;
};

} // namespace

step_type set_language_step() {
  return {.name = "set_language",
          .about = "Chooses the language that the contact is spoken to in",
          .fields = rules,
          .exits = only_next,
          .compile = [](field_reader& f) -> std::unique_ptr<const step> { return std::make_unique<set_language>(f); }};
}

} // namespace charla::flows::steps
