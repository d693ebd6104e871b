#include "io/json/generators.hpp"

namespace charla::tests {

using namespace flows; // NOLINT(google-build-using-namespace)
namespace gen = rc::gen;

// Written with `gen::exec` (draw, assign, return): the combinators for whole structs cost a minute of compile time.

namespace {

std::string text() { return *any_text(); }
bool coin() { return *gen::arbitrary<bool>(); }
int below(int n) { return *gen::inRange(0, n); }
std::int64_t integer() { return *gen::arbitrary<std::int64_t>(); }
std::int32_t small_integer() { return *gen::arbitrary<std::int32_t>(); }
uuid any_uuid() { return uuid{*gen::arbitrary<std::array<std::uint8_t, 16>>()}; }
double degrees() { return static_cast<double>(*gen::inRange(-180'000'000, 180'000'001)) / 1'000'000; }

template <class E>
E one_of(std::initializer_list<E> values) {
  return *(values.begin() + below(static_cast<int>(values.size())));
}

template <class F>
auto few(F make) {
  std::vector<decltype(make())> out;
  for (int n = below(4); n > 0; --n)
    out.push_back(make());
  return out;
}

template <class F>
auto maybe(F make) {
  return coin() ? std::optional{make()} : std::nullopt;
}

std::map<std::string, std::string> texts() {
  std::map<std::string, std::string> out;
  for (int n = below(4); n > 0; --n)
    out[text()] = text();
  return out;
}

call_token token() { return {integer(), text(), small_integer()}; }
address person() { return {text(), text()}; }
timestamp time() { return from_unix_ms(integer()); }

media_content header_file() {
  return {one_of({media_kind::image, media_kind::video, media_kind::document}),
          text(),
          text(),
          {},
          {},
          {},
          text(),
          false,
          false,
          text()};
}

content content_number(int which) {
  using origin = choice_content::origin;
  switch (which) {
  case 0: return text_content{text()};
  case 1:
    return media_content{
        one_of({media_kind::image, media_kind::video, media_kind::audio, media_kind::document, media_kind::sticker}),
        text(),
        text(),
        text(),
        text(),
        text(),
        text(),
        coin(),
        coin(),
        text()};
  case 2: return location_content{degrees(), degrees(), text(), text(), text()};
  case 3: return contacts_content{few([] { return contact_card{text(), few(text), few(text)}; }), coin()};
  case 4:
    return choice_content{one_of({origin::button, origin::list, origin::template_button}), text(), text(), text()};
  case 5: return form_content{text(), text(), text()};
  case 6: return call_permission_content{coin(), coin()};
  case 7: return reaction_content{text(), text()};
  case 8: return order_content{text(), text(), few([] { return order_item{text(), integer(), text(), text()}; })};
  case 9: return system_content{text(), text(), text(), text(), text()};
  case 10: return edit_content{text(), text(), text()};
  case 11: return revoke_content{text()};
  case 12: return welcome_content{};
  case 13: return template_content{text(), text(), text()};
  case 14: {
    using form = interactive_content::form;
    return interactive_content{
        one_of({form::buttons, form::list, form::cta_url, form::location_request, form::whatsapp_flow, form::product,
                form::product_list, form::catalog, form::contact_request}),
        text(),
        maybe(header_file),
        text(),
        text(),
        few([] {
          return reply_button{text(), text()};
        }),
        text(),
        few([] {
          return list_section{text(), few([] { return list_row{text(), text(), text()}; })};
        }),
        text(),
        text(),
        text(),
        text(),
        text(),
        text(),
        few([] {
          return product_section{text(), few(text)};
        })};
  }
  case 15: return note_content{text()};
  default: return unsupported_content{text(), text(), text()};
  }
}
static_assert(std::variant_size_v<content> == 17, "generate the new content too");

content said() { return content_number(below(17)); }

cause_body inbound() {
  return inbound_message{
      text(), person(), text(),
      time(), said(),   text(),
      coin(), text(),   maybe([] {
                           return referral{text(), text(), text(), text(), text(), text()}; })};
}

outgoing_request asked_to_send() {
  return {one_of({author::contact, author::bot, author::human, author::system}),
          text(),
          text(),
          said(),
          person(),
          text(),
          one_of({priority::human, priority::reply, priority::transactional, priority::failure, priority::follow_up,
                  priority::campaign}),
          coin(),
          coin(),
          maybe(time),
          maybe(time)};
}

cause_body cause_number(int which) {
  using outcome = call_finished::outcome;
  using status = conversation_status;
  switch (which) {
  case 0: return inbound();
  case 1: return echo_message{text(), person(), time(), said()};
  case 2: return history_message{text(), person(), time(), coin(), said()};
  case 3: return asked_to_send();
  case 4:
    return control_changed{one_of({control_mode::bot, control_mode::human, control_mode::paused}), maybe(time), text(),
                           text()};
  case 5: return status_changed{one_of({status::open, status::pending, status::snoozed, status::resolved}), text()};
  case 6: return timer_fired{text(), integer(), text()};
  case 7:
    return call_finished{token(), one_of({outcome::ok, outcome::failed, outcome::timed_out}), small_integer(), text(),
                         texts()};
  case 8: {
    using act = run_request::act;
    return run_request{one_of({act::start, act::event, act::move, act::restart, act::stop}),
                       flow_id{small_integer()},
                       small_integer(),
                       text(),
                       text(),
                       texts(),
                       text(),
                       person()};
  }
  case 9: return contact_changed{maybe(text), maybe(text), texts(), few(text), few(text), maybe(coin), text()};
  case 10: {
    const auto marks = [] { return few(text); };
    return desk_changed{maybe(text), maybe(text), maybe(marks), maybe(time), coin(), text()};
  }
  case 11: return note_written{text(), text(), text()};
  default: {
    const out_id send{conversation_id{any_uuid()}, integer() & std::numeric_limits<std::int64_t>::max(),
                      static_cast<std::int16_t>(below(32768))};
    return delivery_failed{send, small_integer(), text()};
  }
  }
}
static_assert(std::variant_size_v<cause_body> == 13, "generate the new cause too");

run_state run() {
  using kind = wait_state::kind;
  const call_request request{text(), text(), text(), texts(), text(), texts(), milliseconds{below(1'000'000)}};
  const wait_state wait{one_of({kind::none, kind::reply, kind::timer, kind::call}), text(), maybe(token),
                        small_integer(), request};
  run_state out{integer(), flow_id{small_integer()}, small_integer(), text(), wait, texts(), {}, time(), {}, 0, {}};
  out.callers = few([] { return caller{flow_id{small_integer()}, small_integer(), text(), texts()}; });
  out.visits = {{text(), below(100)}};
  out.idle_turns = below(100);
  out.idle_since = maybe(time);
  return out;
}

/// An object at the top, anything below.
value any_value(int depth, bool top = true) {
  const auto kind = top ? 5 : below(depth > 0 ? 6 : 4);
  switch (kind) {
  case 0: return text();
  case 1: return coin();
  case 2: return below(1'000'000);
  case 3: return degrees();
  case 4: {
    value::list out;
    for (int n = below(3); n > 0; --n)
      out.push_back(any_value(depth - 1, false));
    return out;
  }
  default: {
    value::object out;
    for (int n = below(4); n > 0; --n)
      out.insert_or_assign(text(), any_value(depth - 1, false));
    return out;
  }
  }
}

} // namespace

rc::Gen<std::string> any_text() {
  return gen::exec([] {
    static const std::vector<std::string> awkward{
        "\"", "\\",     "/",      "\\u0000", "ñ",         "¿",    "€", "👩‍👩‍👧",
        "🇦🇷", "\u2028", "\uFFFD", "שלום",    "{\"a\":1}", "\r\n", "]"};
    std::string out;
    for (int n = below(12); n > 0; --n) {
      const auto kind = below(20);
      if (kind < 12)
        out.push_back(static_cast<char>(*gen::inRange(0x20, 0x80)));
      else if (kind < 15)
        out.push_back(static_cast<char>(*gen::inRange(1, 0x20)));
      else
        out += awkward[static_cast<std::size_t>(below(static_cast<int>(awkward.size())))];
    }
    return out;
  });
}

rc::Gen<address> any_address() { return gen::exec(person); }
rc::Gen<content> any_content() { return gen::exec(said); }
rc::Gen<cause_body> any_cause_body() {
  return gen::exec([] { return cause_number(below(13)); });
}

rc::Gen<conversation> any_conversation() {
  return gen::exec([] {
    conversation c;
    c.tenant = tenant_id{small_integer()};
    c.channel = channel_id{small_integer()};
    c.id = conversation_id{any_uuid()};
    c.contact = contact_id{any_uuid()};
    c.peer = person();
    c.contact_name = text();
    c.status = one_of({conversation_status::open, conversation_status::resolved});
    c.snoozed_until = maybe(time);
    c.waiting_since = maybe(time);
    c.last_seq = integer();
    c.last_inbound_at = maybe(time);
    c.attributes = texts();
    c.named = coin();
    c.tags = few(text);
    c.language = text();
    c.agreed = one_of({consent::unknown, consent::opted_in, consent::opted_out});
    c.assignee = text();
    c.team = text();
    c.labels = few(text);
    c.runs = integer();
    c.run = maybe(run);
    c.agreed_by = text();
    c.scheduled[text()] = {time(), text(), coin(), maybe(asked_to_send)};
    return c;
  });
}

rc::Gen<ports::turn_record> any_turn() {
  return gen::exec([] {
    ports::turn_record t;
    t.now = time();
    t.rule = {static_cast<std::size_t>(below(1000)),
              milliseconds{below(1'000'000'000)},
              text(),
              text(),
              text(),
              text(),
              few(text),
              few(text)};
    t.causes = few([] { return cause{inbox_id{integer()}, time(), text(), cause_number(below(13))}; });
    t.trace = few([] { return trace_line{text(), text(), text()}; });
    t.before = maybe([] {
      return speaker{one_of({control_mode::bot, control_mode::human, control_mode::paused}), maybe(time), integer()};
    });
    t.live = maybe([] { return few([] { return flow_version{flow_id{below(1000)}, below(1000)}; }); });
    return t;
  });
}

rc::Gen<flow> any_flow() {
  return gen::exec([] {
    flow f;
    f.name = text();
    f.start = text();
    for (int n = below(4); n > 0; --n) {
      const auto id = text();
      f.nodes[id] = node{id, text(), *any_value(3).members(), texts(), {}, text()};
      if (coin()) f.nodes[id].at = position{degrees(), degrees()};
    }
    f.language = text();
    f.languages = few(text);
    f.parameters = few(text);
    f.comment = text();
    for (int n = below(3); n > 0; --n)
      f.triggers.push_back({text(), below(100), coin(), {{"words", any_value(1)}}});
    if (coin()) f.expires_s = 1 + below(1'000'000);
    return f;
  });
}

} // namespace charla::tests
