"""What programs written against the systems before Charla rely on, literally: rows R015 to R061, R137 to R141
of the requirements. A case is called by its row."""

import json
import os
from pathlib import Path

from harness import web
from harness.charla import PHONE_NUMBER_ID, SECRET, Charla
from harness.processes import until

from cloud import Cloud
from runner import equal, expect
from stream import Stream
from world import World, one_message

JSON = {"Content-Type": "application/json"}
SEND = "/api/messages/send"
HOOK = "/api/webhooks/whatsapp"


def post(w: World, target: str, body: dict, **headers: str) -> web.Answer:
    return web.request(w.charla.port, "POST", target, json.dumps(body).encode(), JSON | headers)


def get(w: World, target: str) -> web.Answer:
    return web.request(w.charla.port, "GET", target)


def text_to(phone: str, **more: object) -> dict:
    return {"channel_id": "wa_main", "to": "+" + phone, "type": "text", "text": "Hola desde NexIA (simulado)"} | more


def metric(w: World, name: str, **labels: str) -> float:
    """The sum of the metric's label sets that have these labels."""
    wanted = [f'{k}="{v}"' for k, v in labels.items()]
    lines = [line for line in get(w, "/metrics").body.decode().splitlines() if line.split("{")[0].split(" ")[0] == name]
    return sum(float(line.rsplit(" ", 1)[1]) for line in lines if all(x in line for x in wanted))


def test_r015(w: World):
    """R015: GET /api/healthz answers {ok:true, ts}."""
    answer = get(w, "/api/healthz")
    equal((answer.status, answer.json()["ok"], set(answer.json())), (200, True, {"ok", "ts"}), "answer")


def test_r016(w: World):
    """R016: POST /api/messages/send takes text and template, with and without Authorization, and answers {queued, client_id}."""
    phone = w.new_phone()
    w.say(phone, "precio")  # free texts go only to who has written within 24 hours
    w.wait_replies(phone, 1)
    answer = post(w, SEND, text_to(phone, client_id="r016-text"))
    equal((answer.status, answer.json()), (200, {"queued": True, "client_id": "r016-text"}), "text")
    template = {"name": "hello_world", "language": {"code": "en_US"}}
    key = w.owner().post("/api/v1/keys", {"name": "R016", "scopes": ["conversations:write"]})["key"]
    answer = post(w, SEND, text_to(phone, type="template", template=template, client_id="r016"), Authorization=f"Bearer {key}")
    equal((answer.status, answer.json()), (200, {"queued": True, "client_id": "r016"}), "template")
    w.wait_replies(phone, 3)
    equal(post(w, SEND, text_to(phone), Authorization="Bearer wrong").status, 401, "status of a wrong key")
    equal(post(w, SEND, text_to(phone), Origin="http://evil.example").status, 401, "status of another site's page")


def test_r017(w: World):
    """R017: an absent client_id becomes cli_<ms>; the same client_id twice is one send."""
    phone = w.new_phone()
    w.say(phone, "precio")
    w.wait_replies(phone, 1)
    made = post(w, SEND, text_to(phone)).json()["client_id"]
    expect(made.startswith("cli_") and made[4:].isdigit() and len(made) >= 17, f"client_id {made}")
    w.wait_replies(phone, 2)
    for _ in range(3):
        equal(post(w, SEND, text_to(phone, client_id="r017")).json(), {"queued": True, "client_id": "r017"}, "answer")
    w.wait_replies(phone, 3)
    w.charla.wait_quiet(10)
    equal(len(w.replies(phone)), 3, "the bot's answer and the sends")


def test_r018(w: World):
    """R018: /api/inbox/stream tells inbound messages and what became of sends, as events called `message` with JSON data."""
    phone = w.new_phone()
    with Stream(w) as stream:
        w.say(phone, "precio")
        seen = stream.until('"status": "sent"')
    equal({name for _, name, _ in seen}, {"message"}, "event names")
    told = [d["message"] for _, _, d in seen if d["type"] == "message"]
    equal([(m["direction"], m["text"]) for m in told], [("inbound", "precio"), ("outbound", "Nuestra lista de precios: ...")], "messages")


def test_r019(w: World):
    """R019: the stream starts at now, keeps the order, and goes on after Last-Event-ID without a gap or a double."""
    phone = w.new_phone()
    w.say(phone, "precio")
    w.wait_replies(phone, 1)
    w.charla.wait_quiet(10)
    with Stream(w) as stream:
        w.say(phone, "uno")
        first = stream.until('"text": "uno"')
    expect(not any("precio" in json.dumps(d) and d["type"] == "message" for _, _, d in first), "the stream told what was before")
    for text in ("dos", "tres"):
        w.say(phone, text)
    w.charla.wait_quiet(10)
    with Stream(w, since=first[-1][0]) as stream:
        rest = stream.until('"text": "tres"')
    texts = [d["message"]["text"] for _, _, d in rest if d["type"] == "message" and d["message"]["direction"] == "inbound"]
    equal(texts, ["dos", "tres"], "inbound texts after the first")
    numbers = [int(i.split(".")[1]) for i, _, _ in first + rest]
    equal(numbers, list(range(numbers[0], numbers[0] + len(numbers))), "event numbers")


