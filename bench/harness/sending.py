"""Programs of an organisation that send: the owner's session, a key, single messages and batches, at a rate or beside."""

import http.client
import json
import re
import threading
import time
from contextlib import contextmanager
from typing import Callable, Iterator

from . import web
from .charla import Charla
from .processes import Failed

PRINTED = re.compile(r"(\S+@\S+)\s\s(\S+)")
TEMPLATE = {"name": "aviso", "language": {"code": "es_AR"}}
BATCH = 100
JSON = {"Content-Type": "application/json"}


class Session:
    """The owner of a demo installation, signed in, with a program's key."""

    def __init__(self, charla: Charla):
        self.charla = charla
        self.cookie: dict[str, str] = {}
        email, password = PRINTED.search(charla.output()).groups()
        answer = self.post("/api/v1/session", {"email": email, "password": password})
        self.cookie = {"Cookie": answer.headers["set-cookie"].split(";")[0], "Origin": f"http://127.0.0.1:{charla.port}"}

    def post(self, target: str, body: dict) -> web.Answer:
        answer = web.request(self.charla.port, "POST", target, json.dumps(body).encode(), JSON | self.cookie)
        if answer.status != 200:
            raise Failed(f"POST {target} got {answer.status}: {answer.body[:300]!r}")
        return answer

    def key(self) -> dict[str, str]:
        """A program's key as a header, without a rate of its own where keys have one."""
        wish = {"name": "load", "scopes": ["conversations:write"]}
        try:
            key = self.post("/api/v1/keys", wish | {"rate_per_minute": 1_000_000}).json()["key"]
        except Failed:
            key = self.post("/api/v1/keys", wish).json()["key"]
        return {"Authorization": f"Bearer {key}"}


class Sending:
    """One connection over which messages are sent: in batches where the installation takes them, else one by one."""

    def __init__(self, session: Session):
        self._connection = http.client.HTTPConnection("127.0.0.1", session.charla.port, timeout=30)
        self._headers = JSON | session.key()
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
def in_background(*works: Callable[[], None]) -> Iterator[Callable[[], bool]]:
    """Runs them beside; yields whether any still runs. The first exception becomes ours at the end."""
    failed: list[BaseException] = []

    def run(work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as why:  # told to the thread that waits
            failed.append(why)

    threads = [threading.Thread(target=run, args=(w,), daemon=True) for w in works]
    for thread in threads:
        thread.start()
    yield lambda: any(t.is_alive() for t in threads)
    for thread in threads:
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
