#include "io/api/logs.hpp"

#include "io/api/resources.hpp"
#include "io/api/show.hpp"
#include "io/json/reader.hpp"

#include <array>

namespace charla::api {

namespace {

constexpr auto levels = std::to_array<std::pair<std::string_view, ports::log_level>>({
    {"debug", ports::log_level::debug},
    {"info", ports::log_level::info},
    {"warn", ports::log_level::warn},
    {"error", ports::log_level::error},
});

std::string_view name_of(ports::log_level level) {
  for (const auto& [name, l] : levels)
    if (l == level) return name;
  return "error";
}

tl::expected<ports::line_filter, problem> read_filter(const ports::http_request& q) {
  ports::line_filter f;
  const auto level = parse_log_level(q.query_value("level").value_or(""));
  if (!level) return refuse(invalid("level", "not_one_of", "One of: debug, info, warn, error."));
  f.at_least = *level;
  f.event = q.query_value("event").value_or("").substr(0, 100);
  f.text = q.query_value("q").value_or("").substr(0, 100);
  f.correlation_id = q.query_value("correlation_id").value_or("").substr(0, 200);
  return f;
}

answer list(call& c) {
  if (!c.who.runs_installation) return refuse(forbidden(logs_forbidden));
  const auto* lines = c.house.with.lines;
  if (lines == nullptr) return refuse(unavailable("This process keeps no log lines."));
  const auto filter = read_filter(c.request);
  if (!filter) return refuse(filter.error());
  const auto limit = limit_of(c.request);
  if (!limit) return refuse(limit.error());
  const auto after = c.request.query_value("after").value_or("");
  const auto before = after.empty() ? std::optional<std::int64_t>{0} : number_of(after);
  if (!before || *before < 0) return refuse(invalid("after", "format", "`next` of the page before."));
  auto found = lines->newest(*filter, *before, *limit + 1);
  std::string next;
  if (found.size() > *limit) {
    found.resize(*limit);
    next = std::to_string(found.back().id);
  }
  return list_response(found, next, write_log_line);
}

} // namespace

std::optional<ports::log_level> parse_log_level(std::string_view text) {
  if (text.empty()) return ports::log_level::debug;
  for (const auto& [name, level] : levels)
    if (name == text) return level;
  return std::nullopt;
}

void write_log_line(json::writer& w, const ports::kept_line& line) {
  w.begin_object().member("id", std::to_string(line.id)).member("at", show_time(line.at));
  w.member("level", name_of(line.level)).member("event", line.event).key("fields").begin_object();
  if (const auto parsed = json::document::parse(line.text))
    for (const auto& [name, value] : parsed->root().members())
      if (name != "timestamp" && name != "level" && name != "event" && name != "service") w.key(name).raw(value.dump());
  w.end_object().end_object();
}

endpoints log_endpoints() {
  endpoint all{"GET",
               "/api/v1/logs",
               right::signed_in,
               "The newest lines of this process's log, newest first; for the owner of the installation",
               "",
               "log_lines",
               quick(list)};
  all.query = {{"level", "string", "this and worse: debug, info, warn or error"},
               {"event", "string", "how the event begins: `sender.`"},
               {"q", "string", "anywhere in the line"},
               {"correlation_id", "string", "of one message's way"},
               {"after", "string", "`next` of the page before"},
               {"limit", "integer", "1 to 100; 50 when absent"}};
  return {all};
}

} // namespace charla::api
