#include "io/api/addressee.hpp"
#include "io/api/body.hpp"
#include "io/api/resources.hpp"
#include "io/api/show.hpp"
#include "io/api/visible_actors.hpp"

#include <algorithm>

namespace charla::api {

namespace {

constexpr std::int64_t shown_max = 1000;

answer tree(call& c) {
  const auto given = c.request.query_value("conversations");
  const auto n = given ? number_of(*given) : 100;
  if (!n || *n < 0 || *n > shown_max) return refuse(invalid("conversations", "range", "From 0 to 1000."));
  const auto all = c.house.with.engine.actors(static_cast<std::size_t>(*n));
  visible_actors visible{c.who};
  return object_response([&](json::writer& w) {
    w.key("items").begin_array();
    for (const auto& a : all.actors)
      if (visible.shows(c.store(), a)) write_actor(w, a);
    w.end_array();
    w.member("resident_conversations", static_cast<std::int64_t>(all.resident_conversations));
    w.member("hidden_conversations", static_cast<std::int64_t>(all.hidden_conversations));
  });
}

/// What the actor holds beyond its encoded state: who speaks, and the newest messages. Null for who may not read them.
void write_memory(json::writer& w, const flows::conversation& c, bool texts) {
  w.member("version", c.version).member("mode", flows::name_of(c.mode));
  write_time(w, "human_override_until", c.human_override_until);
  w.key("memory");
  if (!texts) {
    w.null();
    return;
  }
  w.begin_array();
  for (const auto& m : c.memory) {
    w.begin_object().member("seq", m.seq).member("at", show_time(m.at)).member("author", flows::name_of(m.by));
    w.member("type", flows::type_name(m.body)).member("text", flows::plain_text(m.body)).end_object();
  }
  w.end_array();
}

void inside(call& c, const ports::responder_ptr& done) {
  const auto to = find_addressee(c);
  if (!to) return (*done)(to_response(to.error(), c.request.correlation_id));
  const bool phones = c.who.may(right::contacts_phone);
  const bool texts = c.who.may(right::conversations_read);
  c.house.with.engine.look_into(to->row.id, [=, &codec = c.house.with.codec, id = c.request.correlation_id](
                                                const std::optional<ports::conversation_detail>& d) {
    if (!d) return (*done)(to_response(not_found("living conversation"), id));
    (*done)(object_response([&](json::writer& w) {
      w.member("resident", d->resident).key("actor");
      write_actor(w, d->actor);
      w.key("state");
      if (phones)
        w.raw(codec.encode(d->state));
      else
        w.null();
      w.key("pending").begin_array();
      for (const auto& p : d->pending)
        w.text(p);
      w.end_array();
      write_memory(w, d->state, texts);
    }));
  });
}

/// Why an actor has not done what it was told.
std::string refusal_words(std::string_view what) {
  if (what == "not_paused") return "Pause the conversation first: only a paused one takes steps.";
  if (what == "nothing_waits") return "Nothing waits in the conversation.";
  if (what == "already_stepping") return "The step before has not ended yet.";
  if (what == "store_in_trouble") return "The store is in trouble; the bot does not think until it is well again.";
  return "The actor is gone or does not take this command.";
}

std::optional<ports::actor_command> parse_command(std::string_view text) {
  using command = ports::actor_command;
  if (text == "restart") return command::restart;
  if (text == "passivate") return command::passivate;
  if (text == "pause") return command::pause;
  if (text == "resume") return command::resume;
  if (text == "step") return command::step;
  return std::nullopt;
}

/// The actor, if the caller may command it: services belong to the installation, conversations to their tenant.
tl::expected<ports::actor_info, problem> find_actor(const call& c) {
  const auto id = number_of(c.request.param("id"));
  const auto all = c.house.with.engine.actors(static_cast<std::size_t>(-1));
  const auto found = std::find_if(all.actors.begin(), all.actors.end(),
                                  [&](const auto& a) { return id && a.id == static_cast<std::uint64_t>(*id); });
  if (found == all.actors.end()) return refuse(not_found("actor"));
  visible_actors visible{c.who};
  if (!visible.shows(c.store(), *found)) return refuse(not_found("actor"));
  if (found->type != "conversation" && !c.who.runs_installation)
    return refuse(forbidden("Services are commanded by the owner of the installation."));
  return *found;
}

void command_one(call& c, const ports::responder_ptr& done) {
  const auto fail = [&](const problem& p) { (*done)(to_response(p, c.request.correlation_id)); };
  auto b = body::of(c.request);
  if (!b) return fail(b.error());
  const auto name = b->choice("command", {"restart", "passivate", "pause", "resume", "step"});
  const auto reason = b->text("reason", 500);
  b->refuse_unknown();
  const auto what = parse_command(name);
  if (!b->good() || !what) return fail(b->take_problem());
  const auto actor = find_actor(c);
  if (!actor) return fail(actor.error());
  json::writer details;
  details.begin_object().member("command", name).member("reason", reason).end_object();
  note_audit(c, "actor.command", actor->name, details.take());
  c.house.with.engine.command_actor(actor->id, *what, [done, id = c.request.correlation_id](ports::actor_answer came) {
    (*done)(came.done ? object_response([&](json::writer& w) { w.member("ok", true).member("what", came.what); })
                      : to_response(conflict(refusal_words(came.what)), id));
  });
}

} // namespace

endpoints actor_endpoints() {
  endpoint all{"GET", "/api/v1/actors", right::actors_read, "What is alive, what it does, how full its mailbox is",
               "",    "actors",         quick(tree)};
  all.query = {{"conversations", "integer", "how many conversations to list, 0 to 1000"}};
  return {all,
          {"POST", "/api/v1/actors/{id}/commands", right::actors_write,
           "Restarts, passivates, pauses, resumes or steps an actor; audited", "actor_command", "actor_answer",
           command_one},
          {"GET", "/api/v1/conversations/{id}/actor", right::actors_read, "Looks into one conversation's actor", "",
           "actor_detail", inside}};
}

} // namespace charla::api