def test_r020(w: World):
    """R020: the verification echoes the challenge, by the old names and by Meta's; anything else is 403 Forbidden."""
    for prefix in ("", "hub."):
        def ask(mode: str = "subscribe", token: str = "change-me") -> tuple[int, bytes]:
            answer = get(w, f"{HOOK}?{prefix}mode={mode}&{prefix}challenge=1158201444&{prefix}verify_token={token}")
            return answer.status, answer.body
        equal(ask(), (200, b"1158201444"), f"{prefix}challenge")
        equal(ask(token="wrong"), (403, b"Forbidden"), "wrong token")
        equal(ask(mode="unsubscribe"), (403, b"Forbidden"), "wrong mode")
    equal(get(w, HOOK).status, 403, "status without anything")


def test_r021_r060(w: World):
    """R021, R060: a webhook of Meta's shape is answered {ok:true}; its text is understood, its sender gets the answer."""
    phone = w.new_phone()
    answer = w.say(phone, "Quiero el CATÁLOGO")
    equal((answer.status, answer.json()), (200, {"ok": True}), "answer")
    w.wait_replies(phone, 1)
    shown = until("the answer", lambda: [m for m in w.owner().messages(w.owner().conversation_of(phone)["id"]) if m["direction"] == "outbound"])
    equal(shown[0]["text"], "Te envío el catálogo en un momento.", "the answer")


def test_r022(w: World):
    """R022: one bit of the body or of the signature changed is 403 `Invalid signature`."""
    body = one_message(web.text_message(w.new_wamid(), w.new_phone(), "precio"))
    signed = web.signature(SECRET, body)
    for sent, signature in ((body[:-2] + b" }", signed), (body, signed[:-1] + ("0" if signed[-1] != "0" else "1"))):
        answer = w.charla.webhook(sent, X_Hub_Signature_256=signature)
        equal((answer.status, answer.body), (403, b"Invalid signature"), "answer")


def test_r024(w: World):
    """R024: GET /healthz answers {ok:true}."""
    equal((get(w, "/healthz").status, get(w, "/healthz").json()), (200, {"ok": True}), "answer")


def loopback_only(pid: int) -> list[str]:
    """The other ends of the process's TCP connections that are not on this machine."""
    mine = {os.readlink(f)[8:-1] for f in Path(f"/proc/{pid}/fd").iterdir() if os.path.islink(f) and os.readlink(f).startswith("socket:")}
    outside = []
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            remote = fields[2].split(":")[0]
            if fields[9] in mine and int(remote, 16) and not remote.endswith("7F") and not remote.endswith("0100007F"):
                outside.append(remote)
    return outside


def test_r054(w: World):
    """R054: without any WHATSAPP_ setting a message is answered and delivered, and no connection leaves the machine."""
    folder = w.work / "fake"
    folder.mkdir(exist_ok=True)
    fake = Charla(w.fleet, w.build, folder, "").start()
    try:
        answer = web.request(fake.port, "POST", "/api/v1/simulate/inbound", json.dumps({"text": "precio"}).encode(), JSON)
        equal(answer.status, 200, "status")
        until("it is delivered", lambda: fake.database.count("SELECT count(*) FROM msg_status WHERE status >= 2"))
        equal(loopback_only(fake.process.pid), [], "connections elsewhere")
    finally:
        fake.stop()


def test_r055_r056(w: World):
    """R055, R056: with the token, the number's id and fake mode off, sends go to {graph}/{number}/messages as Meta wants them."""
    folder, phone = w.work / "live", w.new_phone()
    folder.mkdir(exist_ok=True)
    with Cloud() as cloud:
        live = Charla(w.fleet, w.build, folder, "", WHATSAPP_FAKE_MODE="false", WHATSAPP_TOKEN="EAA-token",
                      WHATSAPP_PHONE_NUMBER_ID="106540352242922", CHARLA_CHANNEL_GRAPH_URL=cloud.url + "/v20.0").start()
        try:
            said = web.envelope("106540352242922", [web.text_message(w.new_wamid(), phone, "precio")])
            equal(live.webhook(said).status, 200, "status")
            path, headers, body = until("the send", lambda: cloud.requests)[0]
        finally:
            live.stop()
    equal((path, headers["authorization"]), ("/v20.0/106540352242922/messages", "Bearer EAA-token"), "request")
    equal((body["messaging_product"], body["to"], body["type"], body["text"]["body"]),
          ("whatsapp", "+" + phone, "text", "Nuestra lista de precios: ..."), "message")


def test_r057(w: World):
    """R057: a template goes out as a template; an unknown type is refused by name, not dropped."""
    phone = w.new_phone()
    equal(post(w, SEND, text_to(phone, type="template", template="hello_world")).status, 200, "status of a template by its name")
    w.wait_replies(phone, 1)
    refused = post(w, SEND, text_to(phone, type="hologram"))
    equal((refused.status, [e["field"] for e in refused.json()["errors"]]), (422, ["type"]), "an unknown type")


