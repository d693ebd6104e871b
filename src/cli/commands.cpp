#include "cli/commands.hpp"

#include "cli/flow.hpp"
#include "cli/history.hpp"
#include "cli/inspect.hpp"
#include "cli/serve.hpp"
#include "io/config/load.hpp"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <iostream>

namespace charla::cli {

namespace {

int fail(const flows::error& why) {
  std::fprintf(stderr, "charla: %s\n", why.what.c_str());
  return 1;
}

/// `--set http.port=9000` as the pair the loader takes.
flows::result<config::overrides> parse_overrides(const std::vector<std::string>& settings) {
  config::overrides pairs;
  for (const auto& s : settings) {
    const auto equals = s.find('=');
    if (equals == std::string::npos)
      return flows::fail("cli.set", "--set takes KEY=VALUE, for example --set http.port=9000; found '" + s + "'");
    pairs.emplace_back(s.substr(0, equals), s.substr(equals + 1));
  }
  return pairs;
}

/// @param to_serve what must not run so is refused, and names that do nothing are told.
flows::result<ports::config>
read_config(const std::string& file, const std::vector<std::string>& settings, bool to_serve) {
  const auto pairs = parse_overrides(settings);
  if (!pairs) return tl::make_unexpected(pairs.error());
  const auto env = config::with_env_file(config::process_environment());
  if (!env) return tl::make_unexpected(env.error());
  auto read = config::load(file, *env, *pairs);
  if (!read || !to_serve) return read;
  for (const auto& note : config::notes(*env))
    std::fprintf(stderr, "charla: note: %s\n", note.c_str());
  if (const auto safe = config::check(*read); !safe) return tl::make_unexpected(safe.error());
  return read;
}

int describe(const std::string& form) {
  const auto text = form == "env"        ? config::describe_env()
                    : form == "markdown" ? config::describe_markdown()
                                         : config::describe_toml();
  std::fputs(text.c_str(), stdout);
  return 0;
}

void add_inspect_options(CLI::App& command, inspect_options& o) {
  command
      .add_option("what", o.words,
                  "Nothing: the tree of actors. A conversation's id: that one. restart, passivate, pause, resume and "
                  "an actor's or conversation's id; release and a conversation's id: the command")
      ->expected(0, 2);
  command.add_option("--url", o.url, "Address (default: this machine's, of the data folder's terminal.key)");
  command.add_option("--key", o.key, "API key (default: the same file's)")->envname("CHARLA_API_KEY");
  command.add_option("--tenant", o.tenant, "Number of another tenant");
  command.add_option("--reason", o.reason, "Of a command, for the audit")->capture_default_str();
  command.add_option("--watch", o.watch_s, "Draw anew every so many seconds until Ctrl-C")->check(CLI::Range(1, 3600));
  command.add_flag("--json", o.json, "The API's own answers");
}

CLI::App* add_simulate_command(CLI::App& app, simulator_settings& s) {
  s.port = 8090;
  s.callback_url = "http://127.0.0.1:8000/api/webhooks/whatsapp";
  auto* command =
      app.add_subcommand("simulate-provider", "Run the emulated WhatsApp providers alone, for tests and demos")
          ->fallthrough();
  command->add_option("--port", s.port, "Port to listen on")->capture_default_str();
  command->add_option("--callback", s.callback_url, "Where statuses and simulated customers' messages are posted")
      ->capture_default_str();
  command->add_flag("--limits", s.limits, "Begin with Meta's limits instead of none");
  command->add_option("--log", s.log_path, "Every send as a line of JSON, appended");
  return command;
}

/// `charla replay` and `charla why`: what a running charla remembers.
struct history_commands {
  history_options with;
  std::string conversation;
  std::string file;
  std::string message;
  int last = 500;
  CLI::App* replay = nullptr;
  CLI::App* why = nullptr;

