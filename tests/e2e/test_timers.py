"""Durable timers from outside: what is counted, and that a wait goes on by itself."""

from datetime import datetime

from harness import web
from harness.processes import until

from runner import equal, expect
from test_contracts import metric
from world import World


def test_r185_r186(w: World):
    """R185, R186: a timer is counted when it is scheduled and when it fires; in between it is armed."""
    scheduled, published, armed = "nexia_engine_scheduled_total", "nexia_engine_sched_published_total", "charla_timers_armed"
    phone = w.new_phone()
    w.say(phone, "precio")
    w.wait_replies(phone, 1)
    w.charla.wait_quiet(10)
    before = [metric(w, n) for n in (scheduled, published, armed)]
    owner = w.owner()
    path = f"/api/v1/conversations/{owner.conversation_of(phone)['id']}"
    owner.post(path + "/take-over", {"silence_ms": 1000})
    until("it is armed", lambda: [metric(w, n) - b for n, b in zip((scheduled, published, armed), before)] == [1, 0, 1])
    until("it fires", lambda: [metric(w, n) - b for n, b in zip((scheduled, published, armed), before)] == [1, 1, 0])
    until("the bot may speak again", lambda: owner.get(path)["mode"] == "bot")
    # Armed again under its name, the first one counts as cancelled: the equation holds.
    owner.post(path + "/take-over", {"silence_ms": 600_000})
    owner.post(path + "/take-over", {"silence_ms": 700_000})
    w.charla.wait_quiet(10)
    cancelled = "nexia_engine_sched_cancelled_total"
    until("scheduled - published - cancelled = pending",
          lambda: metric(w, scheduled) - metric(w, published) - metric(w, cancelled) == metric(w, armed))
    owner.post(path + "/hand-back", {})


def test_r172(w: World):
    """R172: a wait goes on by itself, once, within a second of its moment, and a scheduled message is not sent to who writes."""
    owner = w.owner()
    flow = {"name": "Espera", "triggers": [{"type": "keyword", "words": ["espera"], "priority": 9}], "start": "a", "nodes": {
        "a": {"type": "schedule_message", "fields": {"name": "luego", "after": "3s", "text": "¿Sigues ahí?"}, "exits": {"next": "b"}},
        "b": {"type": "wait", "fields": {"seconds": 1}, "exits": {"next": "c"}},
        "c": {"type": "send_text", "fields": {"text": "Ya pasó"}}}}
    made = owner.post("/api/v1/flows", {"graph": flow})
    owner.post(f"/api/v1/flows/{made['id']}/activate", {"version": made["version"]})
    quiet, speaks = w.new_phone(), w.new_phone()
    for phone in (quiet, speaks):
        w.say(phone, "espera")
        w.wait_replies(phone, 1)
    w.say(speaks, "precio")
    for phone in (quiet, speaks):
        w.wait_replies(phone, 2)
    equal(said(owner, quiet), ["Ya pasó", "¿Sigues ahí?"], "to whom stayed silent")
    equal(said(owner, speaks), ["Ya pasó", "Nuestra lista de precios: ..."], "to whom wrote first")
    turns = owner.get(f"/api/v1/conversations/{owner.conversation_of(quiet)['id']}/turns")["items"]
    fired = [t for t in turns if any(c["kind"] == "timer_fired" for c in t["causes"])]
    equal(len(fired), 2, "timers that fired")
    expect(all(moment(t["at"]) - moment(t["causes"][0]["at"]) < 1.0 for t in fired), f"late by more than a second: {fired}")


def test_r176(w: World):
    """R176: what is armed is listed, can be cancelled, and can be let go at once."""
    owner = w.owner()
    flow = {"name": "Tres días", "triggers": [{"type": "keyword", "words": ["tres"], "priority": 9}], "start": "a", "nodes": {
        "a": {"type": "schedule_message", "fields": {"name": "luego", "after": "2d", "text": "¿Y?"}, "exits": {"next": "b"}},
        "b": {"type": "wait", "fields": {"for": "3d"}, "exits": {"next": "c"}},
        "c": {"type": "send_text", "fields": {"text": "Pasaron tres días"}}}}
    made = owner.post("/api/v1/flows", {"graph": flow})
    owner.post(f"/api/v1/flows/{made['id']}/activate", {"version": made["version"]})
    phone = w.new_phone()
    w.say(phone, "tres")
    conversation = until("the conversation", lambda: owner.conversation_of(phone))["id"]

    def armed() -> dict[str, str]:
        return {t["kind"]: t["key"] for t in owner.get("/api/v1/timers?limit=100")["items"] if t["conversation_id"] == conversation}

    until("both are armed", lambda: set(armed()) == {"message", "wait"})
    timers = f"/api/v1/timers/{conversation}"
    owner.delete(f"{timers}/{armed()['message']}")
    until("the message is taken back", lambda: set(armed()) == {"wait"})
    owner.post(f"{timers}/{armed()['wait']}/run", {})
    w.wait_replies(phone, 1)
    equal(said(owner, phone), ["Pasaron tres días"], "what was sent")
    equal(armed(), {}, "what is armed")
    gone = web.request(w.charla.port, "DELETE", f"{timers}/message:luego", b"{}",
                       {"Content-Type": "application/json", "Origin": f"http://127.0.0.1:{w.charla.port}"} | owner.cookie)
    equal(gone.status, 404, "a timer that is not there")


def said(owner, phone: str) -> list[str]:
    """The bot's texts to this person."""
    return [m["text"] for m in owner.messages(owner.conversation_of(phone)["id"]) if m["author"] == "bot"]


def moment(text: str) -> float:
    return datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()
