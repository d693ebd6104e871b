"""A flow from its draft to its customers and back, through the API and the simulated channel."""

import json

from harness import web
from harness.processes import until

from runner import equal, expect
from world import World


def graph(question: str) -> dict:
    return {"name": "Turnos", "start": "ask",
            "triggers": [{"type": "keyword", "words": ["turno"]}, {"type": "event", "events": ["turno_libre"]}],
            "nodes": {"ask": {"type": "ask", "fields": {"text": question, "variable": "nombre", "timeout": "2d"},
                              "exits": {"next": "bye", "timeout": "bye"}},
                      "bye": {"type": "send_text", "fields": {"text": "Anotado, {{nombre}}."}, "exits": {}}}}


def greets(question: str) -> list[dict]:
    return [{"name": "pregunta el nombre", "steps": [{"in": "turno"}, {"expect": ["text: " + question]}, {"in": "Eva"},
                                                    {"expect": ["text: Anotado, Eva."]}]}]


class Desk:
    """The owner, signed in once, and the customers that they see."""

    def __init__(self, w: World):
        self.world, self.owner = w, w.owner()

    def ask(self, status: int, method: str, target: str, body: dict | None = None) -> dict:
        """The answer must have this status."""
        port = self.world.charla.port
        headers = {"Content-Type": "application/json", "Origin": f"http://127.0.0.1:{port}"} | self.owner.cookie
        answer = web.request(port, method, target, json.dumps(body or {}).encode(), headers)
        equal(answer.status, status, f"{method} {target}: {answer.body[:500]!r}; status")
        return answer.json()

    def texts(self, phone: str) -> list[str]:
        """What the bot has said to this person."""
        conversation = self.owner.conversation_of(phone)
        return [m["text"] for m in self.owner.messages(conversation["id"]) if m["author"] == "bot"] if conversation else []

    def wait_text(self, phone: str, text: str) -> None:
        until(f"{phone} is told {text!r}", lambda: text in self.texts(phone))

    def runs(self, flow: str, status: str) -> list[dict]:
        return self.ask(200, "GET", f"{flow}/runs?status={status}")["items"]


def test_life_of_a_flow(w: World):
    """Draft, validation, failing tests, publication, customers, runs, funnel, the next version and back again."""
    d = Desk(w)
    made = d.ask(200, "POST", "/api/v1/flows", {"draft": True, "name": "Turnos", "graph": {"start": "ask", "nodes": {}}})
    flow = f"/api/v1/flows/{made['id']}"
    expect(not d.ask(200, "POST", flow + "/validate")["ok"], "an empty flow is called good")
    d.ask(422, "POST", flow + "/publish", {"revision": 1})
    first, second = "¿A nombre de quién?", "¿Quién viene?"
    saved = d.ask(200, "PUT", flow + "/draft", {"graph": graph(first), "tests": greets("¿Quién?"), "revision": 1})
    refused = d.ask(422, "POST", flow + "/publish", {"revision": saved["revision"], "force": True})
    equal([e["field"] for e in refused["errors"]], ["tests.0"], "what stands against publishing")
    saved = d.ask(200, "PUT", flow + "/draft", {"graph": graph(first), "tests": greets(first), "revision": saved["revision"]})
    d.ask(409, "PUT", flow + "/draft", {"graph": graph(first), "revision": 1})
    equal(d.ask(200, "POST", flow + "/publish", {"revision": saved["revision"], "force": True})["live"], 1, "live")

    eva = w.new_phone()
    w.say(eva, "turno")
    d.wait_text(eva, first)
    until("a run waits", lambda: len(d.runs(flow, "waiting")) == 1)
    w.say(eva, "Eva")
    d.wait_text(eva, "Anotado, Eva.")
    over = until("the run is over", lambda: d.runs(flow, "completed"))
    equal(over[0]["variables"]["nombre"], "Eva", "what the run has learnt")
    steps = {s["id"]: s for s in d.ask(200, "GET", flow + "/funnel")["steps"]}
    equal((steps["ask"]["entered"], steps["ask"]["exits"], steps["bye"]["entered"]), (1, {"next": 1}, 1), "funnel")

    saved = d.ask(200, "PUT", flow + "/draft", {"graph": graph(second), "tests": greets(second), "revision": saved["revision"]})
    equal(d.ask(200, "GET", flow + "/versions/1/diff")["steps"][0]["fields"][0]["after"], second, "the change")
    d.ask(200, "POST", flow + "/publish", {"revision": saved["revision"], "force": True})
    leo = w.new_phone()
    until("version 2 answers", lambda: w.say(leo, "turno").status == 200)
    d.wait_text(leo, second)
    d.ask(200, "POST", flow + "/activate", {"version": 1})
    until("a run waits", lambda: d.runs(flow, "waiting"))
    equal(d.ask(409, "DELETE", flow + "/versions/2")["runs"], 1, "runs that keep the version")
    moved = d.ask(200, "POST", flow + "/move", {"from": 2, "to": 1})
    equal((moved["sent"], moved["cannot"]), (1, 0), "moved")
    until("nobody is in version 2", lambda: d.runs(flow, "waiting")[0]["version"] == 1)
    d.ask(200, "DELETE", flow + "/versions/2")
    w.say(leo, "Leo")
    d.wait_text(leo, "Anotado, Leo.")
    mia = w.new_phone()
    w.say(mia, "turno")
    d.wait_text(mia, first)
    d.ask(200, "DELETE", flow)


def test_event_and_operator(w: World):
    """A program's event begins a flow for a number that never wrote, once by its key; an operator stops the run."""
    d = Desk(w)
    question = "Hay un turno libre, ¿para quién?"
    made = d.ask(200, "POST", "/api/v1/flows", {"draft": True, "name": "Libre", "graph": graph(question)})
    flow = f"/api/v1/flows/{made['id']}"
    d.ask(200, "POST", flow + "/publish", {"revision": 1, "force": True})
    phone = w.new_phone()
    until("the flow answers", lambda: d.ask(200, "GET", flow)["live"] == 1)
    told = {"event": "turno_libre", "to": phone, "client_id": f"once-{phone}"}
    conversation = d.ask(200, "POST", "/api/v1/events", told)["conversation_id"]
    d.ask(200, "POST", "/api/v1/events", told)
    d.wait_text(phone, question)
    d.ask(200, "POST", f"/api/v1/conversations/{conversation}/runs/stop")
    stopped = until("the run is over", lambda: d.runs(flow, "interrupted"))
    expect("stopped by" in stopped[0]["reason"], f"the reason is {stopped[0]['reason']}")
    equal(d.texts(phone).count(question), 1, "how often the event was told")
    d.ask(200, "DELETE", flow)
