#include "flows/decide.hpp"
#include "io/json/codec.hpp"

#include <algorithm>
#include <chrono>
#include <fmt/core.h>
#include <malloc.h>
#include <numeric>

/// What the deciding mind costs on one core, without store, network and actors. One JSON object on standard output.
namespace {

using namespace charla::flows; // NOLINT(google-build-using-namespace)
using stopwatch = std::chrono::steady_clock;

constexpr timestamp noon = from_unix_ms(1'772'452'800'000);

double seconds_since(stopwatch::time_point begin) {
  return std::chrono::duration<double>(stopwatch::now() - begin).count();
}

node make_step(std::string id, std::string type, value::object fields, std::map<std::string, std::string> exits) {
  node n;
  n.id = std::move(id);
  n.type = std::move(type);
  n.fields = std::move(fields);
  n.exits = std::move(exits);
  return n;
}

catalog live(flow f) {
  f.id = flow_id{1};
  f.version = 1;
  f.name = "bench";
  auto made = compile(std::move(f));
  if (!made.ready) {
    fmt::print(stderr, "{}: {}\n", made.problems.front().where, made.problems.front().what);
    std::exit(2);
  }
  return {{made.ready}, {made.ready->version()}};
}

/// A chain of steps that neither speak nor wait: what a step itself costs.
flow chain(std::size_t steps) {
  flow f;
  f.start = "s0";
  for (std::size_t i = 0; i < steps; ++i) {
    const auto id = "s" + std::to_string(i);
    const auto next = "s" + std::to_string(i + 1);
    if (i % 2 == 0)
      f.nodes.emplace(id, make_step(id, "set_variable", {{"name", "v"}, {"value", "{{input}} y {{contact.name}}"}},
                                    {{"next", next}}));
    else
      f.nodes.emplace(
          id, make_step(id, "switch",
                        {{"cases", value::list{value::object{
                                       {"exit", "other"},
                                       {"when", value::object{{"value", "{{v}}"}, {"test", "is"}, {"with", "x"}}}}}}},
                        {{"default", next}, {"other", next}}));
  }
  const auto last = "s" + std::to_string(steps);
  f.nodes.emplace(last, make_step(last, "end", {}, {}));
  return f;
}

conversation someone() {
  conversation c;
  c.id = conversation_id{uuid{{1}}};
  c.contact = contact_id{uuid{{2}}};
  c.peer.wa_id = "5491155550100";
  c.contact_name = "Ana";
  return c;
}

cause said(const std::string& text) {
  inbound_message m;
  m.provider_id = "wamid.HBgNNTQ5MTE1NTU1MDEwMBUCABIYFjNFQjA";
  m.from.wa_id = "5491155550100";
  m.profile_name = "Ana";
  m.sent_at = noon;
  m.body = text_content{text};
  return {inbox_id{1}, noon, "corr", std::move(m)};
}

decision must(const conversation& c, const cause& what, const catalog& flows) {
  auto d = decide(c, {&what, 1}, flows, {}, noon);
  if (d) return *std::move(d);
  fmt::print(stderr, "{}: {}\n", d.error().code, d.error().what);
  std::exit(2);
}

double steps_per_second(double seconds) {
  constexpr std::size_t steps = 60;
  const auto flows = live(chain(steps));
  const auto who = someone();
  const auto what = said("hola");
  std::size_t decided = 0;
  const auto begin = stopwatch::now();
  while (seconds_since(begin) < seconds)
    for (int i = 0; i < 100; ++i, decided += steps + 1)
      must(who, what, flows);
  return static_cast<double>(decided) / seconds_since(begin);
}

/// A plain answer to somebody with a memory of twenty messages: what most turns are.
std::vector<double> turn_microseconds(std::size_t turns) {
  flow f;
  f.start = "i";
  f.nodes.emplace("i", make_step("i", "intent",
                                 {{"map", value::object{{"precio", "precio"}, {"otro", "catalogo, soporte"}}}},
                                 {{"precio", "t"}, {"otro", "t"}, {"default", "t"}}));
  f.nodes.emplace("t",
                  make_step("t", "send_text", {{"text", "Hola {{contact.name}}, nuestra lista de precios: ..."}}, {}));
  const auto flows = live(std::move(f));
  auto who = someone();
  const auto what = said("el precio?");
  std::vector<double> out;
  out.reserve(turns);
  for (std::size_t i = 0; i < turns; ++i) {
    const auto begin = stopwatch::now();
    auto d = must(who, what, flows);
    out.push_back(seconds_since(begin) * 1e6);
    who = std::move(d.next);
  }
  std::sort(out.begin(), out.end());
  return out;
}

double publish_milliseconds(const charla::ports::codec& codec) {
  constexpr int rounds = 50;
  const auto text = codec.encode(chain(199));
  const auto begin = stopwatch::now();
  for (int i = 0; i < rounds; ++i) {
    auto f = codec.decode_flow(text);
    f->name = "bench";
    if (!f || !compile(*std::move(f)).ready) std::exit(2);
  }
  return seconds_since(begin) * 1000 / rounds;
}

double bytes_per_waiting_conversation() {
  constexpr std::size_t many = 20'000;
  flow f;
  f.start = "a";
  f.nodes.emplace("a", make_step("a", "ask", {{"text", "¿Cuántas?"}, {"kind", "number"}, {"timeout", "3d"}}, {}));
  const auto flows = live(std::move(f));
  const auto waiting = must(someone(), said("hola"), flows).next;
  std::vector<conversation> all;
  all.reserve(many);
  const auto before = mallinfo2().uordblks;
  for (std::size_t i = 0; i < many; ++i)
    all.push_back(waiting);
  return static_cast<double>(mallinfo2().uordblks - before) / many + sizeof(conversation);
}

} // namespace

int main() {
  const auto codec = charla::json::make_codec();
  const auto turns = turn_microseconds(200'000);
  fmt::print("{{\"steps_per_s\":{:.0f},\"turn_us_p50\":{:.2f},\"turn_us_p99\":{:.2f},\"publish_200_steps_ms\":{:.2f},"
             "\"bytes_per_waiting_conversation\":{:.0f}}}\n",
             steps_per_second(3), turns[turns.size() / 2], turns[turns.size() * 99 / 100], publish_milliseconds(*codec),
             bytes_per_waiting_conversation());
}