def test_r058_r059(w: World):
    """R058, R059: the shipped flow finds the words in any case and answers with the four texts."""
    for said, answer in (("PRECIO por favor", "Nuestra lista de precios: ..."), ("un catalogo", "Te envío el catálogo en un momento."),
                         ("CATÁLOGO", "Te envío el catálogo en un momento."), ("hola", "¿En qué puedo ayudarte?"),
                         ("Soporte!", "Te paso con un humano de soporte.")):
        phone = w.new_phone()
        w.say(phone, said)
        w.wait_replies(phone, 1)
        owner = w.owner()
        thread = owner.messages(until("the conversation", lambda: owner.conversation_of(phone))["id"])
        equal([m["text"] for m in thread if m["author"] == "bot"], [answer], f"answer to {said!r}")


def test_r061(w: World):
    """R061: what was accepted while nobody worked on it is worked on after the restart."""
    phone = w.new_phone()
    w.stub.control(refuse=1)
    try:
        equal(w.say(phone, "precio").status, 200, "status")
        w.charla.kill()
    finally:
        w.stub.control(refuse=0)
    w.charla.start()
    w.wait_replies(phone, 1, timeout_s=60)
    w.charla.wait_quiet(10)
    equal(len(w.replies(phone)), 1, "replies")


def test_r137_r138(w: World):
    """R137, R138: requests are counted and timed by service, endpoint (the pattern, not the path), method and status."""
    labels = {"service": "charla", "endpoint": "/api/v1/conversations/{id}", "method": "GET", "status": "401"}
    before = metric(w, "http_requests_total", **labels), metric(w, "http_request_latency_seconds_count", service="charla", endpoint=labels["endpoint"])
    get(w, "/api/v1/conversations/00000000-0000-0000-0000-000000000000")
    after = metric(w, "http_requests_total", **labels), metric(w, "http_request_latency_seconds_count", service="charla", endpoint=labels["endpoint"])
    equal([b - a for a, b in zip(before, after)], [1, 1], "requests counted, requests timed")
    expect(metric(w, "http_request_latency_seconds_bucket", le="+Inf") > 0, "there are no buckets")


def test_r139(w: World):
    """R139: a flow's call is counted as tool_calls_total{tool,status}; one to a private address is an error."""
    owner = w.owner()
    graph = {"name": "R139", "triggers": [{"type": "keyword", "words": ["r139"], "priority": 9}], "start": "a",
             "nodes": {"a": {"type": "http", "fields": {"url": f"http://127.0.0.1:{w.charla.port}/healthz"}, "exits": {}}}}
    made = owner.post("/api/v1/flows", {"graph": graph})
    owner.post(f"/api/v1/flows/{made['id']}/activate", {"version": made["version"]})
    w.say(w.new_phone(), "r139")
    until("the call is counted", lambda: metric(w, "tool_calls_total", tool="http", status="error") == 1)
    w.answers_still()


def test_r141(w: World):
    """R141: log lines carry the agreed fields, and one correlation id goes from the request to the turn."""
    phone, wanted = w.new_phone(), "r141-correlation-id"
    body = one_message(web.text_message(w.new_wamid(), phone, "precio"))
    equal(w.charla.webhook(body, X_Request_Id=wanted).headers.get("x-request-id"), wanted, "X-Request-Id of the answer")
    w.wait_replies(phone, 1)

    def lines() -> list[dict]:
        return [json.loads(line) for line in w.charla.output().splitlines() if line.startswith("{") and wanted in line]

    completed = until("the request is logged", lambda: [x for x in lines() if x["event"] == "request_completed"])[0]
    equal({k: completed[k] for k in ("level", "service", "endpoint", "status_code", "correlation_id")},
          {"level": "info", "service": "charla", "endpoint": HOOK, "status_code": 200, "correlation_id": wanted}, "the line")
    expect(completed["latency_ms"] >= 0 and completed["timestamp"].endswith("Z"), f"latency or time of {completed}")
    conversation = until("the conversation", lambda: w.owner().conversation_of(phone))["id"]
    turns = w.owner().get(f"/api/v1/conversations/{conversation}/turns")["items"]
    equal(turns[0]["causes"][0]["correlation_id"], wanted, "the turn's cause")


def test_r023(w: World):
    """R023: /internal/status tells the send worker's real state: `ok`, and something else when the provider has shut us out.

    The last one: the channel stays shut for a while."""
    def send_worker() -> str:
        return get(w, "/internal/status").json()["workers"]["send_worker"]

    equal(send_worker(), "ok", "send_worker")
    w.stub.control(error=1, error_status=401, error_code=190)  # the access token has expired
    try:
        w.say(w.new_phone(), "precio")
        until("the send worker says what is wrong", lambda: send_worker() == "stopped by the provider")
    finally:
        w.stub.control(error=0)
