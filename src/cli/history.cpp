#include "cli/history.hpp"

#include "cli/inspect_api.hpp"
#include "cli/inspect_text.hpp"
#include "flows/ids.hpp"
#include "io/client/curl_client.hpp"
#include "io/json/reader.hpp"
#include "io/json/writer.hpp"

#include <cstdio>
#include <fstream>
#include <sstream>

namespace charla::cli {

namespace {

constexpr int trouble = 2;
constexpr std::size_t line_max = 200;

int fail(const flows::error& why) {
  std::fprintf(stderr, "charla: %s\n", why.what.c_str());
  return trouble;
}

void line(const std::string& text) { std::printf("%s\n", text.c_str()); }

std::string text_of(json::value v) { return visible(v.text().value_or(""), line_max); }

std::string number_of(json::value v) { return std::to_string(v.integer().value_or(0)); }

/// Asks the running charla and hands the parsed answer to `show`, which gives the exit code.
template <class Ask, class Show>
int with_answer(const ports::config& config, const history_options& o, Ask ask, Show show) {
  auto access = find_access(config, o.url, o.key);
  if (!access) return fail(access.error());
  const auto client = client::make_curl_client();
  inspect_api api{*client, std::move(*access), o.tenant};
  const auto body = ask(api);
  if (!body) return fail(body.error());
  const auto read = json::document::parse(*body);
  if (!read) return fail(read.error());
  if (o.json) line(*body);
  return show(read->root(), !o.json);
}

int show_replay(json::value r, bool print) {
  const bool equal = r["equal"].boolean().value_or(false);
  if (!print) return equal ? 0 : 1;
  const auto turns = r["turns"].integer().value_or(0);
  line(std::to_string(turns) + (turns == 1 ? " turn decided again: " : " turns decided again: ")
       + (equal ? "every byte is the same" : "DIFFERENT"));
  if (r["error"].exists())
    line("  cannot be decided any more: " + text_of(r["error"]["what"]) + " (" + text_of(r["error"]["where"]) + ")");
  for (const auto d : r["differences"].items())
    line("  version " + number_of(d["version"]) + ", " + text_of(d["field"]) + ":\n    recorded "
         + text_of(d["recorded"]) + "\n    replayed " + text_of(d["replayed"]));
  return equal ? 0 : 1;
}

void show_bubbles(const char* sign, json::value bubbles) {
  for (const auto b : bubbles.items())
    line(std::string{"    "} + sign + ' ' + text_of(b));
}

int show_changes(json::value r, bool print) {
  const auto changed = r["changed"].integer().value_or(0);
  if (!print) return changed == 0 ? 0 : 1;
  for (const auto c : r["changes"].items()) {
    line(text_of(c["conversation_id"]) + "  turn " + number_of(c["version"]) + "  " + text_of(c["at"]) + "  «"
         + text_of(c["said"]) + "»");
    show_bubbles("-", c["before"]);
    show_bubbles("+", c["after"]);
  }
  line(number_of(r["conversations"]) + " conversations, " + number_of(r["answers"]) + " answers, "
       + std::to_string(changed) + " would change");
  return changed == 0 ? 0 : 1;
}

void show_cause(json::value c) {
  auto out = "  because of " + text_of(c["kind"]) + " at " + text_of(c["at"]);
  if (c["said"].exists()) out += "  «" + text_of(c["said"]) + "»";
  if (c["timer"].exists()) out += "  " + text_of(c["timer"]);
  if (c["call"].exists()) out += "  of step " + text_of(c["call"]) + ", HTTP " + number_of(c["http_status"]);
  if (const auto id = text_of(c["correlation_id"]); !id.empty()) out += "  (" + id + ')';
  line(out);
}

int show_why(json::value r, bool print) {
  if (!print) return 0;
  const auto m = r["message"];
  line(text_of(m["id"]) + ' ' + text_of(m["direction"]) + " by " + text_of(m["author"]) + " at " + text_of(m["at"])
       + ": " + text_of(m["text"]));
  for (const auto c : r["causes"].items())
    show_cause(c);
  line("  decided at " + text_of(r["decided_at"]) + " in turn " + number_of(r["version"]));
  for (const auto t : r["trace"].items())
    line("    " + (t["node"].text().value_or("").empty() ? std::string{"-"} : text_of(t["node"])) + ' '
         + text_of(t["what"]) + (t["detail"].text().value_or("").empty() ? "" : ": " + text_of(t["detail"])));
  if (m["status"].exists()) line("  delivery: " + text_of(m["status"]));
  if (m["error"].exists()) line("  refused: " + number_of(m["error"]["code"]) + ' ' + text_of(m["error"]["text"]));
  if (r["outbox"].exists())
    line("  waits to be sent: " + text_of(r["outbox"]["state"]) + ", attempt " + number_of(r["outbox"]["attempt"])
         + ", not before " + text_of(r["outbox"]["not_before"]));
  return 0;
}

/// `CONVERSATION:o5.0` and `CONVERSATION:m12`; `CONVERSATION:5:0` is what the provider gives back.
flows::result<std::pair<std::string, std::string>> split_message(const std::string& message) {
  const auto colon = message.find(':');
  const auto id = message.substr(0, colon);
  if (colon == std::string::npos || !flows::parse_uuid(id))
    return flows::fail("why.usage", "a message is named CONVERSATION:m12 or CONVERSATION:o5.0; found '"
                                        + visible(message, 80) + "'");
  if (const auto out = flows::parse_out_id(message))
    return std::pair{id, 'o' + std::to_string(out->version) + '.' + std::to_string(out->index)};
  return std::pair{id, message.substr(colon + 1)};
}

} // namespace

int replay(const ports::config& config, const history_options& o, const std::string& conversation) {
  if (!flows::parse_uuid(conversation))
    return fail({"replay.usage", "a conversation is named by its id; found '" + visible(conversation, 60) + "'", {}});
  return with_answer(
      config, o, [&](inspect_api& api) { return api.get("/api/v1/conversations/" + conversation + "/replay"); },
      show_replay);
}

int what_if(const ports::config& config, const history_options& o, const std::string& file, int last) {
  std::ifstream in{file};
  std::ostringstream graph;
  graph << in.rdbuf();
  if (!in) return fail({"replay.file", "cannot read " + file, {}});
  if (const auto read = json::document::parse(graph.str()); !read)
    return fail({read.error().code, file + ": " + read.error().what, {}});
  const auto body =
      json::writer{}.begin_object().member("last", last).key("graph").raw(graph.str()).end_object().take();
  return with_answer(
      config, o, [&](inspect_api& api) { return api.post("/api/v1/flows/what-if", body); }, show_changes);
}

int why(const ports::config& config, const history_options& o, const std::string& message) {
  const auto named = split_message(message);
  if (!named) return fail(named.error());
  return with_answer(
      config, o,
      [&](inspect_api& api) {
        return api.get("/api/v1/conversations/" + named->first + "/messages/" + named->second + "/why");
      },
      show_why);
}

} // namespace charla::cli
