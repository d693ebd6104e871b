"""`charla inspect`: what an operator sees and does in the terminal of the machine."""

import json
import os
import signal
import stat
import subprocess

from harness.processes import until

from runner import equal, expect
from world import World


def inspect(w: World, *words: str, **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run([str(w.charla.binary), "inspect", *words], env=w.charla.environment() | environment, cwd=w.work,
                          capture_output=True, text=True, timeout=30)


def seen(w: World, *words: str) -> str:
    done = inspect(w, *words)
    equal((done.returncode, done.stderr), (0, ""), f"inspect {' '.join(words)}")
    return done.stdout


def resident(w: World, phone: str) -> str:
    """The id of this person's conversation, once it has been answered."""
    w.say(phone, "precio")
    w.wait_replies(phone, 1)
    return until("the conversation is listed", lambda: w.owner().conversation_of(phone))["id"]


def actor_line(w: World, conversation: str) -> str:
    return next((line for line in seen(w).splitlines() if f"conversation/{conversation}" in line), "")


def test_tree(w: World):
    """Without a key the terminal of the machine sees the tree; the file that lets it in is its owner's alone."""
    conversation = resident(w, w.new_phone())
    lines = seen(w).splitlines()
    equal(lines[0].split()[:9], ["ACTOR", "TYPE", "ID", "PARENT", "STATE", "MAILBOX", "PROCESSED", "RESTARTS", "AGE"], "columns")
    expect(lines[1].startswith("node_supervisor "), f"the first actor is {lines[1]}")
    expect(any(line.startswith(f"    conversation/{conversation} ") for line in lines), f"no conversation below a shard in {lines}")
    tree = json.loads(seen(w, "--json"))
    expect({"id", "parent", "type", "name", "state", "mailbox", "processed", "restarts", "last_error", "age_ms"} <= set(tree["items"][0]), str(tree["items"][0]))
    equal(stat.S_IMODE(os.stat(w.work / "terminal.key").st_mode), 0o600, "mode of terminal.key")


def test_conversation(w: World):
    """One conversation is shown with its memory, its actor and its last turns."""
    conversation = resident(w, w.new_phone())
    page = seen(w, conversation)
    for part in ("who speaks    the bot", "pending       nothing", "contact precio", "bot     Nuestra lista de precios", "intent=precio"):
        expect(part in page, f"{part!r} is not in\n{page}")
    equal(set(json.loads(seen(w, conversation, "--json"))), {"conversation", "inside", "turns"}, "members of --json")


def test_commands(w: World):
    """A conversation is paused, resumed, restarted and sent to sleep; a person's silence is released."""
    phone = w.new_phone()
    conversation = resident(w, phone)
    seen(w, "pause", conversation)
    until("it is paused", lambda: "paused" in actor_line(w, conversation))
    seen(w, "resume", conversation)
    until("it is not paused", lambda: "paused" not in actor_line(w, conversation))
    number = actor_line(w, conversation).split()[2]
    seen(w, "restart", number, "--reason", "the test")
    until("another actor holds it", lambda: actor_line(w, conversation) and actor_line(w, conversation).split()[2] != number)
    until("it is idle", lambda: " idle " in actor_line(w, conversation))
    seen(w, "passivate", conversation)
    until("it sleeps", lambda: actor_line(w, conversation) == "")
    asleep = inspect(w, "restart", conversation)
    expect(asleep.returncode == 1 and "not in memory" in asleep.stderr, asleep.stderr)
    w.say(phone, "soporte")
    until("a person has it", lambda: "a person" in seen(w, conversation))
    seen(w, "release", conversation)
    until("the bot has it again", lambda: "who speaks    the bot" in seen(w, conversation))
    audit = [(row["who"], row["details"]["reason"]) for row in w.owner().get("/api/v1/audit")["items"] if row["action"] == "actor.command"]
    expect(("key 0 (terminal)", "the test") in audit, f"the audit says {audit}")


def test_watch(w: World):
    """--watch draws anew until Ctrl-C, which ends it with 0."""
    watch = subprocess.Popen([str(w.charla.binary), "inspect", "--watch", "1"], env=w.charla.environment(), cwd=w.work,
                             stdout=subprocess.PIPE, text=True)
    try:
        drawn = 0
        while drawn < 2:
            line = watch.stdout.readline()
            expect(line, "it ended by itself")
            drawn += line.startswith("ACTOR ")
        watch.send_signal(signal.SIGINT)
        equal(watch.wait(10), 0, "exit code")
    finally:
        watch.kill()
        watch.stdout.close()


def test_errors(w: World):
    """What does not work is said in a sentence that helps, with exit code 1."""
    for words, part in (
        (("--key", "wrong"), "key is not accepted"),
        (("--url", "http://127.0.0.1:1", "--key", "x"), "nobody answers"),
        (("--url", "http://192.0.2.1"), "needs an API key"),
        (("nonsense",), "named by its id"),
        (("restart",), "usage:"),
        (("restart", "99999999"), "no such actor"),
        (("00000000-0000-0000-0000-000000000000",), "no such conversation"),
    ):
        done = inspect(w, *words)
        equal(done.returncode, 1, f"exit code of {words}")
        expect(part in done.stderr, f"{words}: {part!r} is not in {done.stderr!r}")
    elsewhere = inspect(w, CHARLA_STORE_PATH=str(w.work / "elsewhere" / "charla.db"))
    expect(elsewhere.returncode == 1 and "charla serve" in elsewhere.stderr, elsewhere.stderr)


def test_key_goes_with_the_process(w: World):
    """A stopped installation leaves no key behind; a killed one's key opens nothing after the restart."""
    old = (w.work / "terminal.key").read_text().splitlines()
    w.charla.kill()
    w.charla.start()
    refused = inspect(w, "--url", old[0], "--key", old[1])
    expect(refused.returncode == 1 and "not accepted" in refused.stderr, refused.stderr)
    seen(w)
    w.charla.stop()
    expect(not (w.work / "terminal.key").exists(), "terminal.key is still there")
    w.charla.start()
