"""Measurements of what goes out: sends of one channel, files that customers send, memory while messages wait."""

import sqlite3
import time
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Iterator

from . import paths, web
from .charla import Charla
from .cases import settled_rss
from .emulator import Emulator
from .load import WEBHOOK
from .processes import Failed, Fleet, until
from .sending import Sending, Session
from .stub import Stub
from .variants import Running

HELD = {"CHARLA_CHANNEL_NUMBER_RATE": 0.01}  # one message goes, the others wait
FILE_BYTES = 200 * 1024                      # a photo of a telephone
FETCH_STARTS_S = 10.0


Sink = Stub | Emulator


@contextmanager
def waiting(build: Path, work: Path, messages: int, emulated: bool = False) -> Iterator[tuple[Fleet, Sink]]:
    """A store in which so many messages of one channel wait, its product stopped, and a provider that takes them."""
    with Fleet() as fleet:
        sink = Emulator(fleet, build, work) if emulated else Stub(fleet, build, work)
        charla = Charla(fleet, build, work, sink.url, **HELD)
        charla.start()
        Sending(Session(charla)).many([f"54911{40_000_000 + n}" for n in range(messages)])
        until("the messages wait", lambda: charla.database.work_left()["inbox"] == 0, 120)
        charla.stop()
        yield fleet, sink


def sends_per_s(build: Path, work: Path, messages: int, emulated: bool) -> dict:
    """Sends of one channel a second, of those that wait, to a provider that answers at once: the stub, or the emulator,
    which does more and shares the processor."""
    with waiting(build, work, messages, emulated) as (fleet, sink):
        before = len(sent_at(sink))
        charla = Charla(fleet, build, work, sink.url)
        charla.start()
        charla.wait_quiet(300)
        cpu = charla.process.cpu_seconds()
        charla.stop()
        times = sent_at(sink)[before:]
    # The first tenth is the start itself.
    steady = times[len(times) // 10:]
    if len(steady) < 2 or steady[-1] == steady[0]:
        raise Failed(f"only {len(times)} messages were sent")
    return {"per_s": (len(steady) - 1) / (steady[-1] - steady[0]), "cpu_us": 1e6 * cpu / len(times)}


def sent_at(sink: Sink) -> list[float]:
    """When each send came, in seconds of the sink's clock."""
    if isinstance(sink, Emulator):
        return sorted(s["at_ms"] / 1e3 for s in sink.sends())
    return sorted(int(line.split("\t")[1]) / 1e9 for line in sink.log.read_text().splitlines() if line.startswith("R\t"))


def files_per_s(build: Path, work: Path, files: int) -> dict:
    """Customers' files a second that the product has fetched from the emulator, beside one client that fetches them one
    after the other and does nothing with them."""
    with Fleet() as fleet:
        port = Charla.reserve_port()
        emulator = Emulator(fleet, build, work, f"http://127.0.0.1:{port}{WEBHOOK}")
        charla = Charla(fleet, build, work, emulator.url, port=port)
        charla.start()
        play = lambda n: emulator.control("inbound", type="image", media={"size": FILE_BYTES}, **{"from": f"54911{50_000_000 + n}"})
        play(0)
        try:
            until("a file is fetched", lambda: emulator.counts()["files_fetched"] == 1, FETCH_STARTS_S)
        except Failed:
            raise paths.Missing("this build fetches no files") from None
        begun = time.monotonic()
        for n in range(1, files):
            play(n)
        until("all files are fetched", lambda: emulator.counts()["files_fetched"] >= files, 300)
        took = time.monotonic() - begun
        bare = bare_fetches_per_s(emulator, files)
    return {"per_s": (files - 1) / took, "mib_per_s": (files - 1) * FILE_BYTES / took / 2**20, "bare_per_s": bare}


def bare_fetches_per_s(emulator: Emulator, files: int) -> float:
    token = {"Authorization": "Bearer T"}
    begun = time.monotonic()
    for n in range(1, files + 1):
        told = web.request(emulator.port, "GET", f"/v25.0/{700_000_000_000_000 + n}", headers=token).json()
        got = web.request(emulator.port, "GET", told["url"].split(str(emulator.port), 1)[1], headers=token)
        if len(got.body) != FILE_BYTES:
            raise Failed(f"a file has {len(got.body)} bytes")
    return files / (time.monotonic() - begun)


def copy_waiting(database: Path, rows: int) -> None:
    """Copies a message that waits, as if so many people were to get it."""
    with closing(sqlite3.connect(database, timeout=10)) as db:
        names = [c[1] for c in db.execute("PRAGMA table_info(outbox)")]
        own = {"conv": "randomblob(16)", "shard": "abs(random()) % 1024"}
        columns, values = ", ".join(names), ", ".join(own.get(n, n) for n in names)
        db.execute(f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows}) "
                   f"INSERT INTO outbox({columns}) SELECT {values} FROM n, (SELECT * FROM outbox LIMIT 1)")
        db.commit()


def waiting_memory(build: Path, work: Path, rows: int) -> dict:
    """Resident bytes after a start with a few messages that wait, and with so many."""
    with waiting(build, work, 10) as (fleet, stub):
        points = []
        for more in (0, rows):
            if more:
                copy_waiting(work / "charla.db", more)
            charla = Charla(fleet, build, work, stub.url, **HELD)
            charla.start(timeout_s=120)
            points.append(settled_rss(Running(charla.port, charla.process, work, charla, stub)))
            left = charla.database.work_left()["outbox"]
            charla.kill()
        if left < rows:
            raise Failed(f"only {left} rows wait")
    return {"rss_mib": points[1] / 2**20, "empty_mib": points[0] / 2**20, "bytes": (points[1] - points[0]) / rows, "rows": rows}
