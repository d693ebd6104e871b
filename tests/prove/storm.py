#!/usr/bin/env python3
"""A hundred thousand durable timers come due in the same second. They are spread: each is worked off once, and whoever
writes meanwhile does not wait for them."""

import sqlite3
import statistics
import struct
import sys
import time
import uuid
from contextlib import closing
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2] / "bench"), str(Path(__file__).resolve().parent)]

import campaign  # noqa: E402
from checker.evidence import load_stub_log, open_evidence  # noqa: E402
from harness.charla import Charla  # noqa: E402
from harness.load import WEBHOOK  # noqa: E402
from harness.processes import Fleet, until  # noqa: E402
from harness.stub import Stub  # noqa: E402

DUE_IN_S = 10
LIVE_EVERY_S = 0.1
SHARDS = 1024


def plant(charla: Charla, timers: int) -> float:
    """Writes the timers while nobody owns the store; returns when they are due, in seconds since 1970."""
    due = time.time() + DUE_IN_S

    def rows():
        for _ in range(timers):
            conversation = uuid.uuid4().bytes
            shard = struct.unpack("<Q", conversation[8:])[0] % SHARDS
            yield conversation, "run:1.0", 1, shard, 1, 1, int(due * 1000), b"wait"

    with closing(sqlite3.connect(charla.database.location)) as db:
        db.executemany("INSERT INTO timer(conv, key, tenant, shard, channel, gen, due, body) VALUES(?,?,?,?,?,?,?,?)", rows())
        db.commit()
    return due


def live_while(charla: Charla, stub: Stub, storm_lasts) -> dict[str, int]:
    """People write, one after the other, until the storm is over: phone → the moment, monotonic ns."""
    sent: dict[str, int] = {}
    while storm_lasts():
        phone = f"54911{70_000_000 + len(sent)}"
        sent[phone] = time.monotonic_ns()
        answer = charla.say(f"wamid.live{len(sent)}", phone, "precio")
        if answer.status != 200:
            raise campaign.Failed(f"a live message was answered with {answer.status}")
        time.sleep(LIVE_EVERY_S)  # the rate of the live messages, not a wait for anything
    return sent


def prove(options, work: Path) -> bool:
    with Fleet() as fleet:
        build = campaign.paths.build_dir(options.build)
        port = Charla.reserve_port()
        stub = Stub(fleet, build, work, seed=options.seed, status_url=f"http://127.0.0.1:{port}{WEBHOOK}", statuses="sent")
        charla = Charla(fleet, build, work, stub.url, port=port)
        charla.start()
        charla.stop()
        due = plant(charla, options.timers)
        charla.start()
        left = lambda: charla.database.count("SELECT count(*) FROM timer")
        until("the storm begins", lambda: time.time() > due and left() < options.timers, DUE_IN_S + 30)
        begun = time.monotonic()
        sent = live_while(charla, stub, lambda: left() > 0)
        lasted = time.monotonic() - begun
        charla.wait_quiet(60)
        turns = charla.database.count("SELECT count(*) FROM turn WHERE causes LIKE '%run:1.0@1%'")
        charla.stop()
        stub.process.stop()
        return judge(stub, options, sent, lasted, turns)


def judge(stub: Stub, options, sent: dict[str, int], lasted: float, turns: int) -> bool:
    evidence = open_evidence()
    load_stub_log(evidence, stub.log)
    answered = dict(evidence.execute("SELECT phone, min(ns) FROM request GROUP BY phone"))
    waits = sorted((answered[p] - at) / 1e6 for p, at in sent.items() if p in answered)
    print(f"{options.timers} timers due in one second were worked off in {lasted:.1f} s ({options.timers / lasted:,.0f} a second), "
          f"{turns} turns took one each")
    if not waits:
        print("FAILED: nobody could write during the storm; plant more timers")
        return False
    print(f"{len(sent)} people wrote meanwhile, {len(waits)} were answered: median {statistics.median(waits):.0f} ms, "
          f"99 % {waits[len(waits) * 99 // 100]:.0f} ms, slowest {waits[-1]:.0f} ms")
    # Starved would be: answered when the storm is over.
    return turns == options.timers and len(waits) == len(sent) and statistics.median(waits) < lasted * 1000 / 20


def main() -> int:
    a = campaign.common_arguments(__doc__)
    a.add_argument("--timers", type=int, default=100_000)
    return campaign.run("storm", a.parse_args(), prove)


if __name__ == "__main__":
    sys.exit(main())
