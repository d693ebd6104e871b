#include "io/json/reader.hpp"
#include "io/json/writer.hpp"
#include "io/providers/simulator/multipart.hpp"
#include "io/providers/simulator/stage.hpp"

#include <algorithm>

namespace charla::simulator {

namespace {

constexpr std::size_t upload_max = 105u << 20; // Meta takes 100 MB; a little more, so that it is refused in its words
constexpr std::size_t document_max = 100u << 20;
constexpr std::size_t media_max = 16u << 20; ///< audio and video
constexpr std::size_t image_max = 5u << 20;
constexpr std::size_t sticker_max = 500u << 10;
constexpr std::chrono::hours uploaded_lives{30 * 24};
constexpr std::string_view told_size = "209715200"; ///< of `media_too_large`: 200 MiB

using ports::http_request;
using ports::http_response;

http_response not_there(const std::string& id) {
  return graph().refused({100, 404, "Unsupported get request. Object with ID '" + id + "' does not exist"});
}

bool has_bearer(const http_request& r) { return r.header_value("Authorization").value_or("").starts_with("Bearer "); }

std::size_t size_max(std::string_view mime) {
  if (mime == "image/webp") return sticker_max;
  if (mime.starts_with("image/")) return image_max;
  if (mime.starts_with("audio/") || mime.starts_with("video/")) return media_max;
  return document_max;
}

struct upload {
  std::string type;
  std::string filename;
  std::string_view bytes;
};

tl::expected<upload, refusal> read_upload(const http_request& r, bool meta) {
  const auto no = [](std::string details, std::int32_t code = 100) {
    return tl::make_unexpected(refusal{code, 400, std::move(details)});
  };
  const auto form = read_form(r.header_value("Content-Type").value_or(""), r.body);
  if (!form) return no(form.error().what);
  upload out;
  bool product = false;
  bool file = false;
  std::string declared;
  for (const auto& part : *form) {
    if (part.name == "messaging_product") product = part.bytes == "whatsapp";
    if (part.name == "type") declared = part.bytes;
    if (part.name != "file") continue;
    file = true;
    out = {part.type, part.filename, part.bytes};
  }
  if (meta && !product) return no("Parameter messaging_product must be whatsapp.");
  if (!file || out.bytes.empty()) return no("Parameter file is required.");
  if (out.type.empty()) out.type = declared;
  if (!declared.empty() && declared != out.type)
    return no("The declared type " + declared + " is not the file's, " + out.type, 131053);
  if (out.bytes.size() > size_max(out.type)) return no("The file is larger than its type may be.", 131053);
  return out;
}

http_response take_upload(stage& s, const dialect& d, const http_request& r, bool authorised) {
  if (!authorised) return d.refused({190, 401, "An access token is required to request this resource."});
  const auto read = read_upload(r, &d == &graph());
  if (!read) return d.refused(read.error());
  kept_file f;
  f.mime_type = read->type;
  f.filename = read->filename;
  f.bytes = std::make_shared<const std::string>(read->bytes);
  const std::scoped_lock guard{s.lock};
  if (s.wrong.media_error.when.strikes(s.random))
    return d.refused({131000, static_cast<int>(s.wrong.media_error.status), "The simulator was told to answer so."});
  f.expires_at = s.clock.now() + uploaded_lives;
  const auto kept = s.files.add(std::move(f), s.crypto);
  s.counts.file_uploaded();
  json::writer w;
  return json_response(200, w.begin_object().member("id", kept.id).member("fake", true).end_object().take());
}

/// Where a file is, under an address that lives for some minutes.
http_response show_file(stage& s, const http_request& r, const kept_file& f) {
  auto ticket = hex_of(s.crypto.random_bytes(16));
  const auto url = "http://" + std::string{r.header_value("Host").value_or("127.0.0.1")} + "/emulator/files/" + ticket;
  auto sha = hex_of(f.sha256);
  if (s.wrong.media_wrong_sha.strikes(s.random)) std::reverse(sha.begin(), sha.end());
  const bool huge = s.wrong.media_too_large.strikes(s.random);
  s.files.open(std::move(ticket), f.id, s.clock.now() + s.settings.file_url_lives);
  json::writer w;
  w.begin_object().member("url", url).member("mime_type", f.mime_type).member("sha256", sha).key("file_size");
  w.raw(huge ? told_size : std::to_string(f.bytes->size())).member("id", f.id);
  return json_response(200, w.member("messaging_product", "whatsapp").member("fake", true).end_object().take());
}

/// Under the lock.
http_response show_number(stage& s, const std::string& id) {
  const auto& n = s.number_of(id);
  json::writer w;
  w.begin_object().member("id", id).member("display_phone_number", s.sender_of(id).display);
  w.member("verified_name", "Simulado").member("quality_rating", n.quality).member("messaging_limit_tier", n.limit);
  w.member("whatsapp_business_manager_messaging_limit", n.limit).key("throughput").begin_object();
  w.member("level", n.throughput).end_object();
  return json_response(200, w.member("fake", true).end_object().take());
}

/// `GET /{id}`: a file's address, or how a number is.
http_response show_object(stage& s, const http_request& r) {
  if (!has_bearer(r)) return graph().refused({190, 401, "An access token is required to request this resource."});
  const std::string id{r.param("id")};
  const std::scoped_lock guard{s.lock};
  if (id == s.settings.phone_number_id || s.numbers.contains(id)) return show_number(s, id);
  if (s.wrong.media_error.when.strikes(s.random))
    return graph().refused(
        {131000, static_cast<int>(s.wrong.media_error.status), "The simulator was told to answer so."});
  const auto found = s.files.find(id, s.clock.now());
  return found ? show_file(s, r, *found) : not_there(id);
}

/// Under the lock.
http_response bytes_of(stage& s, const kept_file& f) {
  if (s.wrong.media_gone.strikes(s.random)) return {404, {}, {}};
  auto body = *f.bytes;
  if (s.wrong.media_truncated.strikes(s.random)) body.resize(body.size() / 2);
  s.counts.file_fetched(body.size());
  return {200, {{"Content-Type", f.mime_type}, {"X-Simulated", "true"}}, std::move(body)};
}

http_response send_file(stage& s, const http_request& r) {
  if (!has_bearer(r)) return {401, {}, {}};
  const std::scoped_lock guard{s.lock};
  const auto found = s.files.by_ticket(std::string{r.param("ticket")}, s.clock.now());
  return found ? bytes_of(s, *found) : http_response{404, {}, {}};
}

http_response send_ycloud_file(stage& s, const http_request& r) {
  if (r.header_value("X-API-Key").value_or("").empty()) return ycloud().refused({190, 401, "X-API-Key is missing."});
  const std::scoped_lock guard{s.lock};
  const auto found = s.files.find(std::string{r.param("id")}, s.clock.now());
  return found ? bytes_of(s, *found) : ycloud().refused({100, 404, "No such file."});
}

http_response remove_file(stage& s, const http_request& r) {
  if (!has_bearer(r)) return graph().refused({190, 401, "An access token is required to request this resource."});
  const std::string id{r.param("id")};
  const std::scoped_lock guard{s.lock};
  return s.files.remove(id) ? json_response(200, R"({"success":true,"fake":true})") : not_there(id);
}

/// Evolution: the bytes of a customer's message as base64.
http_response send_base64(stage& s, const http_request& r) {
  if (r.header_value("apikey").value_or("").empty()) return evolution().refused({190, 401, "Unauthorized"});
  const auto parsed = json::document::parse(r.body);
  const auto id = parsed ? parsed->root()["message"]["key"]["id"].text() : std::nullopt;
  if (!id) return evolution().refused({100, 400, "instance requires property \"message\""});
  const std::scoped_lock guard{s.lock};
  const auto found = s.files.of_message(std::string{*id});
  if (!found || s.wrong.media_gone.strikes(s.random)) return evolution().refused({100, 400, "Message not found"});
  auto bytes = std::string_view{*found->bytes};
  if (s.wrong.media_truncated.strikes(s.random)) bytes = bytes.substr(0, bytes.size() / 2);
  s.counts.file_fetched(bytes.size());
  json::writer w{bytes.size() * 3 / 2};
  w.begin_object().member("mediaType", "documentMessage").member("fileName", found->filename);
  w.member("mimetype", found->mime_type).member("base64", s.crypto.base64(bytes));
  return json_response(201, w.member("fake", true).end_object().take());
}

} // namespace

void add_file_routes(route_list& to, const stage_ptr& s) {
  using ports::run_on;
  const auto add = [&](const char* method, const char* pattern, std::size_t body_max, auto answer) {
    to.push_back({method, pattern, run_on::workers, body_max, at_once(answer)});
  };
  for (const auto* pattern : {"/{phone_number_id}/media", "/{version}/{phone_number_id}/media"})
    add("POST", pattern, upload_max, [s](const http_request& r) { return take_upload(*s, graph(), r, has_bearer(r)); });
  for (const auto* pattern : {"/{id}", "/{version}/{id}"}) {
    add("GET", pattern, 0, [s](const http_request& r) { return show_object(*s, r); });
    add("DELETE", pattern, 0, [s](const http_request& r) { return remove_file(*s, r); });
  }
  add("GET", "/emulator/files/{ticket}", 0, [s](const http_request& r) { return send_file(*s, r); });
  add("POST", "/v2/whatsapp/media/{phone}/upload", upload_max, [s](const http_request& r) {
    return take_upload(*s, ycloud(), r, !r.header_value("X-API-Key").value_or("").empty());
  });
  add("GET", "/v2/whatsapp/media/download/{id}", 0, [s](const http_request& r) { return send_ycloud_file(*s, r); });
  add("POST", "/chat/getBase64FromMediaMessage/{instance}", 64u << 10,
      [s](const http_request& r) { return send_base64(*s, r); });
}

} // namespace charla::simulator
