#include "io/providers/ycloud/interpret.hpp"

#include "io/providers/wire/answer.hpp"
#include "io/providers/wire/fields.hpp"
#include "io/providers/ycloud/errors.hpp"

namespace charla::ycloud {

using namespace wire; // NOLINT(google-build-using-namespace)

namespace {

constexpr std::string_view whom = "YCloud";

said_error error_in(json::value error) { return error_of(error["code"], error["message"], error["whatsappApiError"]); }

/// A message that is accepted and then said to have failed, in the same answer.
ports::send_answer failed(const said_error& said, const ports::client_response& r) {
  auto out = answer_for(said.code);
  if (!said.text.empty()) out.text = said.text;
  return with_pause(std::move(out), r);
}

} // namespace

said_error error_of(json::value code, json::value text, json::value whatsapp) {
  said_error out;
  out.code = number_of_code(text_of(whatsapp["code"]));
  if (out.code == 0) out.code = number_of_code(text_of(code));
  out.text = error_text_of(whatsapp);
  if (out.text.empty()) out.text = text_of(text);
  return out;
}

ports::send_answer interpret(const ports::client_response& r) {
  if (r.error != ports::transport_errc::none) return without_answer(r);
  const auto parsed = json::parse_tolerant(r.body);
  if (!parsed) return by_status(r, whom);
  const auto root = parsed->root();
  if (root["error"].kind() == json::kind::object) {
    const auto said = error_in(root["error"]);
    if (said.code != 0) return failed(said, r);
    auto out = by_status(r, whom);
    if (!said.text.empty()) out.text = said.text;
    return out;
  }
  if (!succeeded(r)) return by_status(r, whom);
  if (text_of(root["status"]) == "failed")
    return failed(error_of(root["errorCode"], root["errorMessage"], root["whatsappApiError"]), r);
  // The wamid is what later events and quotations name; it is there when Meta has answered already.
  auto id = text_of(root["wamid"]);
  if (id.empty()) id = text_of(root["id"]);
  if (id.empty()) return by_status(r, whom);
  ports::send_answer out;
  out.how = ports::send_outcome::accepted;
  out.provider_id = std::move(id);
  return out;
}

flows::result<json::document> read_answer(const ports::client_response& r) {
  auto parsed = json::parse_tolerant(r.body);
  if (!succeeded(r) || !parsed || parsed->root()["error"].exists())
    return tl::make_unexpected(refusal(r, parsed ? error_in(parsed->root()["error"]).text : ""));
  return *std::move(parsed);
}

} // namespace charla::ycloud
