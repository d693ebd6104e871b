"""What docs/messages-api.md says, run as it stands there; and R188 to R201, R221 of the requirements from outside."""

import datetime
import json
import os
import re
import subprocess

from harness import paths, web
from harness.processes import until

from runner import equal, expect
from world import World

JSON = {"Content-Type": "application/json"}
EXAMPLE = re.compile(r"```sh\n(.*?)```\n```json\n(.*?)```", re.S)
ANYTHING = "…"


def fits(shown: object, real: object) -> bool:
    """Whether the answer is the one that the document shows; `…` stands for anything."""
    if shown == ANYTHING:
        return True
    if isinstance(shown, dict):
        return isinstance(real, dict) and shown.keys() == real.keys() and all(fits(v, real[k]) for k, v in shown.items())
    if isinstance(shown, list):
        return isinstance(real, list) and len(shown) == len(real) and all(map(fits, shown, real))
    return shown == real


def key_of(w: World, *scopes: str, **more: object) -> str:
    return w.owner().post("/api/v1/keys", {"name": "e2e", "scopes": list(scopes)} | more)["key"]


def call(w: World, method: str, path: str, key: str, body: dict | None = None, **headers: str) -> web.Answer:
    data = json.dumps(body).encode() if body is not None else b""
    return web.request(w.charla.port, method, path, data, JSON | headers | {"Authorization": f"Bearer {key}"})


def who_wrote(w: World, phone: str = "") -> str:
    """A person whose window is open: free texts go only within 24 hours of the customer's last message."""
    phone = phone or w.new_phone()
    w.say(phone, "precio")
    w.wait_replies(phone, 1)
    return phone


def run_example(command: str, environment: dict[str, str]) -> object:
    done = subprocess.run(["bash", "-c", command], env=environment, capture_output=True, text=True, timeout=30)
    try:
        return json.loads(done.stdout)
    except ValueError:
        return f"not JSON: {done.stdout[:200]} {done.stderr[:200]}"


def test_examples(w: World):
    """Every example of the document answers what the document shows."""
    tomorrow = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=1)
    environment = {"PATH": os.environ["PATH"], "CHARLA": f"http://127.0.0.1:{w.charla.port}",
                   "KEY": key_of(w, "messages:send"), "ADMIN_KEY": key_of(w, "keys:write", "channels:write", "messages:send"),
                   "TOMORROW": tomorrow.strftime("%Y-%m-%dT%H:%M:%SZ")}
    for last in range(2, 5):
        who_wrote(w, f"549115555014{last}")
    examples = EXAMPLE.findall((paths.ROOT / "docs" / "messages-api.md").read_text())
    expect(len(examples) > 10, f"{len(examples)} examples were found")
    for command, answer in examples:
        shown = json.loads(answer)
        if isinstance(shown, dict) and shown.get("status") == "SUCCESS":  # a reader comes later than a test
            until(f"as the document shows: {command}", lambda: fits(shown, run_example(command, environment)))
            continue
        real = run_example(command, environment)
        expect(fits(shown, real), f"{command}\nanswers {real}\nthe document shows {shown}")


def test_r192_r193_r199_r200(w: World):
    """R192, R193, R199, R200: a message is queued, goes through PENDING to SUCCESS, and has the provider's key."""
    phone, key = who_wrote(w), key_of(w, "messages:send")
    queued = call(w, "POST", "/messages", key, {"phone": "+" + phone, "message": "Hola"})
    equal((queued.status, set(queued.json())), (200, {"success", "message", "task_id"}), "answer")
    w.wait_replies(phone, 2)
    done = until("the task is over", lambda: (t := call(w, "GET", f"/tasks/{queued.json()['task_id']}", key).json())["result"] and t)
    equal((done["status"], done["result"]["success"], done["result"]["phone"]), ("SUCCESS", True, "+" + phone), "task")
    equal(done["result"]["evolution_key"], w.replies(phone)[1][6], "evolution_key and the provider's id")


def test_r197(w: World):
    """R197: what is wrong is told by field before anything is queued."""
    answer = call(w, "POST", "/messages", key_of(w, "messages:send"), {"phone": "12", "message": ""})
    equal((answer.status, [e["field"] for e in answer.json()["errors"]]), (422, ["phone", "message"]), "answer")


def test_r199_failure(w: World):
    """R199: what the provider refuses for good is FAILURE, with its reason."""
    phone, key = who_wrote(w), key_of(w, "messages:send")
    w.stub.control(error=1, error_status=400, error_code=131026)
    try:
        task = call(w, "POST", "/api/v1/messages", key, {"to": phone, "text": "x"}).json()["task_id"]
        failed = until("it has failed", lambda: (t := call(w, "GET", f"/api/v1/tasks/{task}", key).json())["status"] == "FAILURE" and t)
    finally:
        w.stub.control(error=0)
    equal(failed["error"]["code"], 131026, "code")


