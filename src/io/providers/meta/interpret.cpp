#include "io/providers/meta/interpret.hpp"

#include "io/json/reader.hpp"
#include "io/providers/meta/errors.hpp"
#include "io/providers/wire/answer.hpp"
#include "io/providers/wire/fields.hpp"

namespace charla::meta {

using namespace wire; // NOLINT(google-build-using-namespace)

namespace {

constexpr std::chrono::seconds transient_pause{4};

ports::send_answer by_code(json::value error, std::int32_t code, const ports::client_response& r) {
  auto out = answer_for(code);
  if (find_error(code) == nullptr && error["is_transient"].boolean().value_or(false)) {
    out.how = ports::send_outcome::retry_after;
    out.wait = transient_pause;
    out.hint = "The provider calls it temporary; it is tried again by itself.";
  }
  if (auto words = error_text_of(error); !words.empty()) out.text = std::move(words);
  return with_pause(std::move(out), r);
}

} // namespace

ports::send_answer interpret(const ports::client_response& r) {
  if (r.error != ports::transport_errc::none) return without_answer(r);
  const auto parsed = json::parse_tolerant(r.body);
  if (!parsed) return by_status(r, "WhatsApp");
  const auto root = parsed->root();
  const auto error = root["error"];
  if (const auto code = code_of(error["code"])) return by_code(error, *code, r);
  if (r.status >= 200 && r.status < 300 && error.kind() != json::kind::object) {
    const auto messages = root["messages"].items();
    if (auto id = messages.empty() ? std::string{} : text_of(messages.front()["id"]); !id.empty()) {
      ports::send_answer out;
      out.how = ports::send_outcome::accepted;
      out.provider_id = std::move(id);
      return out;
    }
  }
  return by_status(r, "WhatsApp");
}

flows::result<json::document> read_answer(const ports::client_response& r) {
  auto parsed = json::parse_tolerant(r.body);
  if (!succeeded(r) || !parsed || parsed->root()["error"].exists())
    return tl::make_unexpected(refusal(r, parsed ? error_text_of(parsed->root()["error"]) : ""));
  return *std::move(parsed);
}

} // namespace charla::meta
