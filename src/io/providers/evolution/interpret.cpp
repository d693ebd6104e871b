#include "io/providers/evolution/interpret.hpp"

#include "io/providers/evolution/errors.hpp"
#include "io/providers/wire/answer.hpp"
#include "io/providers/wire/fields.hpp"

#include <algorithm>

namespace charla::evolution {

using namespace wire; // NOLINT(google-build-using-namespace)

namespace {

bool is_error(json::value root) {
  const auto error = root["error"];
  return error.boolean().value_or(error.kind() == json::kind::text || error.kind() == json::kind::object);
}

/// `response.message` is `[{"jid","exists":false,"number"}]` then.
bool says_no_such_number(json::value root) {
  for (const auto m : root["response"]["message"].items())
    if (m["exists"].boolean() == false) return true;
  return false;
}

ports::send_answer by_words(json::value root, const ports::client_response& r) {
  const auto words = words_of(root);
  auto out = says_no_such_number(root)   ? answer_for(not_on_whatsapp)
             : says_not_connected(words) ? answer_for(not_connected)
             : r.status == 400           ? answer_for(400)
             : r.status == 401           ? answer_for(401)
             : r.status == 403           ? answer_for(403)
             : r.status == 404           ? answer_for(404)
             : r.status == 413           ? answer_for(413)
                                         : by_status(r, "Evolution");
  if (!words.empty()) out.text = words;
  return out;
}

} // namespace

bool says_not_connected(std::string_view words) {
  return words.find("Connection Closed") != std::string_view::npos
         || words.find("not connected") != std::string_view::npos;
}

std::string words_of(json::value root) {
  for (const auto part : {root["response"]["message"], root["message"], root["error"]}) {
    if (auto text = text_of(part); !text.empty()) return text;
    for (const auto item : part.items()) {
      if (auto text = text_of(item); !text.empty()) return text;
      for (const auto inner : item.items()) // a list for each field that is wrong
        if (auto text = text_of(inner); !text.empty()) return text;
    }
  }
  return {};
}

ports::send_answer interpret(const ports::client_response& r) {
  if (r.error != ports::transport_errc::none) return without_answer(r);
  const auto parsed = json::parse_tolerant(r.body);
  if (!parsed || parsed->root().kind() != json::kind::object) return by_status(r, "Evolution");
  const auto root = parsed->root();
  if (!succeeded(r) || is_error(root)) return by_words(root, r);
  auto id = text_of(root["key"]["id"]);
  if (id.empty()) return by_status(r, "Evolution");
  ports::send_answer out;
  out.how = ports::send_outcome::accepted;
  out.provider_id = std::move(id);
  return out;
}

flows::result<json::document> read_answer(const ports::client_response& r) {
  auto parsed = json::parse_tolerant(r.body);
  if (!succeeded(r) || !parsed || is_error(parsed->root()))
    return tl::make_unexpected(refusal(r, parsed ? words_of(parsed->root()) : ""));
  return *std::move(parsed);
}

} // namespace charla::evolution