  explicit history_commands(CLI::App& app) {
    replay = app.add_subcommand("replay", "Decide a conversation again, or try a draft on real ones")->fallthrough();
    auto* which = replay->add_option("conversation", conversation, "Its id: every turn is decided again and compared");
    auto* draft = replay->add_option("--flow", file, "A flow: what it would have said to the newest conversations");
    replay->add_option("--last", last, "How many conversations")->check(CLI::Range(1, 500))->capture_default_str();
    which->excludes(draft);
    why = app.add_subcommand("why", "Print the chain of a message, from its cause to its delivery")->fallthrough();
    why->add_option("message", message, "CONVERSATION:m12 or CONVERSATION:o5.0")->required();
    for (auto* command : {replay, why}) {
      command->add_option("--url", with.url, "Address (default: this machine's)");
      command->add_option("--key", with.key, "API key (default: of the data folder)")->envname("CHARLA_API_KEY");
      command->add_option("--tenant", with.tenant, "Number of another tenant");
      command->add_flag("--json", with.json, "The API's own answer");
    }
  }
  [[nodiscard]] bool parsed() const { return replay->parsed() || why->parsed(); }
  [[nodiscard]] int run(const ports::config& config) const {
    if (why->parsed()) return cli::why(config, with, message);
    if (!file.empty()) return what_if(config, with, file, last);
    return cli::replay(config, with, conversation);
  }
};
/// The words after `charla flow`; `chosen` says which it was.
void add_flow_commands(CLI::App& command, flow_options& o, bool& chosen) {
  command.require_subcommand(1);
  const auto add = [&](const char* name, const char* about, flow_options::act what) {
    auto* const added = command.add_subcommand(name, about);
    added->callback([&o, &chosen, what] {
      o.what = what;
      chosen = true;
    });
    return added;
  };
  const auto with_files = [&](CLI::App* to, const char* about, int most) {
    to->add_option("files", o.files, about)->required()->expected(1, most);
    return to;
  };
  constexpr int many = 1000;
  using act = flow_options::act;
  auto* const check =
      with_files(add("check", "Look flows over: 0 good, 1 warnings with --strict, 2 errors", act::check),
                 "Flows that stand beside each other", many);
  check->add_flag("--strict", o.strict, "Warnings count, too");
  check->add_flag("--json", o.json, "For programs");
  auto* const test = with_files(add("test", "Run tests of flows: 0 passed, 1 failed, 2 nothing to run", act::test),
                                "x.test.json, or the flow that it lies beside", many);
  test->add_flag("--update", o.update, "Write what came as what is expected");
  with_files(add("play", "Talk with a flow in the terminal; /help", act::play), "The flow, then those that it leads to",
             many);
  with_files(add("graph", "Draw a flow as a Mermaid flowchart", act::graph), "The flow", 1);
  with_files(add("import", "Make a flow of a list of steps of the systems before Charla", act::import), "The list", 1);
  add("schema", "Print the JSON Schema of flows", act::schema)
      ->add_flag("--markdown", o.markdown, "The tables of the manual instead");
}

} // namespace

int run(int argc, char** argv) {
  CLI::App app{"Charla: every WhatsApp conversation an actor.", "charla"};
  app.require_subcommand(1);
  app.set_version_flag("--version", std::string{"charla " CHARLA_VERSION});
  std::string file;
  std::vector<std::string> settings;
  app.add_option("--config", file, "TOML file (default: $CHARLA_CONFIG, else config/charla.toml)");
  app.add_option("--set", settings, "KEY=VALUE, wins over file and environment; may be repeated");

  auto* serve_command = app.add_subcommand("serve", "Run the engine: webhooks, conversations, console")->fallthrough();
  simulator_settings simulates;
  auto* simulate_command = add_simulate_command(app, simulates);
  auto* config_command = app.add_subcommand("config", "Print the documented configuration")->fallthrough();
  std::string form = "toml";
  config_command->add_option("form", form, "toml | env | markdown")->check(CLI::IsMember({"toml", "env", "markdown"}));
  inspect_options looks;
  auto* inspect_command = app.add_subcommand("inspect", "Show what is alive in a running charla, or command it");
  add_inspect_options(*inspect_command->fallthrough(), looks);
  const history_commands history{app};
  flow_options flow_words;
  bool is_flow = false;
  add_flow_commands(*app.add_subcommand("flow", "Check, test, try out and draw flows, without a running Charla"),
                    flow_words, is_flow);
  CLI11_PARSE(app, argc, argv);

  if (config_command->parsed()) return describe(form);
  if (is_flow) return flow(flow_words, std::cin, std::cout, std::cerr);
  const auto config = read_config(file, settings, !inspect_command->parsed() && !history.parsed());
  if (!config) return fail(config.error());
  if (inspect_command->parsed()) return inspect(*config, looks);
  if (history.parsed()) return history.run(*config);
  if (simulate_command->parsed()) return simulate_provider(*config, simulates);
  if (serve_command->parsed()) return serve(*config);
  return 2;
}

} // namespace charla::cli
