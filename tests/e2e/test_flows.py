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


def ask(w: World, status: int, method: str, target: str, body: dict | None = None) -> dict:
    """The owner's request; its answer must have this status."""
    headers = {"Content-Type": "application/json", "Origin": f"http://127.0.0.1:{w.charla.port}"} | w.owner().cookie
    answer = web.request(w.charla.port, method, target, json.dumps(body or {}).encode(), headers)
    equal(answer.status, status, f"{method} {target}: {answer.body[:500]!r}; status")
    return answer.json()


def texts(w: World, phone: str) -> list[str]:
    conversation = until("the conversation is listed", lambda: w.owner().conversation_of(phone))["id"]
    return [m["text"] for m in w.owner().messages(conversation) if m["author"] == "bot"]


def wait_text(w: World, phone: str, text: str) -> None:
    until(f"{phone} is told {text!r}", lambda: w.owner().conversation_of(phone) and text in texts(w, phone))


def runs(w: World, flow: str, status: str) -> list[dict]:
    return ask(w, 200, "GET", f"{flow}/runs?status={status}")["items"]


def test_life_of_a_flow(w: World):
    """Draft, validation, failing tests, publication, customers, runs, funnel, the next version and back again."""
    made = ask(w, 200, "POST", "/api/v1/flows", {"draft": True, "name": "Turnos", "graph": {"start": "ask", "nodes": {}}})
    flow = f"/api/v1/flows/{made['id']}"
    expect(not ask(w, 200, "POST", flow + "/validate")["ok"], "an empty flow is called good")
    ask(w, 422, "POST", flow + "/publish", {"revision": 1})
    first, second = "¿A nombre de quién?", "¿Quién viene?"
    saved = ask(w, 200, "PUT", flow + "/draft", {"graph": graph(first), "tests": greets("¿Quién?"), "revision": 1})
    refused = ask(w, 422, "POST", flow + "/publish", {"revision": saved["revision"], "force": True})
    equal([e["field"] for e in refused["errors"]], ["tests.0"], "what stands against publishing")
    saved = ask(w, 200, "PUT", flow + "/draft", {"graph": graph(first), "tests": greets(first), "revision": saved["revision"]})
    ask(w, 409, "PUT", flow + "/draft", {"graph": graph(first), "revision": 1})
    equal(ask(w, 200, "POST", flow + "/publish", {"revision": saved["revision"], "force": True})["live"], 1, "live")

    eva = w.new_phone()
    w.say(eva, "turno")
    wait_text(w, eva, first)
    until("a run waits", lambda: len(runs(w, flow, "waiting")) == 1)
    w.say(eva, "Eva")
    wait_text(w, eva, "Anotado, Eva.")
    over = until("the run is over", lambda: runs(w, flow, "completed"))
    equal(over[0]["variables"]["nombre"], "Eva", "what the run has learnt")
    steps = {s["id"]: s for s in ask(w, 200, "GET", flow + "/funnel")["steps"]}
    equal((steps["ask"]["entered"], steps["ask"]["exits"], steps["bye"]["entered"]), (1, {"next": 1}, 1), "funnel")

    saved = ask(w, 200, "PUT", flow + "/draft", {"graph": graph(second), "tests": greets(second), "revision": saved["revision"]})
    equal(ask(w, 200, "GET", flow + "/versions/1/diff")["steps"][0]["fields"][0]["after"], second, "the change")
    ask(w, 200, "POST", flow + "/publish", {"revision": saved["revision"], "force": True})
    leo = w.new_phone()
    until("version 2 answers", lambda: w.say(leo, "turno").status == 200)
    wait_text(w, leo, second)
    ask(w, 200, "POST", flow + "/activate", {"version": 1})
    until("a run waits", lambda: runs(w, flow, "waiting"))
    equal(ask(w, 409, "DELETE", flow + "/versions/2")["runs"], 1, "runs that keep the version")
    moved = ask(w, 200, "POST", flow + "/move", {"from": 2, "to": 1})
    equal((moved["sent"], moved["cannot"]), (1, 0), "moved")
    until("nobody is in version 2", lambda: runs(w, flow, "waiting")[0]["version"] == 1)
    ask(w, 200, "DELETE", flow + "/versions/2")
    w.say(leo, "Leo")
    wait_text(w, leo, "Anotado, Leo.")
    mia = w.new_phone()
    w.say(mia, "turno")
    wait_text(w, mia, first)
    ask(w, 200, "DELETE", flow)


def test_event_and_operator(w: World):
    """A program's event begins a flow for a number that never wrote, once by its key; an operator stops the run."""
    question = "Hay un turno libre, ¿para quién?"
    made = ask(w, 200, "POST", "/api/v1/flows", {"draft": True, "name": "Libre", "graph": graph(question)})
    flow = f"/api/v1/flows/{made['id']}"
    ask(w, 200, "POST", flow + "/publish", {"revision": 1, "force": True})
    phone = w.new_phone()
    until("the flow answers", lambda: ask(w, 200, "GET", flow)["live"] == 1)
    told = {"event": "turno_libre", "to": phone, "client_id": f"once-{phone}"}
    conversation = ask(w, 200, "POST", "/api/v1/events", told)["conversation_id"]
    ask(w, 200, "POST", "/api/v1/events", told)
    wait_text(w, phone, question)
    ask(w, 200, "POST", f"/api/v1/conversations/{conversation}/runs/stop")
    stopped = until("the run is over", lambda: runs(w, flow, "interrupted"))
    expect("stopped by" in stopped[0]["reason"], f"the reason is {stopped[0]['reason']}")
    equal(texts(w, phone).count(question), 1, "how often the event was told")
    ask(w, 200, "DELETE", flow)
