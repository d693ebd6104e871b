#include "io/providers/meta/media.hpp"

#include "io/providers/meta/build.hpp"
#include "io/providers/meta/interpret.hpp"
#include "io/providers/wire/address.hpp"
#include "io/providers/wire/answer.hpp"
#include "io/providers/wire/fields.hpp"
#include "io/providers/wire/multipart.hpp"

namespace charla::meta {

using namespace wire; // NOLINT(google-build-using-namespace)

namespace {

constexpr std::chrono::seconds transfer_timeout{120}; // 100 MB at 7 Mbit/s
constexpr std::size_t file_max = (100u << 20) + 1024; // bytes; Meta hands over no larger ones (131052)
constexpr std::string_view graph = "https://graph.facebook.com";
constexpr std::string_view files = "https://lookaside.fbsbx.com";

bool may_have_token(const ports::channel_access& channel, std::string_view url) {
  const auto origin = origin_of(url);
  return !origin.empty() && (origin == graph || origin == files || origin == origin_of(channel.base_url));
}

ports::client_request look_up(const ports::channel_access& channel, const std::string& media_id) {
  return call(channel, "GET", escaped(media_id) + "?phone_number_id=" + escaped(channel.phone_number_id));
}

ports::media_step download(const ports::channel_access& channel, std::string url) {
  if (origin_of(url).empty()) return ports::media_trouble{"the provider gave no address that can be asked", false};
  ports::client_request out;
  out.method = "GET";
  if (may_have_token(channel, url))
    out.headers = {{"Authorization", "Bearer " + channel.access_token}};
  else
    out.tenant_url = true;
  out.url = std::move(url);
  out.timeout = transfer_timeout;
  out.answer_max = file_max;
  return out;
}

ports::media_step follow(const ports::channel_access& channel, const ports::client_response& answer) {
  const auto parsed = read_answer(answer);
  if (!parsed) return fetch_trouble(answer, parsed.error().what);
  return download(channel, text_of(parsed->root()["url"]));
}

ports::media_step finish(const flows::media_content& what, const ports::client_response& answer) {
  if (!succeeded(answer)) {
    auto trouble = fetch_trouble(answer, {});
    if (answer.status >= 300 && answer.status < 400)
      trouble.what = "the file's address leads on to another one, which is not followed";
    return trouble;
  }
  if (answer.body.empty()) return ports::media_trouble{"the file is empty", true};
  const auto type = ports::find_header(answer.headers, "Content-Type");
  return ports::media_file{answer.body, type ? std::string{*type} : what.mime_type, what.filename};
}

} // namespace

ports::media_step fetch(const ports::channel_access& channel,
                        const flows::media_content& what,
                        std::size_t step,
                        const ports::client_response* last) {
  if (what.media_id.empty()) { // some webhooks give the address alone; it is good for minutes
    if (step == 0 || last == nullptr) return download(channel, what.url);
    return finish(what, *last);
  }
  if (step == 0 || last == nullptr) return look_up(channel, what.media_id);
  if (step % 2 == 1) return follow(channel, *last);
  const bool dead = last->error == ports::transport_errc::none && last->status == 404;
  if (dead && step == 2) return look_up(channel, what.media_id);
  return finish(what, *last);
}

flows::result<ports::client_request> upload(const ports::crypto& c,
                                            const ports::channel_access& channel,
                                            const ports::media_file& file,
                                            flows::media_kind kind) {
  if (auto ok = check_upload(file, kind); !ok) return tl::make_unexpected(std::move(ok).error());
  auto body = multipart(c, {{"messaging_product", "whatsapp"}, {"type", file.mime_type}}, file);
  auto out = call(channel, "POST", channel.phone_number_id + "/media");
  out.headers.push_back({"Content-Type", std::move(body.content_type)});
  out.body = std::move(body.bytes);
  out.timeout = transfer_timeout;
  return out;
}

flows::result<std::string> uploaded(const ports::client_response& response) {
  const auto parsed = read_answer(response);
  if (!parsed) return tl::make_unexpected(parsed.error());
  auto id = text_of(parsed->root()["id"]);
  if (id.empty()) return flows::fail("provider.refused", "the answer to the upload has no id");
  return id;
}

} // namespace charla::meta
