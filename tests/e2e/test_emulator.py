"""Charla against the emulated providers (docs/emulator.md), with their limits and faults, over real sockets."""

import itertools
import re
from contextlib import contextmanager
from typing import Iterator

from harness import paths, web
from harness.charla import Charla
from harness.emulator import Emulator
from harness.load import WEBHOOK
from harness.processes import Fleet, until

from runner import equal, expect
from world import World

_folders = itertools.count(1)
FAILED, READ = 5, 3


@contextmanager
def emulated(w: World, **settings: object) -> Iterator[tuple[Charla, Emulator]]:
    """An installation of its own whose provider is the emulator."""
    work = w.work / f"emulated{next(_folders)}"
    work.mkdir()
    with Fleet() as fleet:
        port = Charla.reserve_port()
        emulator = Emulator(fleet, w.build, work, f"http://127.0.0.1:{port}{WEBHOOK}")
        charla = Charla(fleet, w.build, work, emulator.url, port=port, CHARLA_ENGINE_IN_DOUBT_WAIT_MS=1500, **settings)
        charla.start()
        yield charla, emulator


def sends_to(emulator: Emulator, phone: str) -> list[dict]:
    return [s for s in emulator.sends() if s["to"].lstrip("+") == phone]


def status_of_all(charla: Charla) -> list[int]:
    return [row[0] for row in charla.database.rows("SELECT status FROM msg_status")]


def test_customer(w: World):
    """A customer played by the emulator is answered through it, and the answer's status rises to read."""
    with emulated(w) as (charla, emulator):
        phone = w.new_phone()
        played = emulator.control("inbound", text="precio", **{"from": phone})
        equal(played["callback_status"], 200, "status of the webhook")
        until("the answer is read", lambda: status_of_all(charla) == [READ], 15)
        equal([(s["text"], s["outcome"]) for s in sends_to(emulator, phone)], [("Nuestra lista de precios: ...", "accepted")], "sends")
        equal(emulator.counts()["repeated"], 0, "ids that came twice")


def test_closed_connection(w: World):
    """A send whose connection closed after it was taken is not sent again: its status tells. One that was not taken is."""
    with emulated(w) as (charla, emulator):
        taken, dropped = w.new_phone(), w.new_phone()
        emulator.control("faults", closed_after={"next": 1})
        emulator.control("inbound", text="precio", **{"from": taken})
        until("the first is read", lambda: status_of_all(charla) == [READ], 15)
        emulator.control("faults", closed_before={"next": 1})
        emulator.control("inbound", text="precio", **{"from": dropped})
        until("the second is read", lambda: status_of_all(charla) == [READ, READ], 30)
        charla.wait_quiet(20)
        equal([s["outcome"] for s in sends_to(emulator, taken)], ["closed_after"], "sends of the first")
        equal([s["outcome"] for s in sends_to(emulator, dropped)], ["accepted"], "sends of the second that arrived")


def test_number_limit(w: World):
    """A provider that allows less than we think refuses with 130429; every message arrives in the end, and once."""
    with emulated(w) as (charla, emulator):
        emulator.control("limits", number_rate=4, number_burst=2)
        phones = [w.new_phone() for _ in range(8)]
        for phone in phones:
            equal(charla.say(w.new_wamid(), phone, "precio").status, 200, "status of a webhook")
        until("every message is taken", lambda: emulator.counts()["accepted"] == len(phones), 90)
        expect(emulator.counts()["rejections"].get("130429", 0) > 0, "the limit was never met: nothing was shown")
        charla.wait_quiet(20)
        taken = [sum(s["outcome"] == "accepted" for s in sends_to(emulator, p)) for p in phones]
        equal(taken, [1] * len(phones), "messages that each customer got")


def test_window(w: World):
    """What the provider refuses by status, because the customer's 24 hours are over, is told as failed with its code."""
    with emulated(w) as (charla, emulator):
        emulator.control("limits", window_ms=86_400_000)
        charla.say(w.new_wamid(), w.new_phone(), "precio")  # the emulator has not heard of this customer
        until("the answer has failed", lambda: status_of_all(charla) == [FAILED], 15)
        equal([row[0] for row in charla.database.rows("SELECT error_code FROM msg_status")], [131047], "codes")


def test_documented(w: World):
    """Every fault, limit and type of docs/emulator.md is there, and none besides."""
    text = (paths.ROOT / "docs" / "emulator.md").read_text()
    named = set(re.findall(r"`([a-z_0-9]+)`", text))
    with emulated(w) as (_, emulator):
        for what in ("faults", "limits"):
            answer = web.request(emulator.port, "GET", f"/control/{what}").json()
            missing = {n for n in answer if n not in named}
            expect(not missing, f"docs/emulator.md does not name the {what} {missing}")
        for name in re.findall(r"^\| `([a-z_]+)`(?:, `[a-z_]+`)* \|", text.split("### Faults")[1].split("### Customers")[0], re.M):
            emulator.control("faults", **{name: {"next": 0}})
        typed = text.split("### Customers")[1].split("`message` takes")[0]
        types = [n for row in re.findall(r"^\| (`[^|]+) \|", typed, re.M) for n in re.findall(r"`([a-z_]+)`", row) if n != "type"]
        expect(len(types) >= 18, f"only {types} are documented")
        whole = {"text": "x", "about": "wamid.X", "choice": {"id": "1"}, "contact": {"name": "P", "phone": "+549"}}
        for kind in types:
            equal(emulator.control("inbound", type=kind, **whole)["callback_status"], 200, f"status of the webhook of {kind}")
