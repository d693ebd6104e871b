#include "io/providers/ycloud/calls.hpp"

#include "io/json/writer.hpp"
#include "io/providers/meta/templates.hpp"
#include "io/providers/wire/address.hpp"
#include "io/providers/wire/answer.hpp"
#include "io/providers/wire/fields.hpp"
#include "io/providers/wire/multipart.hpp"
#include "io/providers/ycloud/build.hpp"
#include "io/providers/ycloud/interpret.hpp"

namespace charla::ycloud {

using namespace wire; // NOLINT(google-build-using-namespace)

namespace {

constexpr std::chrono::seconds transfer_timeout{120};
constexpr std::size_t file_max = (100u << 20) + 1024;
constexpr std::int64_t page_size = 100;
constexpr double coexistence_rate = 20; // messages a second (providers.md A7)

std::optional<flows::error> account_missing(const ports::channel_access& channel) {
  if (!channel.account_id.empty()) return std::nullopt;
  return flows::error{"channel.account_id", "set the id of the WhatsApp business account on the channel", "account_id"};
}

ports::template_row row_of(json::value t) {
  ports::template_row row;
  row.provider_id = text_of(t["officialTemplateId"]);
  row.name = text_of(t["name"]);
  row.language = text_of(t["language"]);
  row.category = text_of(t["category"]);
  row.status = text_of(t["status"]);
  if (auto quality = text_of(t["qualityRating"]); !quality.empty()) row.quality = std::move(quality);
  row.reason = text_of(t["reason"]) == "NONE" ? "" : text_of(t["reason"]);
  meta::put_components(row, t["components"]);
  return row;
}

} // namespace

ports::client_request mark_read(const ports::channel_access& channel, const std::string& provider_id, bool typing) {
  return call(channel, "POST",
              "whatsapp/inboundMessages/" + escaped(provider_id) + (typing ? "/typingIndicator" : "/markAsRead"));
}

ports::media_step fetch(const ports::channel_access& channel,
                        const flows::media_content& what,
                        std::size_t step,
                        const ports::client_response* last) {
  if (step == 0 || last == nullptr) {
    const auto origin = origin_of(what.url);
    if (origin.empty()) return ports::media_trouble{"the message has no link to its file", false};
    ports::client_request out;
    out.method = "GET";
    out.url = what.url;
    if (origin == origin_of(channel.base_url))
      out.headers = {{"X-API-Key", channel.access_token}};
    else
      out.tenant_url = true; // a stranger's address
    out.timeout = transfer_timeout;
    out.answer_max = file_max;
    return out;
  }
  if (!succeeded(*last)) return fetch_trouble(*last, {});
  if (last->body.empty()) return ports::media_trouble{"the file is empty", true};
  const auto type = ports::find_header(last->headers, "Content-Type");
  return ports::media_file{last->body, type ? std::string{*type} : what.mime_type, what.filename};
}

flows::result<ports::client_request> upload(const ports::crypto& c,
                                            const ports::channel_access& channel,
                                            const ports::media_file& file,
                                            flows::media_kind kind) {
  if (auto ok = check_upload(file, kind); !ok) return tl::make_unexpected(std::move(ok).error());
  auto body = multipart(c, {}, file);
  auto out = call(channel, "POST", "whatsapp/media/" + escaped(channel.phone_number_id) + "/upload");
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

flows::result<ports::client_request> list_templates(const ports::channel_access& channel, const std::string& page) {
  if (auto missing = account_missing(channel)) return tl::make_unexpected(*std::move(missing));
  auto out = call(channel, "GET",
                  "whatsapp/templates?filter.wabaId=" + escaped(channel.account_id)
                      + "&limit=" + std::to_string(page_size) + "&page=" + (page.empty() ? "1" : escaped(page)));
  out.answer_max = 8u << 20; // a hundred templates with all their components
  return out;
}

flows::result<ports::template_page> listed(const ports::client_response& response) {
  const auto parsed = read_answer(response);
  if (!parsed) return tl::make_unexpected(parsed.error());
  const auto root = parsed->root();
  ports::template_page page;
  for (const auto t : root["items"].items())
    page.rows.push_back(row_of(t));
  const auto limit = root["limit"].integer().value_or(page_size);
  const auto offset = root["offset"].integer().value_or(0);
  if (limit > 0 && offset >= 0 && static_cast<std::int64_t>(page.rows.size()) >= limit)
    page.next = std::to_string(offset / limit + 2); // pages count from 1
  return page;
}

flows::result<ports::client_request> submit_template(const ports::channel_access& channel,
                                                     const ports::template_row& row) {
  if (auto missing = account_missing(channel)) return tl::make_unexpected(*std::move(missing));
  const auto components = meta::components_of(row);
  if (!components) return tl::make_unexpected(components.error());
  json::writer w;
  w.begin_object().member("wabaId", channel.account_id).member("name", row.name).member("language", row.language);
  w.member("category", row.category).key("components").raw(*components).end_object();
  return call(channel, "POST", "whatsapp/templates", w.take());
}

flows::result<ports::template_row> submitted(ports::template_row row, const ports::client_response& response) {
  const auto parsed = read_answer(response);
  if (!parsed) return tl::make_unexpected(parsed.error());
  const auto root = parsed->root();
  if (text_of(root["name"]).empty()) return flows::fail("provider.refused", "the answer is not a template");
  row.provider_id = text_of(root["officialTemplateId"]);
  row.status = text_of(root["status"]).empty() ? "PENDING" : text_of(root["status"]);
  if (auto category = text_of(root["category"]); !category.empty()) row.category = std::move(category);
  row.reason.clear();
  return row;
}

flows::result<ports::client_request> ask_health(const ports::channel_access& channel) {
  if (auto missing = account_missing(channel)) return tl::make_unexpected(*std::move(missing));
  return call(channel, "GET",
              "whatsapp/phoneNumbers/" + escaped(channel.account_id) + '/' + escaped(channel.phone_number_id));
}

flows::result<ports::number_fact> health(const ports::channel_access& channel, const ports::client_response& response) {
  const auto parsed = read_answer(response);
  if (!parsed) return tl::make_unexpected(parsed.error());
  const auto root = parsed->root();
  ports::number_fact fact;
  fact.tenant = channel.tenant;
  fact.channel = channel.id;
  if (auto quality = text_of(root["qualityRating"]); !quality.empty()) fact.quality = std::move(quality);
  if (auto limit = text_of(root["messagingLimit"]); !limit.empty()) fact.limit = std::move(limit);
  if (channel.settings.coexistence) fact.rate = coexistence_rate;
  return fact;
}

} // namespace charla::ycloud
