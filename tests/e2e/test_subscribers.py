"""Outgoing webhooks, seen from the subscriber's side."""

from harness import web
from harness.processes import until

from runner import equal, expect
from subscriber import Subscriber, genuine
from world import World

SETTINGS = {"CHARLA_ENGINE_WEBHOOKS_ANYWHERE": "true"}


def subscribe(owner, s: Subscriber, events: list[str] | None = None) -> dict:
    return owner.post("/api/v1/webhooks", {"url": s.url, "events": events or []})


def metrics(w: World) -> str:
    return web.request(w.charla.port, "GET", "/metrics").body.decode()


def end(owner, hook: dict) -> None:
    owner.delete(f"/api/v1/webhooks/{hook['id']}")


def test_signed_events(w: World):
    """A conversation is told event by event, each signed as the standard's text says, without a telephone number."""
    owner = w.owner()
    with Subscriber() as s:
        hook = subscribe(owner, s)
        phone = w.new_phone()
        equal(w.say(phone, "precio").status, 200, "status of the webhook")
        until("both events", lambda: {"message.received", "message.sent"} <= set(s.types()))
        for _, headers, body in s.got:
            expect(genuine(hook["secret"], headers, body), f"signature of {body!r}")
            expect(not genuine(hook["secret"], headers, body + b" "), "an altered body passes for genuine")
            expect(phone.encode() not in body, f"a telephone number in {body!r}")
        equal(len(set(s.ids())), len(s.got), "different webhook-ids")
        until("deliveries are counted", lambda: 'charla_webhook_deliveries_total{outcome="delivered"}' in metrics(w))
        end(owner, hook)


def test_rotation(w: World):
    """After a new secret was made both the former and the new one verify."""
    owner = w.owner()
    with Subscriber() as s:
        hook = subscribe(owner, s)
        fresh = owner.post(f"/api/v1/webhooks/{hook['id']}/secret", {"keep_previous_hours": 1})
        owner.post(f"/api/v1/webhooks/{hook['id']}/test", {})
        until("the test", lambda: s.got)
        _, headers, body = s.got[0]
        expect(genuine(hook["secret"], headers, body), "the former secret")
        expect(genuine(fresh["secret"], headers, body), "the new secret")
        end(owner, hook)


def test_kill_while_failing(w: World):
    """What a subscriber refused before a kill -9 is told after it, under the same webhook-id and once more only."""
    owner = w.owner()
    with Subscriber() as s:
        hook = subscribe(owner, s, ["message.received"])
        s.answers = [500]
        equal(w.say(w.new_phone(), "precio").status, 200, "status of the webhook")
        until("the refused try", lambda: s.got)
        path = f"/api/v1/webhooks/{hook['id']}/deliveries"
        until("the try is noted", lambda: owner.get(path)["items"][0]["last_status"] == 500)
        w.charla.kill()
        w.charla.start()
        until("the second try", lambda: len(s.got) == 2, 20)
        equal(s.ids()[0], s.ids()[1], "webhook-id of the second try")
        until("delivered", lambda: owner.get(path + "?state=delivered")["items"])
        equal(owner.get(path)["items"][0]["attempts"], 2, "tries")
        end(owner, hook)


def test_gone(w: World):
    """410 Gone switches the webhook off and leaves a system event."""
    owner = w.owner()
    with Subscriber() as s:
        hook = subscribe(owner, s)
        s.answers = [410]
        owner.post(f"/api/v1/webhooks/{hook['id']}/test", {})
        until("it is switched off", lambda: not owner.get(f"/api/v1/webhooks/{hook['id']}")["enabled"])
        events = [e["type"] for e in owner.get("/api/v1/system-events")["items"]]
        expect("webhook_disabled" in events, f"system events: {events}")
        expect("charla_webhook_switched_off_total 1" in metrics(w), "no count of webhooks switched off")
        end(owner, hook)
