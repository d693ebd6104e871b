"""An installation whose provider is the emulator with Meta's limits, and what it is asked to send."""

import http.client
import json
import re
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import Callable, Iterator

sys.path[:0] = [str(Path(__file__).resolve().parents[2] / "bench"), str(Path(__file__).resolve().parent)]

from harness import web  # noqa: E402
from harness.charla import Charla  # noqa: E402
from harness.emulator import Emulator  # noqa: E402
from harness.load import WEBHOOK  # noqa: E402
from harness.processes import Failed, Fleet  # noqa: E402

PRINTED = re.compile(r"(\S+@\S+)\s\s(\S+)")
TEMPLATE = {"name": "aviso", "language": {"code": "es_AR"}}
BATCH = 100
# The engine counts a message when it claims it, the provider when it arrives: what waited a moment on the way arrives
# closer together. Half a second's worth more at once is what the emulator lets through.
ARRIVES_LATE_S = 0.5


class Site:
    """Charla and the emulator, with the number's rate known to both."""

    def __init__(self, fleet: Fleet, build: Path, work: Path, rate: float, statuses: bool = False, **settings: object):
        port = Charla.reserve_port()
        self.emulator = Emulator(fleet, build, work, f"http://127.0.0.1:{port}{WEBHOOK}")
        self.emulator.control("limits", preset="meta", number_rate=rate, number_burst=int(rate * (1 + ARRIVES_LATE_S)))
        self.emulator.control("templates", name="aviso", language="es_AR", components=[{"type": "BODY", "text": "Hola"}])
        if not statuses:
            self.emulator.control("faults", lost_statuses={"probability": 1})
        limits = {"CHARLA_CHANNEL_NUMBER_RATE": rate, "CHARLA_CHANNEL_PAIR_BURST": 45, "CHARLA_CHANNEL_PAIR_INTERVAL_MS": 6000}
        self.charla = Charla(fleet, build, work, self.emulator.url, port=port, **(limits | settings))
        self.charla.start()
        email, password = PRINTED.search(self.charla.output()).groups()
        answer = self.ask("POST", "/api/v1/session", {"email": email, "password": password})
        self.cookie = {"Cookie": answer.headers["set-cookie"].split(";")[0], "Origin": f"http://127.0.0.1:{port}"}
        self.key = {"Authorization": f"Bearer {self._new_key()}"}

    def _new_key(self) -> str:
        """A program's key, without a rate of its own where keys have one."""
        wish = {"name": "prove", "scopes": ["conversations:write"]}
        try:
            return self.ask("POST", "/api/v1/keys", wish | {"rate_per_minute": 1_000_000}).json()["key"]
        except Failed:
            return self.ask("POST", "/api/v1/keys", wish).json()["key"]

    def ask(self, method: str, target: str, body: dict, status: int = 200, **headers: str) -> web.Answer:
        ours = {"Content-Type": "application/json"} | getattr(self, "cookie", {}) | {k.replace("_", "-"): v for k, v in headers.items()}
        answer = web.request(self.charla.port, method, target, json.dumps(body).encode(), ours)
        if answer.status != status:
            raise Failed(f"{method} {target} got {answer.status}: {answer.body[:300]!r}")
        return answer


class Sending:
    """One connection over which messages are sent: in batches where the installation takes them, else one by one."""

    def __init__(self, site: Site):
        self._connection = http.client.HTTPConnection("127.0.0.1", site.charla.port, timeout=30)
        self._headers = {"Content-Type": "application/json"} | site.key
        self.batches = self._post("/api/v1/messages", {"messages": []}).status not in (404, 405)

    def _post(self, target: str, body: dict) -> web.Answer:
        self._connection.request("POST", target, body=json.dumps(body).encode(), headers=self._headers)
        answer = self._connection.getresponse()
        return web.Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())

    def _until_taken(self, target: str, body: dict) -> web.Answer:
        """A 429 or a 503 is the installation's right: it is asked again when it says."""
        while True:
            answer = self._post(target, body)
            if answer.status not in (429, 503):
                return answer
            time.sleep(min(5.0, float(answer.headers.get("retry-after", "0.2"))))  # the pause that it asked for

    def one(self, phone: str) -> float:
        """A transactional message; returns when it was asked for, Unix seconds."""
        at = time.time()
        if self.batches:
            answer = self._until_taken("/api/v1/messages", self.item(phone, "transactional"))
        else:
            answer = self._until_taken("/api/messages/send", self.old_item(phone))
        if answer.status not in (200, 202):
            raise Failed(f"a send was answered with {answer.status}: {answer.body[:300]!r}")
        return at

    def many(self, phones: list[str]) -> None:
        """A campaign."""
        if not self.batches:
            for phone in phones:
                self.one(phone)
            return
        for first in range(0, len(phones), BATCH):
            left = phones[first:first + BATCH]
            while left:
                answer = self._until_taken("/api/v1/messages", {"messages": [self.item(p, "campaign") for p in left]})
                if answer.status != 202:
                    raise Failed(f"a batch was answered with {answer.status}: {answer.body[:300]!r}")
                refused = [i for i in answer.json()["items"] if "error" in i]
                if any(i["error"].get("status") not in (429, 503) for i in refused):
                    raise Failed(f"of a batch was refused: {refused[0]}")
                left = [left[i["index"]] for i in refused]

    @staticmethod
    def item(phone: str, priority: str) -> dict:
        return {"to": "+" + phone, "type": "template", "template": TEMPLATE, "priority": priority, "requested": True,
                "client_id": "prove-" + phone}

    @staticmethod
    def old_item(phone: str) -> dict:
        return {"channel_id": "wa_main", "to": "+" + phone, "type": "template", "template": TEMPLATE, "client_id": "prove-" + phone}


@contextmanager
def in_background(work: Callable[[], None]) -> Iterator[Callable[[], bool]]:
    """Runs `work` beside; yields whether it still runs. Its exception becomes ours at the end."""
    failed: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except BaseException as why:  # told to the thread that waits
            failed.append(why)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    yield thread.is_alive
    thread.join()
    if failed:
        raise failed[0]


def at_rate(rate: float, go_on: Callable[[int], bool], act: Callable[[int], None]) -> None:
    """Calls `act(0)`, `act(1)`, … at a steady rate, as people come: who is late is not waited for."""
    begun, n = time.monotonic(), 0
    while go_on(n):
        pause = begun + n / rate - time.monotonic()
        if pause > 0:
            time.sleep(pause)  # the rate itself, not a wait for anything
        act(n)
        n += 1
