#pragma once

#include "io/api/body.hpp"
#include "io/api/endpoint.hpp"

namespace charla::api {

inline constexpr std::size_t contact_name_max = 200;
inline constexpr std::size_t contact_tags_max = 50;
inline constexpr std::size_t contact_tag_max = 60;
inline constexpr std::size_t contact_attributes_max = 16 << 10; ///< bytes of all together, as JSON

/// The contact that `{id}` names; of one that was merged, the one that stayed.
[[nodiscard]] tl::expected<ports::contact_row, problem> find_contact(const call& c);
[[nodiscard]] tl::expected<ports::contact_row, problem> find_contact(const call& c, std::string_view id);

/// Reads `name`, `consent` with `consent_source`, `locale`, `timezone`, `tags` and `attributes` over the row; what is
/// wrong stays in the body. A consent that is told anew gets its source (who asks, when none is given) and moment.
void read_contact_change(const call& c, body& b, ports::contact_row& row);

/// Notes it with where it came from.
void set_consent(ports::contact_row& row, std::string consent, std::string source, flows::timestamp at);

/// Without those that are there twice.
[[nodiscard]] std::vector<std::string> unique_tags(std::vector<std::string> tags);

/// The contact as an answer.
[[nodiscard]] ports::http_response show_contact(const call& c, const ports::contact_row& row);

} // namespace charla::api
