#include "flows/steps/types.hpp"

#include <algorithm>

/// `send_media`: sends a file (R165): `kind` image, video, audio, document or sticker; `url` or the provider's
/// `media_id`; `caption` and `filename` where the kind has them.
namespace charla::flows::steps {

namespace {

constexpr std::array fields{field_rule{"kind", true}, field_rule{"url"}, field_rule{"media_id"}, field_rule{"caption"},
                            field_rule{"filename"}};
constexpr std::array<std::string_view, 1> exits{"next"};
constexpr std::array kinds{std::pair<std::string_view, media_kind>{"image", media_kind::image},
                           std::pair<std::string_view, media_kind>{"video", media_kind::video},
                           std::pair<std::string_view, media_kind>{"audio", media_kind::audio},
                           std::pair<std::string_view, media_kind>{"document", media_kind::document},
                           std::pair<std::string_view, media_kind>{"sticker", media_kind::sticker}};

std::optional<media_kind> read_kind(std::string_view name) {
  const auto* const found = std::find_if(kinds.begin(), kinds.end(), [&](const auto& k) { return k.first == name; });
  if (found == kinds.end()) return std::nullopt;
  return found->second;
}

result<outcome> enter(context& c) {
  const auto kind = read_kind(c.field("kind"));
  if (!kind) return c.bad_field("kind", "not image, video, audio, document or sticker");
  media_content body;
  body.kind = *kind;
  body.url = c.filled("url");
  body.media_id = c.filled("media_id");
  body.caption = c.filled("caption");
  body.filename = c.filled("filename");
  if (body.url.empty() && body.media_id.empty()) {
    c.trace("empty_media");
    return leave{"next"};
  }
  if (auto sent = c.send(std::move(body)); !sent) return failed(sent);
  return leave{"next"};
}

void check(const node& n, std::vector<error>& problems) {
  const auto kind = n.fields.find("kind");
  if (kind != n.fields.end() && !read_kind(kind->second))
    problems.push_back({"flow.bad_field", "write image, video, audio, document or sticker", field_path(n, "kind")});
  if (!n.fields.contains("url") && !n.fields.contains("media_id"))
    problems.push_back({"flow.missing_field", "a file needs `url` or `media_id`", field_path(n, "url")});
}

} // namespace

step_type send_media_step() {
  step_type type;
  type.name = "send_media";
  type.fields = fields;
  type.exits = exits;
  type.check = check;
  type.enter = enter;
  return type;
}

} // namespace charla::flows::steps
