"""One process's life: start, answer, be killed, come back, refuse a second owner, stop."""

import re
import subprocess

from harness import paths, web
from harness.charla import Charla
from harness.processes import until

from runner import equal, expect
from world import World


def test_health(w: World):
    """Health, readiness and metrics answer without credentials."""
    equal(web.request(w.charla.port, "GET", "/api/healthz").json().get("ok"), True, "/api/healthz")
    equal(web.request(w.charla.port, "GET", "/ready").status, 200, "/ready")
    metrics = web.request(w.charla.port, "GET", "/metrics")
    equal(metrics.status, 200, "/metrics")
    expect(b"http_requests_total" in metrics.body, "/metrics has no http_requests_total")


def test_verification(w: World):
    """The provider's verification request gets its challenge back; a wrong token gets 403."""
    target = "/api/webhooks/whatsapp?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token="
    good = web.request(w.charla.port, "GET", target + "change-me")
    equal((good.status, good.body.strip()), (200, b"1158201444"), "answer to the right token")
    equal(web.request(w.charla.port, "GET", target + "wrong").status, 403, "status of a wrong token")


def test_survives_kill(w: World):
    """After kill -9 and a restart the conversation is still there, and the next message is answered once."""
    phone, first, second = w.new_phone(), w.new_wamid(), w.new_wamid()
    w.say(phone, "precio", first)
    w.wait_replies(phone, 1)
    w.charla.wait_quiet(10)
    w.charla.kill()
    w.charla.start()
    equal(len(w.inbound(first)), 1, "history lines of the first message")
    equal(w.say(phone, "catalogo", second).status, 200, "status")
    w.wait_replies(phone, 2)
    w.charla.wait_quiet(10)
    equal(w.say(phone, "precio", first).status, 200, "status of a late redelivery of the first message")
    equal(len(w.inbound(first)), 1, "history lines after the redelivery")


def test_accepted_then_killed(w: World):
    """A message that was answered 200 and killed at once is answered to its sender after the restart."""
    phones = [w.new_phone() for _ in range(20)]
    for phone in phones:
        equal(w.say(phone, "precio").status, 200, "status")
    w.charla.kill()
    w.charla.start()
    for phone in phones:
        w.wait_replies(phone, 1, timeout_s=30)


def test_second_process(w: World):
    """A second process on the same SQLite file is refused with a message that says why, and the first goes on."""
    environment = w.charla.environment() | {"CHARLA_HTTP_PORT": "0"}
    done = subprocess.run([str(w.charla.binary), "serve"], env=environment, cwd=w.work, capture_output=True, text=True, timeout=30)
    expect(done.returncode != 0, "the second process has started")
    said = (done.stdout + done.stderr).lower()
    expect("another" in said or "locked" in said or "already" in said, f"the message does not say why: {said[-500:]}")
    expect("charla.db" in said, f"the message does not name the file: {said[-500:]}")
    w.answers_still()


def test_same_port(w: World):
    """A port that is in use is refused with a message that names it."""
    environment = w.charla.environment() | {"CHARLA_STORE_PATH": str(w.work / "other.db")}
    done = subprocess.run([str(w.charla.binary), "serve"], env=environment, cwd=w.work, capture_output=True, text=True, timeout=30)
    expect(done.returncode != 0, "the second process has started")
    expect(str(w.charla.port) in done.stdout + done.stderr, f"the message does not name the port: {(done.stdout + done.stderr)[-500:]}")


def test_stops_cleanly(w: World):
    """SIGTERM stops the process with exit code 0 while messages are coming in; nothing that was answered 200 is lost."""
    phones = [w.new_phone() for _ in range(20)]
    for phone in phones:
        equal(w.say(phone, "precio").status, 200, "status")
    equal(w.charla.stop(), 0, "exit code")
    w.charla.start()
    for phone in phones:
        w.wait_replies(phone, 1)
    w.charla.wait_quiet(10)
    equal([len(w.replies(p)) for p in phones], [1] * len(phones), "replies of each")


def test_provider_gone(w: World):
    """While the provider is away nothing is lost: the reply goes out when it is back."""
    phone = w.new_phone()
    w.stub.control(refuse=1)
    try:
        equal(w.say(phone, "precio").status, 200, "status")
        until("the message is in the history", lambda: w.count(f"SELECT count(*) FROM conversation WHERE wa_id = '{phone}'"))
    finally:
        w.stub.control(refuse=0)
    w.wait_replies(phone, 1, timeout_s=60)


def test_api_shows_it(w: World):
    """The owner signs in and reads the message and its answer in the API."""
    phone = w.new_phone()
    w.say(phone, "precio")
    w.wait_replies(phone, 1)
    owner = w.owner()
    shown = until("the conversation is listed", lambda: owner.conversation_of(phone))
    thread = owner.messages(shown["id"])
    texts = [str(m) for m in thread]
    expect(any("precio" in t and "Nuestra lista" not in t for t in texts), f"the question is not shown: {texts}")
    expect(any("Nuestra lista de precios" in t for t in texts), f"the answer is not shown: {texts}")


def test_api_refuses_strangers(w: World):
    """Without credentials the API answers 401."""
    equal(web.request(w.charla.port, "GET", "/api/v1/conversations").status, 401, "status")


def test_generated_files(w: World):
    """The command that a generated file names makes that very file."""
    for name in ("config/charla.toml", ".env.example"):
        text = (paths.ROOT / name).read_text()
        words = re.search(r"Generated by `charla ([^`]+)`", text)[1].split()
        done = subprocess.run([str(w.charla.binary), *words], capture_output=True, text=True, timeout=30)
        equal((done.returncode, done.stdout == text), (0, True), f"charla {' '.join(words)} makes {name}")


def test_elsewhere(w: World):
    """Started where its flows are not, it says which setting names them; where its pages are not, it warns and serves the API."""
    folder = w.work / "elsewhere"
    folder.mkdir()
    environment = w.charla.environment() | {"CHARLA_STORE_PATH": str(folder / "charla.db"), "CHARLA_PATHS_FLOWS": "no/such"}
    done = subprocess.run([str(w.charla.binary), "serve"], env=environment | {"CHARLA_HTTP_PORT": "0"}, cwd=folder, capture_output=True, text=True, timeout=30)
    expect(done.returncode == 1 and "paths.flows" in done.stderr, done.stderr[-300:])
    other = Charla(w.fleet, w.build, folder, w.stub.url, CHARLA_STORE_PATH=str(folder / "other.db"), CHARLA_PATHS_WEB="no/such").start()
    browser = web.request(other.port, "GET", "/", headers={"Accept": "text/html"})
    equal(browser.status, 404, "status of the page")
    expect("pages.missing" in other.output(), "the log does not say that there are no pages")
    other.stop()
