#include "io/json/value_codec.hpp"

#include <cmath>

namespace charla::json {

flows::value read_value(value v) {
  switch (v.kind()) {
  case kind::missing:
  case kind::null: return {};
  case kind::boolean: return v.boolean().value_or(false);
  case kind::integer:
  case kind::number: return v.number().value_or(0);
  case kind::text: return v.text().value_or(std::string_view{});
  case kind::array: {
    flows::value::list out;
    for (const auto item : v.items())
      out.push_back(read_value(item));
    return out;
  }
  case kind::object: {
    flows::value::object out;
    for (const auto& [name, item] : v.members())
      out.insert_or_assign(std::string{name}, read_value(item));
    return out;
  }
  }
  return {};
}

void write_value(writer& w, const flows::value& v) {
  constexpr double whole_max = 9'007'199'254'740'992.0; // 2^53
  if (const auto* const b = v.boolean()) {
    w.boolean(*b);
  } else if (const auto* const n = v.number()) {
    if (std::trunc(*n) == *n && std::abs(*n) < whole_max)
      w.integer(static_cast<std::int64_t>(*n));
    else
      w.number(*n);
  } else if (const auto* const t = v.text()) {
    w.text(*t);
  } else if (const auto* const list = v.items()) {
    w.begin_array();
    for (const auto& item : *list)
      write_value(w, item);
    w.end_array();
  } else if (const auto* const members = v.members()) {
    w.begin_object();
    for (const auto& [name, item] : *members) {
      w.key(name);
      write_value(w, item);
    }
    w.end_object();
  } else {
    w.null();
  }
}

} // namespace charla::json
