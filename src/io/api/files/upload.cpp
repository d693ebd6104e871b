#include "io/api/files/multipart.hpp"
#include "io/api/files/name.hpp"
#include "io/api/files/sniff.hpp"
#include "io/api/resources.hpp"

#include <algorithm>
#include <array>

namespace charla::api {

namespace {

/// What browsers and phones call the same thing.
constexpr std::array<std::pair<std::string_view, std::string_view>, 7> also_called{{
    {"image/jpg", "image/jpeg"},
    {"audio/mp3", "audio/mpeg"},
    {"audio/m4a", "audio/mp4"},
    {"audio/x-m4a", "audio/mp4"},
    {"audio/opus", "audio/ogg"},
    {"audio/x-aac", "audio/aac"},
    {"video/3gp", "video/3gpp"},
}};

std::string plain_type(std::string_view content_type) {
  std::string out;
  for (const char c : content_type.substr(0, content_type.find(';')))
    if (c != ' ' && c != '\t') out.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
  for (const auto& [name, meant] : also_called)
    if (out == name) return std::string{meant};
  return out;
}

/// A file as it was sent, in a form or as the body itself.
tl::expected<form_file, problem> file_of(const ports::http_request& r) {
  const auto type = r.header_value("content-type").value_or("");
  if (plain_type(type) == "multipart/form-data") {
    auto file = file_in_form(type, r.body);
    if (!file) return refuse(invalid("file", file.error().code.substr(5), file.error().what));
    return *std::move(file);
  }
  form_file file{r.body, std::string{type}, std::string{r.query_value("filename").value_or("")}};
  if (file.filename.empty())
    file.filename = header_parameter(r.header_value("content-disposition").value_or(""), "filename");
  return file;
}

/// Do the bytes look like what the type says? An MP4 with sound only often says that it is a video.
bool fits(const file_type& type, std::string_view magic) {
  return magic == type.magic || (type.mime == "audio/mp4" && magic == "video/mp4");
}

std::int64_t most_bytes(const file_type& type, std::string_view bytes, bool as_document) {
  constexpr std::int64_t still_sticker_max = 100 << 10;
  if (as_document) return document_bytes_max;
  return type.mime == "image/webp" && !is_animated_webp(bytes) ? still_sticker_max : type.bytes_max;
}

std::string size_text(std::int64_t bytes) {
  return bytes >= 1 << 20 ? std::to_string(bytes >> 20) + " MB" : std::to_string(bytes >> 10) + " kB";
}

/// The type under which it is kept. Errors by field `file` or `Content-Type`.
tl::expected<const file_type*, problem> type_of(const form_file& file) {
  if (file.bytes.empty()) return refuse(invalid("file", "required", "The file is empty."));
  const auto magic = sniff(file.bytes);
  if (magic == "html")
    return refuse(invalid("file", "unsafe", "HTML and SVG can run in a browser: send a PDF, a PNG or a JPEG."));
  auto said = plain_type(file.mime_type);
  if (said.empty() || said == "application/octet-stream") said = mime_of_magic(magic);
  const auto* type = find_file_type(said);
  if (type == nullptr)
    return refuse(invalid("Content-Type", "not_one_of",
                          "WhatsApp takes none of this type" + (said.empty() ? "" : " (" + said.substr(0, 100) + ")")
                              + ". One of: " + file_types() + "."));
  if (!fits(*type, magic))
    return refuse(invalid("Content-Type", "not_what_it_says",
                          "The bytes are not " + std::string{type->mime}
                              + (magic.empty() ? "" : " but look like " + std::string{magic})
                              + ": name the right type, or convert the file."));
  return type;
}

answer upload(call& c) {
  const auto kind = c.request.query_value("as").value_or("");
  if (!kind.empty() && kind != "document")
    return refuse(invalid("as", "not_one_of", "`document`, or leave it out: the kind follows from the type."));
  const auto file = file_of(c.request);
  if (!file) return refuse(file.error());
  const auto type = type_of(*file);
  if (!type) return refuse(type.error());
  const bool as_document = kind == "document";
  const auto size = static_cast<std::int64_t>(file->bytes.size());
  const auto most = std::min(most_bytes(**type, file->bytes, as_document), c.house.with.config.media.size_max);
  if (size > most)
    return refuse(invalid("file", "too_large",
                          "At most " + size_text(most) + " of " + std::string{(*type)->mime} + "; this has "
                              + size_text(size)
                              + (as_document ? "." : ". As a document (`as=document`) it may have more.")));
  const auto kept = c.house.with.blobs.put(c.who.tenant, file->bytes);
  if (!kept) {
    c.house.with.log.error("api.file_not_kept", {{"error", kept.error().code}, {"what", kept.error().what}});
    return refuse(unavailable(kept.error().code == "blob.full" ? "There is no room for files."
                                                               : "The store of files cannot answer now."));
  }
  const auto now = c.house.with.clock.now();
  const ports::asset_row row{c.who.tenant, *kept, std::string{(*type)->mime}, size, clean_filename(file->filename),
                             now,          now};
  if (const auto noted = c.store().put_asset(row); !noted) return refuse(store_failed(noted.error()));
  note_audit(c, "file.add", row.id);
  return object_response([&](json::writer& w) {
    w.member("asset", row.id).member("size", row.size).member("mime_type", row.mime_type);
    w.member("kind", as_document ? "document" : flows::type_name(flows::media_content{.kind = (*type)->kind}))
        .member("filename", row.filename);
  });
}

} // namespace

endpoints upload_endpoints() {
  endpoint e{"POST",
             "/api/v1/files",
             right::conversations_write,
             "Keeps a file to be sent: the body itself, or the part `file` of a form; its Content-Type says what it is",
             "",
             "file",
             quick(upload)};
  e.takes = "application/octet-stream";
  e.query = {{"filename", "string", "as the recipient sees it; of a form, the part's own"},
             {"as", "string", "`document`: up to 100 MB of any of the types, shown as a document"}};
  return {e};
}

} // namespace charla::api
