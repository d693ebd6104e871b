"""One installation with its provider stub, and what the cases ask of it."""

import itertools
import time
from pathlib import Path

from harness import web
from harness.charla import PHONE_NUMBER_ID, Charla
from harness.load import Load
from harness.processes import Fleet, until
from harness.stub import Stub
from owner import Owner

_numbers = itertools.count(1)


class World:
    """charla and the stub in a folder of their own, grouping off, ready."""

    def __init__(self, fleet: Fleet, build: Path, work: Path, **settings: object):
        work.mkdir(parents=True, exist_ok=True)
        self.fleet, self.build, self.work = fleet, build, work
        self.stub = Stub(fleet, build, work)
        self.charla = Charla(fleet, build, work, self.stub.url, **settings)
        self.charla.start()

    @staticmethod
    def new_phone() -> str:
        """A sender that no case before has used."""
        return f"5491{next(_numbers):09}"

    @staticmethod
    def new_wamid() -> str:
        return f"wamid.e2e.{time.time_ns()}.{next(_numbers)}"

    def say(self, phone: str, text: str, wamid: str | None = None) -> web.Answer:
        return self.charla.say(wamid or self.new_wamid(), phone, text)

    def ensure_running(self) -> None:
        """One case's failure must not be the next one's: what has ended or hangs is started anew."""
        process = self.charla.process
        if process.running() and web.answers(self.charla.port, "/ready"):
            return
        print(f"     charla {'does not answer' if process.running() else f'has ended with {process.exit_code}'}: {process.tail(3)[:500]}")
        self.charla.kill()
        self.charla.start()

    def owner(self) -> Owner:
        return Owner(self.charla)

    def load(self, **options: object) -> Load:
        """A load generator against this installation."""
        return Load(self.fleet, self.build, self.work, self.charla.port, f"load{next(_numbers)}", **options)

    def replies(self, phone: str) -> list[list[str]]:
        """The stub's log lines of sends to this person: R, ns, out_id, to, hash, outcome, wamid."""
        lines = (line.split("\t") for line in self.stub.log.read_text().splitlines())
        return [line for line in lines if line[0] == "R" and line[3] == phone]

    def wait_replies(self, phone: str, count: int, timeout_s: float = 10) -> list[list[str]]:
        until(f"{count} replies to {phone}", lambda: len(self.replies(phone)) >= count, timeout_s)
        return self.replies(phone)

    def answers_still(self) -> None:
        """The installation takes a new person's message and answers it: nothing that came before has harmed it."""
        phone = self.new_phone()
        answer = self.say(phone, "precio")
        assert answer.status == 200, f"a healthy webhook got {answer.status}: {answer.body[:200]!r}"
        self.wait_replies(phone, 1)

    def inbound(self, wamid: str) -> list[tuple]:
        """(type, body) of the history lines with this provider id."""
        return list(self.charla.database.rows(f"SELECT type, body FROM message WHERE dir = 0 AND provider_id = '{wamid}'"))

    def wait_inbound(self, wamid: str) -> tuple:
        return until(f"{wamid} in the history", lambda: self.inbound(wamid))[0]

    def count(self, sql: str) -> int:
        return self.charla.database.count(sql)


def one_message(message: dict) -> bytes:
    return web.envelope(PHONE_NUMBER_ID, [message])
