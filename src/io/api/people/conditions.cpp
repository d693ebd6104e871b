#include "io/api/people/conditions.hpp"

#include "io/api/moment.hpp"

namespace charla::api {

namespace {

constexpr std::size_t count_max = 20; ///< of tags and of attributes
constexpr std::size_t tag_max = 60;
constexpr std::size_t value_max = 500;
constexpr std::int64_t days_max = 3650;
constexpr std::string_view attribute_prefix = "attr.";

std::optional<flows::timestamp>
read_moment(body& b, std::string_view field, std::string_view days_field, flows::timestamp now) {
  const auto text = b.maybe_text(field, 40);
  const auto days = b.maybe_integer(days_field, 1, days_max);
  if (text && days) b.wrong(days_field, "conflict", "Either this or " + std::string{field} + ", not both.");
  if (days) return now - std::chrono::hours{24 * *days};
  if (!text) return std::nullopt;
  const auto at = parse_time(*text);
  if (!at) b.wrong(field, "format", "RFC 3339: 2026-11-21T09:00:00Z.");
  return at;
}

/// The query's parameters as the object that `read_conditions` takes.
std::string object_of(const ports::http_request& r) {
  json::writer w;
  w.begin_object();
  for (const auto& [list, name] : {std::pair{"tags", "tag"}, std::pair{"not_tags", "not_tag"}}) {
    w.key(list).begin_array();
    for (const auto& [key, value] : r.query)
      if (key == name) w.text(value);
    w.end_array();
  }
  w.key("attributes").begin_object();
  for (const auto& [key, value] : r.query)
    if (std::string_view{key}.starts_with(attribute_prefix)) w.member(key.substr(attribute_prefix.size()), value);
  w.end_object();
  for (const auto* name : {"heard_within_days", "silent_for_days"})
    if (const auto text = r.query_value(name)) {
      w.key(name);
      const auto n = number_of(*text);
      if (n)
        w.integer(*n);
      else
        w.text(*text);
    }
  for (const auto* name : {"consent", "heard_since", "silent_since"})
    if (const auto text = r.query_value(name); text && !text->empty()) w.member(name, *text);
  if (const auto search = r.query_value("q")) w.member("search", *search);
  return w.end_object().take();
}

tl::expected<ports::contact_query, problem> read_object(const call& c, const std::string& text) {
  const auto parsed = json::document::parse(text);
  if (!parsed) return refuse(bad_request("The conditions cannot be read: " + parsed.error().what));
  body b{parsed->root(), ""};
  auto q = read_conditions(b, c.house.with.clock.now());
  if (!b.good()) return refuse(b.take_problem());
  return q;
}

} // namespace

ports::contact_query read_conditions(body& b, flows::timestamp now) {
  ports::contact_query q;
  q.search = b.maybe_text("search", 100).value_or("");
  q.tags = b.maybe_texts("tags", count_max, tag_max).value_or(std::vector<std::string>{});
  q.not_tags = b.maybe_texts("not_tags", count_max, tag_max).value_or(std::vector<std::string>{});
  q.attributes = b.maybe_variables("attributes", count_max, value_max);
  q.consent = b.maybe_choice("consent", {"opted_in", "opted_out", "unknown"}).value_or("");
  q.heard_since = read_moment(b, "heard_since", "heard_within_days", now);
  q.silent_since = read_moment(b, "silent_since", "silent_for_days", now);
  return q;
}

tl::expected<ports::contact_query, problem> conditions_of(const call& c) {
  if (const auto id = c.request.query_value("segment"); id && !id->empty()) {
    const auto s = find_segment(c, *id);
    if (!s) return refuse(s.error());
    return conditions_of(c, *s);
  }
  return read_object(c, object_of(c.request));
}

tl::expected<ports::contact_query, problem> conditions_of(const call& c, const ports::segment_row& s) {
  return read_object(c, s.query);
}

tl::expected<ports::segment_row, problem> find_segment(const call& c, std::string_view id) {
  auto all = c.store().segments(c.who.tenant);
  if (!all) return refuse(store_failed(all.error()));
  const auto n = number_of(id);
  for (auto& s : *all)
    if (n && s.id == *n) return std::move(s);
  return refuse(not_found("segment"));
}

std::vector<parameter> condition_parameters() {
  return {{"q", "string", "in name or number"},
          {"tag", "string", "has this tag; repeat it for several, all of which must be there"},
          {"not_tag", "string", "has not this tag; repeat it for several"},
          {"attr.NAME", "string", "the attribute NAME has exactly this value"},
          {"consent", "string", "opted_in, opted_out or unknown"},
          {"heard_since", "string", "wrote at or after this moment (RFC 3339)"},
          {"silent_since", "string", "has not written since this moment"},
          {"heard_within_days", "integer", "wrote within these days"},
          {"silent_for_days", "integer", "has not written for these days"},
          {"segment", "integer", "the conditions of this segment, in place of the others"}};
}

} // namespace charla::api
