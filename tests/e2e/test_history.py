"""`charla replay` and `charla why`: what was decided, decided again, and why it was said."""

import json
import subprocess
from pathlib import Path

from harness.paths import ROOT
from harness.processes import until

from runner import equal, expect
from world import World


def charla(w: World, *words: str) -> subprocess.CompletedProcess:
    return subprocess.run([str(w.charla.binary), *words], env=w.charla.environment(), cwd=w.work, capture_output=True, text=True,
                          timeout=30)


def told(w: World) -> tuple[str, str]:
    """A conversation with a few turns: its id and the phone."""
    phone = w.new_phone()
    for n, text in enumerate(("precio", "catálogo", "y qué más"), 1):
        w.say(phone, text)
        w.wait_replies(phone, n)
    conversation = until("the conversation is listed", lambda: w.owner().conversation_of(phone))["id"]
    w.charla.wait_quiet(20)
    return conversation, phone


def test_replay(w: World):
    """Every turn is decided again, and every byte is the same."""
    conversation, _ = told(w)
    done = charla(w, "replay", conversation)
    equal((done.returncode, done.stderr), (0, ""), "replay")
    expect("every byte is the same" in done.stdout, done.stdout)
    answer = json.loads(charla(w, "replay", conversation, "--json").stdout)
    expect(answer["equal"] and answer["turns"] >= 3 and answer["differences"] == [], str(answer))


def test_replay_of_nobody(w: World):
    """What is no conversation, and what is nobody's, are told apart from a difference: exit 2."""
    equal(charla(w, "replay", "nobody").returncode, 2, "not an id")
    equal(charla(w, "replay", "00000000-0000-5000-8000-000000000000").returncode, 2, "nobody's id")


def test_what_if(w: World):
    """A draft that says the same changes nothing; one that says something else is shown answer by answer."""
    conversation, _ = told(w)
    flow = Path(ROOT / "config" / "flows" / "bienvenida.json")
    same = charla(w, "replay", "--flow", str(flow), "--last", "500")
    equal((same.returncode, same.stderr), (0, ""), "the same flow")
    expect(" 0 would change" in same.stdout, same.stdout)
    draft = json.loads(flow.read_text())
    draft["nodes"]["precio"]["fields"]["text"] = "Escríbenos por los precios."
    other = w.work / "draft.json"
    other.write_text(json.dumps(draft))
    changed = charla(w, "replay", "--flow", str(other), "--last", "500")
    equal(changed.returncode, 1, "another text")
    expect(f"{conversation}  turn 1" in changed.stdout, changed.stdout)
    expect("- text: Nuestra lista de precios" in changed.stdout and "+ text: Escríbenos por los precios." in changed.stdout, changed.stdout)
    draft["nodes"]["precio"]["type"] = "dance"
    other.write_text(json.dumps(draft))
    refused = charla(w, "replay", "--flow", str(other))
    equal(refused.returncode, 2, "a flow that cannot run")
    expect("nodes.precio.type" in refused.stderr or "dance" in refused.stderr, refused.stderr)


def test_why(w: World):
    """The chain of one message: what it answers, which flow was chosen and why, its steps, its delivery."""
    conversation, _ = told(w)
    lines = w.owner().get(f"/api/v1/conversations/{conversation}/messages")["items"]
    answer = next(m for m in lines if m["direction"] == "outbound")
    done = charla(w, "why", f"{conversation}:{answer['id']}")
    equal((done.returncode, done.stderr), (0, ""), "why")
    for part in ("because of inbound_message", "«precio»", "chosen: any_message of Bienvenida v1", "intent: precio", "delivery: "):
        expect(part in done.stdout, f"{part!r} is not in\n{done.stdout}")
    equal(charla(w, "why", f"{conversation}:m999").returncode, 2, "no such message")
    equal(charla(w, "why", "x").returncode, 2, "no name of a message")
