"""A reader of the event stream that programs written before Charla follow."""

import http.client
import json

from runner import equal
from world import World


class Stream:
    """A reader of /api/inbox/stream."""

    def __init__(self, w: World, since: str | None = None):
        self._connection = http.client.HTTPConnection("127.0.0.1", w.charla.port, timeout=15)
        self._connection.request("GET", "/api/inbox/stream", headers=w.owner().cookie | ({"Last-Event-ID": since} if since else {}))
        self._answer = self._connection.getresponse()
        equal((self._answer.status, self._answer.headers.get_content_type()), (200, "text/event-stream"), "the stream")

    def __enter__(self) -> "Stream":
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def next(self) -> tuple[str, str, dict]:
        """(id, event name, data) of the next event."""
        block: dict[str, str] = {}
        while True:
            line = self._answer.readline().decode().rstrip("\n")
            if line == "" and "data" in block:
                return block["id"], block["event"], json.loads(block["data"])
            name, _, value = line.partition(": ")
            if name:
                block[name] = value

    def until(self, *wanted: str) -> list[tuple[str, str, dict]]:
        """The events up to and with the first one whose data holds all of these."""
        seen = []
        while True:
            seen.append(self.next())
            if all(x in json.dumps(seen[-1][2], ensure_ascii=False) for x in wanted):
                return seen
