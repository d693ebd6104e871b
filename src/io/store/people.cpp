#include "io/store/people.hpp"

#include "io/json/content_codec.hpp"
#include "io/json/reader.hpp"
#include "io/json/writer.hpp"

#include <algorithm>
#include <set>

namespace charla::store {

using namespace ports; // NOLINT(google-build-using-namespace): the adapters speak the port's language

namespace {

/// The members of both objects; where both have one, `into`'s.
std::string united_attributes(std::string_view into, std::string_view from) {
  json::writer w{into.size() + from.size()};
  w.begin_object();
  std::set<std::string> known;
  for (const auto text : {into, from})
    if (const auto parsed = json::document::parse(text))
      for (const auto& [name, value] : parsed->root().members())
        if (known.insert(std::string{name}).second) w.key(name).raw(value.dump());
  w.end_object();
  return w.take();
}

/// Who has opted out anywhere has opted out; else what `into` knows, if it knows anything.
const contact_row& stricter(const contact_row& into, const contact_row& from) {
  const auto out = name_of(consent::opted_out);
  if (into.consent == out) return into;
  if (from.consent == out) return from;
  return into.consent.empty() || into.consent == name_of(consent::unknown) ? from : into;
}

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

} // namespace

std::vector<std::string> tidy_tags(std::vector<std::string> tags) {
  std::sort(tags.begin(), tags.end());
  tags.erase(std::unique(tags.begin(), tags.end()), tags.end());
  std::erase(tags, std::string{});
  return tags;
}

contact_row united(const contact_row& into, const contact_row& from) {
  auto one = into;
  if (one.name.empty()) one.name = from.name;
  if (one.locale.empty()) one.locale = from.locale;
  if (one.timezone.empty()) one.timezone = from.timezone;
  one.attributes = united_attributes(into.attributes, from.attributes);
  one.tags.insert(one.tags.end(), from.tags.begin(), from.tags.end());
  one.tags = tidy_tags(std::move(one.tags));
  const auto& holds = stricter(into, from);
  one.consent = holds.consent;
  one.consent_source = holds.consent_source;
  one.consent_at = holds.consent_at;
  return one;
}

bool has_attributes(std::string_view attributes, const std::map<std::string, std::string>& wanted) {
  if (wanted.empty()) return true;
  const auto parsed = json::document::parse(attributes);
  if (!parsed) return false;
  std::size_t found = 0;
  for (const auto& [name, value] : parsed->root().members()) {
    const auto want = wanted.find(std::string{name});
    const auto text = value.text();
    if (want != wanted.end() && text && *text == want->second) ++found;
  }
  return found == wanted.size();
}

std::string as_json_object(const std::map<std::string, std::string>& texts) {
  json::writer w{64};
  w.begin_object();
  for (const auto& [name, value] : texts)
    w.member(name, value);
  w.end_object();
  return w.take();
}

std::string encoded(const media_content& what) {
  json::writer w{256};
  w.begin_object();
  json::writing archive{w};
  json::members(archive, content{what});
  return w.end_object().take();
}

media_content media_of(std::string_view text) {
  const auto parsed = json::document::parse(text);
  if (!parsed) return {};
  const json::trail top;
  json::problem p;
  const json::fields found{parsed->root(), top, p};
  json::reading archive{found};
  content c;
  json::members(archive, c);
  const auto* media = std::get_if<media_content>(&c);
  return p.any() || media == nullptr ? media_content{} : *media;
}

std::vector<asset_id> assets_in(std::string_view body) {
  static constexpr std::string_view member = R"("asset":")";
  static constexpr std::size_t length = 64;
  std::vector<asset_id> found;
  for (auto at = body.find(member); at != std::string_view::npos; at = body.find(member, at + 1)) {
    const auto id = body.substr(at + member.size(), length);
    if (id.size() == length && std::all_of(id.begin(), id.end(), is_hex)) found.emplace_back(id);
  }
  return found;
}

} // namespace charla::store
