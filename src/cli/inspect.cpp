#include "cli/inspect.hpp"

#include "cli/inspect_api.hpp"
#include "cli/inspect_text.hpp"
#include "flows/ids.hpp"
#include "io/client/curl_client.hpp"
#include "io/json/writer.hpp"

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>
#include <unistd.h>

namespace charla::cli {

namespace {

constexpr std::array commands{"restart", "passivate", "pause", "resume", "release"};
constexpr std::string_view listed = "?conversations=1000";
constexpr std::string_view how = "charla inspect | charla inspect CONVERSATION | charla inspect "
                                 "restart|passivate|pause|resume ACTOR-OR-CONVERSATION | charla inspect release "
                                 "CONVERSATION";

int fail(const flows::error& why) {
  std::fprintf(stderr, "charla: %s\n", why.what.c_str());
  return 1;
}

bool is_number(const std::string& s) {
  return !s.empty() && s.size() < 20 && std::all_of(s.begin(), s.end(), [](char c) { return c >= '0' && c <= '9'; });
}

flows::result<std::string> conversation_id(std::string word) {
  if (constexpr std::string_view prefix = "conversation/"; word.rfind(prefix, 0) == 0) word.erase(0, prefix.size());
  if (flows::parse_uuid(word)) return word;
  return flows::fail("inspect.usage", "a conversation is named by its id, e.g. d62daf6f-6fb0-5f00-b79d-02d1efc9156c; "
                                      "found '"
                                          + visible(word, 60) + "'");
}

/// The tree, as a table or as the API says it.
flows::result<std::string> show_tree(inspect_api& api, bool json) {
  auto body = api.get("/api/v1/actors" + std::string{listed});
  if (!body || json) return body;
  const auto read = json::document::parse(*body);
  if (!read) return tl::make_unexpected(read.error());
  return actor_table(read->root());
}

flows::result<std::string> show_conversation(inspect_api& api, const std::string& word, bool json) {
  auto id = conversation_id(word);
  if (!id) return id;
  const auto path = "/api/v1/conversations/" + *id;
  auto row = api.get(path);
  if (!row) return row;
  auto inside = api.get(path + "/actor");
  if (!inside && inside.error().code == missing) inside = R"({"resident":false})";
  if (!inside) return inside;
  const auto newest = json::document::parse(*row);
  const auto version = newest ? newest->root()["version"].integer().value_or(0) : 0;
  auto turns = api.get(path + "/turns?limit=5&from=" + std::to_string(std::max<std::int64_t>(version - 4, 0)));
  if (!turns) return turns;
  if (json)
    return json::writer{}
        .begin_object()
        .key("conversation")
        .raw(*row)
        .key("inside")
        .raw(*inside)
        .key("turns")
        .raw(*turns)
        .end_object()
        .take();
  const auto a = json::document::parse(*row), b = json::document::parse(*inside), c = json::document::parse(*turns);
  for (const auto* d : {&a, &b, &c})
    if (!*d) return tl::make_unexpected(d->error());
  return conversation_page(a->root(), b->root(), c->root());
}

/// The number of the actor that is meant: given as such, or as the conversation it holds.
flows::result<std::string> actor_number(inspect_api& api, const std::string& word) {
  if (is_number(word)) return word;
  auto id = conversation_id(word);
  if (!id) return id;
  auto inside = api.get("/api/v1/conversations/" + *id + "/actor");
  if (!inside && inside.error().code == missing)
    return flows::fail(missing, "conversation " + *id + " is not in memory: there is no actor to command");
  if (!inside) return inside;
  const auto read = json::document::parse(*inside);
  if (!read) return tl::make_unexpected(read.error());
  return std::to_string(read->root()["actor"]["id"].integer().value_or(0));
}

flows::result<std::string> give_command(inspect_api& api, const inspect_options& o) {
  const auto& command = o.words[0];
  if (command == "release") {
    auto id = conversation_id(o.words[1]);
    if (!id) return id;
    auto done = api.post("/api/v1/conversations/" + *id + "/hand-back", "{}");
    if (!done || o.json) return done;
    return "the bot may speak again in conversation " + *id + "\n";
  }
  auto actor = actor_number(api, o.words[1]);
  if (!actor) return actor;
  json::writer body;
  body.begin_object().member("command", command).member("reason", o.reason).end_object();
  auto done = api.post("/api/v1/actors/" + *actor + "/commands", body.take());
  if (!done || o.json) return done;
  return "actor " + *actor + " was told: " + command + "\n";
}

flows::result<std::string> run_once(inspect_api& api, const inspect_options& o) {
  if (o.words.empty()) return show_tree(api, o.json);
  if (o.words.size() == 1) return show_conversation(api, o.words[0], o.json);
  return give_command(api, o);
}

bool is_command(const std::string& word) { return std::find(commands.begin(), commands.end(), word) != commands.end(); }

bool makes_sense(const inspect_options& o) {
  if (o.words.empty()) return true;
  if (o.words.size() == 1) return !is_command(o.words[0]);
  return o.words.size() == 2 && is_command(o.words[0]) && o.watch_s == 0;
}

void print(std::string text) {
  if (text.empty() || text.back() != '\n') text += '\n';
  std::fwrite(text.data(), 1, text.size(), stdout);
  std::fflush(stdout);
}

/// Draws until Ctrl-C. What goes wrong is shown and tried again: a restart is worth watching.
int watch(inspect_api& api, const inspect_options& o, const sigset_t& signals) {
  const bool screen = ::isatty(STDOUT_FILENO) == 1 && !o.json;
  const timespec wait{o.watch_s, 0};
  for (;;) {
    const auto text = run_once(api, o);
    if (screen) std::fputs("\x1b[H\x1b[2J", stdout); // home, clear
    if (text)
      print(*text);
    else
      fail(text.error());
    if (sigtimedwait(&signals, nullptr, &wait) > 0) return 0;
  }
}

} // namespace

int inspect(const ports::config& config, const inspect_options& options) {
  if (!makes_sense(options)) return fail({"inspect.usage", "usage: " + std::string{how}, {}});
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  // Before the client's thread begins, which would end the process otherwise.
  if (options.watch_s > 0) pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  auto access = find_access(config, options.url, options.key);
  if (!access) return fail(access.error());
  const auto client = client::make_curl_client();
  inspect_api api{*client, std::move(*access), options.tenant};
  if (options.watch_s > 0) return watch(api, options, signals);
  const auto text = run_once(api, options);
  if (!text) return fail(text.error());
  print(*text);
  return 0;
}

} // namespace charla::cli
