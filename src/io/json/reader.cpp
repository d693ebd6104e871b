#include "io/json/reader.hpp"

#include "io/json/text.hpp"
#include "io/json/writer.hpp"

#include <bit>
#include <simdjson.h>

namespace charla::json {

namespace dom = simdjson::dom;

static_assert(std::is_trivially_copyable_v<dom::element> && sizeof(dom::element) == sizeof(std::uint64_t) * 2);

namespace {

/// Larger than any webhook that a provider may send (3 MB), smaller than what would hurt.
constexpr std::size_t document_max = 16u << 20;
constexpr std::size_t depth_max = 64;

using handle = std::array<std::uint64_t, 2>;
dom::element open(const handle& ref) { return std::bit_cast<dom::element>(ref); }
handle close(dom::element e) { return std::bit_cast<handle>(e); }

kind kind_of(dom::element e) {
  switch (e.type()) {
  case dom::element_type::ARRAY: return kind::array;
  case dom::element_type::OBJECT: return kind::object;
  case dom::element_type::INT64: return kind::integer;
  case dom::element_type::UINT64: return kind::number;
  case dom::element_type::DOUBLE: return kind::number;
  case dom::element_type::STRING: return kind::text;
  case dom::element_type::BOOL: return kind::boolean;
  case dom::element_type::NULL_VALUE: return kind::null;
  }
  return kind::missing;
}

template <class T>
std::optional<T> get(const handle& ref) {
  T out{};
  if (open(ref).get(out) != simdjson::SUCCESS) return std::nullopt;
  return out;
}

void copy(dom::element e, writer& w) {
  switch (e.type()) {
  case dom::element_type::ARRAY: {
    const dom::array items = e.get_array().value_unsafe(); // named: in the loop's head its holder would be gone
    w.begin_array();
    for (const auto item : items)
      copy(item, w);
    w.end_array();
    return;
  }
  case dom::element_type::OBJECT: {
    const dom::object members = e.get_object().value_unsafe();
    w.begin_object();
    for (const auto member : members)
      copy(member.value, w.key(member.key));
    w.end_object();
    return;
  }
  case dom::element_type::STRING: w.text(e.get_string().value_unsafe()); return;
  case dom::element_type::INT64: w.integer(e.get_int64().value_unsafe()); return;
  case dom::element_type::UINT64: w.raw(std::to_string(e.get_uint64().value_unsafe())); return;
  case dom::element_type::DOUBLE: w.number(e.get_double().value_unsafe()); return;
  case dom::element_type::BOOL: w.boolean(e.get_bool().value_unsafe()); return;
  case dom::element_type::NULL_VALUE: w.null(); return;
  }
}

flows::error error_of(simdjson::error_code code) {
  if (code == simdjson::DEPTH_ERROR)
    return {"json.too_deep", "the JSON is nested deeper than " + std::to_string(depth_max) + " levels", {}};
  if (code == simdjson::CAPACITY)
    return {"json.too_large", "the JSON is larger than " + std::to_string(document_max) + " bytes", {}};
  return {"json.syntax", std::string{"this is not valid JSON: "} + simdjson::error_message(code), {}};
}

} // namespace

std::string_view describe(kind k) {
  switch (k) {
  case kind::missing: return "nothing";
  case kind::null: return "null";
  case kind::boolean: return "true or false";
  case kind::integer: return "an integer";
  case kind::number: return "a number";
  case kind::text: return "a text";
  case kind::array: return "an array";
  case kind::object: return "an object";
  }
  return "?";
}

kind value::kind() const noexcept { return exists() ? kind_of(open(ref_)) : kind::missing; }

value value::operator[](std::string_view key) const noexcept {
  if (!exists()) return {};
  dom::object object;
  dom::element found;
  if (open(ref_).get(object) != simdjson::SUCCESS || object.at_key(key).get(found) != simdjson::SUCCESS) return {};
  return value{close(found)};
}

std::vector<value> value::items() const {
  std::vector<value> out;
  dom::array array;
  if (!exists() || open(ref_).get(array) != simdjson::SUCCESS) return out;
  for (const auto item : array)
    out.push_back(value{close(item)});
  return out;
}

std::vector<std::pair<std::string_view, value>> value::members() const {
  std::vector<std::pair<std::string_view, value>> out;
  dom::object object;
  if (!exists() || open(ref_).get(object) != simdjson::SUCCESS) return out;
  for (const auto member : object)
    out.emplace_back(member.key, value{close(member.value)});
  return out;
}

std::optional<std::string_view> value::text() const noexcept {
  return exists() ? get<std::string_view>(ref_) : std::nullopt;
}
std::optional<std::int64_t> value::integer() const noexcept {
  return exists() ? get<std::int64_t>(ref_) : std::nullopt;
}
std::optional<double> value::number() const noexcept { return exists() ? get<double>(ref_) : std::nullopt; }
std::optional<bool> value::boolean() const noexcept { return exists() ? get<bool>(ref_) : std::nullopt; }

std::string value::dump() const {
  if (!exists()) return {};
  writer w;
  copy(open(ref_), w);
  return w.take();
}

struct document::impl {
  dom::parser parser{document_max};
  dom::element root;
  simdjson::error_code read(std::string_view text) {
    if (text.size() > document_max) return simdjson::CAPACITY;
    // The depth is part of the allocation: without this the parser would take its default of 1024.
    const auto room = std::max<std::size_t>(text.size(), 64);
    if (const auto failed = parser.allocate(room, depth_max)) return failed;
    return parser.parse(text.data(), text.size(), true).get(root);
  }
};

document::document(std::unique_ptr<impl> i) : impl_(std::move(i)) {}
document::document(document&&) noexcept = default;
document& document::operator=(document&&) noexcept = default;
document::~document() = default;

value document::root() const noexcept { return value{close(impl_->root)}; }

flows::result<document> document::parse(std::string_view text) {
  auto made = std::make_unique<impl>();
  if (const auto code = made->read(text)) return tl::make_unexpected(error_of(code));
  return document{std::move(made)};
}

flows::result<document> parse_tolerant(std::string_view text) {
  auto first = document::parse(text);
  if (first || first.error().code != "json.syntax") return first;
  const auto repaired = repair_json_text(text);
  if (repaired == text) return first;
  return document::parse(repaired);
}

} // namespace charla::json
