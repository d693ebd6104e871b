#include "flows/steps/types.hpp"

#include <algorithm>

/// `send_media`: sends a file (R165): `kind` image, video, audio, document or sticker; `url` or the provider's
/// `media_id`; `caption` and `filename` where the kind has them.
namespace charla::flows::steps {

namespace {

constexpr std::array<std::string_view, 5> kinds{"image", "video", "audio", "document", "sticker"}; // as in media_kind
constexpr std::array rules{
    field_rule{"kind", field_kind::one_of, true, "what it is", kinds},
    field_rule{"url", field_kind::filled, false, "where the provider fetches it"},
    field_rule{"media_id", field_kind::filled, false, "a file that the provider has already"},
    field_rule{"caption", field_kind::text, false, "the text under it", {}, {}, limits::caption_length_max},
    field_rule{"filename", field_kind::filled, false, "the name of a document"},
};

class send_media final : public step {
public:
  explicit send_media(field_reader& f)
      : url_(f.filled("url")), media_id_(f.filled("media_id")), caption_(f.text("caption")),
        filename_(f.filled("filename")) {
    const auto* const kind = std::find(kinds.begin(), kinds.end(), f.word("kind"));
    if (kind != kinds.end()) kind_ = static_cast<media_kind>(kind - kinds.begin());
    if (!f.has("url") && !f.has("media_id")) f.wrong("url", "flow.missing_field", "a file needs `url` or `media_id`");
  }

  result<outcome> enter(context& c) const override {
    media_content body;
    body.kind = kind_;
    body.url = c.fill(url_);
    body.media_id = c.fill(media_id_);
    body.caption = c.fill(caption_);
    body.filename = c.fill(filename_);
    if (body.url.empty() && body.media_id.empty()) {
      c.trace("empty_media");
      return leave{"next"};
    }
    if (auto sent = c.send(std::move(body)); !sent) return failed(sent);
    return leave{"next"};
  }

private:
  media_kind kind_ = media_kind::image;
  expr::text_template url_;
  expr::text_template media_id_;
  localized caption_;
  expr::text_template filename_;
};

} // namespace

step_type send_media_step() {
  return {.name = "send_media",
          .about = "Sends an image, a video, a sound, a document or a sticker",
          .fields = rules,
          .exits = only_next,
          .speaks = true,
          .compile = [](field_reader& f) -> std::unique_ptr<const step> { return std::make_unique<send_media>(f); }};
}

} // namespace charla::flows::steps