def test_kill(w: World):
    """A message that was answered 202 goes out once, though the program is killed right after and the key is said again."""
    phone, key = who_wrote(w), key_of(w, "messages:send")
    w.stub.control(refuse=1)
    body = {"to": phone, "text": "x", "client_id": "before-the-kill"}
    try:
        equal(call(w, "POST", "/api/v1/messages", key, body).status, 202, "status")
        w.charla.kill()
    finally:
        w.stub.control(refuse=0)
    w.charla.start()
    equal(call(w, "POST", "/api/v1/messages", key, body).status, 202, "status of the repetition")
    equal(call(w, "POST", "/api/v1/messages", key, body | {"text": "y"}).status, 409, "status of another message")
    w.wait_replies(phone, 2, timeout_s=60)
    w.charla.wait_quiet(10)
    equal(len(w.replies(phone)), 2, "the bot's answer and the send")


def test_at_the_same_moment(w: World):
    """One key said by many at the same moment, with two messages: one is sent, the other is told of the conflict."""
    import concurrent.futures
    phone, key = who_wrote(w), key_of(w, "messages:send")
    bodies = [{"to": phone, "text": f"text {i % 2}", "client_id": "at-once"} for i in range(16)]
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(lambda b: call(w, "POST", "/api/v1/messages", key, b).status, bodies))
    by_text = [{s for i, s in enumerate(statuses) if i % 2 == t} for t in (0, 1)]
    equal(sorted(map(sorted, by_text)), [[202], [409]], "statuses by text")
    w.wait_replies(phone, 2)
    w.charla.wait_quiet(10)
    equal(len(w.replies(phone)), 2, "the bot's answer and the send")


def test_later(w: World):
    """A message for later waits for its moment, through a restart."""
    phone, key = who_wrote(w), key_of(w, "messages:send")
    at = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=4)
    body = {"to": phone, "text": "x", "client_id": "later", "send_at": at.isoformat(timespec="milliseconds")}
    equal(call(w, "POST", "/api/v1/messages", key, body).status, 202, "status")
    w.charla.kill()
    equal(len(w.replies(phone)), 1, "sends before the moment, the bot's answer")
    w.charla.start()
    w.wait_replies(phone, 2, timeout_s=30)
    expect(datetime.datetime.now(datetime.timezone.utc) >= at, "it went before its moment")


def test_rate(w: World):
    """A key's pace is kept, and told."""
    key = key_of(w, "messages:send", rate_per_minute=2)
    answers = [call(w, "GET", "/api/v1/tasks", key) for _ in range(3)]
    equal([a.status for a in answers], [200, 200, 429], "statuses")
    expect(int(answers[2].headers["retry-after"]) > 0 and answers[0].headers["ratelimit-limit"] == "2", "fields")


def test_r194(w: World):
    """R194: / answers programs with JSON and browsers with the page."""
    equal(web.request(w.charla.port, "GET", "/").json()["ok"], True, "ok")
    page = web.request(w.charla.port, "GET", "/", b"", {"Accept": "text/html"})
    expect(b"<html" in page.body.lower(), "the page is no page")


def test_r091_r092_r093(w: World):
    """R091 to R093: a host brings a message and gets the bubbles of the bot's turn; while a person has the conversation it is ignored."""
    owner, phone = w.owner(), w.new_phone()
    owner.post("/api/v1/channels", {"key": "e2e-host", "type": "host"})
    key = key_of(w, "messages:send")
    ask = {"channel": "e2e-host", "from": phone, "text": "precio", "message_id": "h1"}
    said = {"status": "ok", "send": True, "messages": [{"part": 1, "total": 1, "text": "Nuestra lista de precios: ...", "type": "text"}]}
    equal(call(w, "POST", "/chat", key, ask).json(), said, "answer")
    equal(call(w, "POST", "/chat", key, ask).json(), said, "answer to the same message")
    conversation = owner.conversation_of(phone)["id"]
    until("it is delivered", lambda: [m for m in owner.messages(conversation) if m.get("status") == "delivered"])
    owner.post(f"/api/v1/conversations/{conversation}/take-over", {})
    ignored = call(w, "POST", "/chat", key, ask | {"message_id": "h2"}).json()
    equal(ignored, {"status": "ignored", "send": False, "messages": []}, "answer to a person's conversation")
    equal(w.replies(phone), [], "sends to a provider")
