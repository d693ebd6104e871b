#!/usr/bin/env python3
"""Ten thousand conversations stand in a wait; the process is killed with -9 while the waits come due. Afterwards the
database alone must show that each wait went on exactly once, and the provider's log that each customer was told once,
or twice with a send that was in doubt when the process died."""

import json
import random
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2] / "bench"), str(Path(__file__).resolve().parent)]

import campaign  # noqa: E402
from checker import store_source  # noqa: E402
from checker.evidence import load_stub_log, open_evidence  # noqa: E402
from harness import postgres  # noqa: E402
from harness.charla import Charla  # noqa: E402
from harness.load import WEBHOOK  # noqa: E402
from harness.processes import Fleet, until  # noqa: E402
from harness.stub import Stub  # noqa: E402

IN_DOUBT_WAIT_MS = 2000


def flow_folder(work: Path, seconds: int) -> Path:
    """What a new installation begins with: a wait, then a word."""
    folder = work / "flows"
    folder.mkdir()
    (folder / "bienvenida.json").write_text(json.dumps({
        "name": "Espera", "start": "espera",
        "nodes": {"espera": {"type": "wait", "fields": {"seconds": seconds}, "exits": {"next": "listo"}},
                  "listo": {"type": "send_text", "fields": {"text": "Es tu turno"}}}}))
    return folder


def begin_waits(charla: Charla, waits: int) -> None:
    def one(n: int) -> None:
        answer = charla.say(f"wamid.w{n}", f"54911{50_000_000 + n}", "hola")
        if answer.status != 200:
            raise campaign.Failed(f"a message was answered with {answer.status}")

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(one, range(waits)))
    until("every conversation waits", lambda: charla.database.count("SELECT count(*) FROM timer") == waits, 120)


def kill_while_due(charla: Charla, kills: int, dice: random.Random) -> list:
    doubts = []
    until("the first waits go on", lambda: charla.database.count("SELECT count(*) FROM outbox") > 0
          or charla.database.count("SELECT count(*) FROM msg_status") > 0, 300)
    for _ in range(kills):
        time.sleep(dice.uniform(0.2, 1.2))  # the moment is left to chance: that is the point
        at = charla.kill()
        if charla.database.is_postgres:
            postgres.wait_for_others_to_end(charla.database.location)
        doubts += store_source.read_doubts(charla.database, at)
        charla.spawn()
        charla.wait_ready(60)
    return doubts


def fired(charla: Charla) -> tuple[Counter, list]:
    """How often each conversation's wait went on, and how late, in ms."""
    times: Counter = Counter()
    late = []
    for conversation, causes, at, record in charla.database.rows("SELECT conv, causes, at, record FROM turn"):
        keys = [c for c in json.loads(causes) if isinstance(c, str) and c.startswith("run:")]
        if not keys:
            continue
        times[conversation] += len(keys)
        raw = bytes.fromhex(record[2:]) if isinstance(record, str) else bytes(record)
        due = json.loads(raw)["causes"][0]["at"]
        late.append(int(at) - int(due))
    return times, sorted(late)


def repeated_sends(stub: Stub) -> int:
    """Requests beyond the first for the same bubble that the provider took: each was in doubt at a kill."""
    evidence = open_evidence()
    load_stub_log(evidence, stub.log)
    more = evidence.execute("SELECT sum(n - 1) FROM (SELECT count(*) AS n FROM request WHERE outcome = 'accepted' GROUP BY out_id)")
    return more.fetchone()[0] or 0


def prove(options, work: Path) -> bool:
    cluster = postgres.Postgres() if options.store == "postgres" else None
    try:
        with Fleet() as fleet:
            build = campaign.paths.build_dir(options.build)
            port = Charla.reserve_port()
            stub = Stub(fleet, build, work, seed=options.seed, status_url=f"http://127.0.0.1:{port}{WEBHOOK}", statuses="sent")
            wait_s = max(8, options.waits // 250)
            charla = Charla(fleet, build, work, stub.url, cluster.new_database("waits") if cluster else "", port=port,
                            CHARLA_ENGINE_IN_DOUBT_WAIT_MS=IN_DOUBT_WAIT_MS, CHARLA_PATHS_FLOWS=flow_folder(work, wait_s))
            charla.start()
            begin_waits(charla, options.waits)
            doubts = kill_while_due(charla, options.kills, random.Random(options.seed))
            until("no wait is left", lambda: charla.database.count("SELECT count(*) FROM timer") == 0, 300, every_s=0.5)
            charla.wait_quiet(IN_DOUBT_WAIT_MS / 1000 + 60)
            charla.stop()
            stub.process.stop()
            return judge(charla, stub, options, doubts)
    finally:
        if cluster:
            cluster.stop()


def judge(charla: Charla, stub: Stub, options, doubts: list) -> bool:
    times, late = fired(charla)
    more = [c for c, n in times.items() if n != 1]
    told = charla.database.count("SELECT count(*) FROM message WHERE dir = 1 AND author = 1")
    letters = charla.database.count("SELECT count(*) FROM dead_letter")
    finished = charla.database.count("SELECT count(*) FROM run WHERE status = 2")
    twice = repeated_sends(stub)
    print(f"{options.waits} waits, {options.kills} kills: {len(times)} went on, {len(more)} of them more than once; "
          f"{told} bubbles in the history, {finished} runs completed, {letters} dead letters; "
          f"{len(doubts)} sends in doubt at the kills; {twice} sends repeated for it")
    print(f"late by (ms): median {late[len(late) // 2]}, 99 % {late[len(late) * 99 // 100]}, most {late[-1]} "
          "(with the time in which nobody was alive)")
    return len(times) == options.waits and not more and told == options.waits and finished == options.waits and letters == 0


def main() -> int:
    a = campaign.common_arguments(__doc__)
    a.add_argument("--waits", type=int, default=10_000)
    a.add_argument("--kills", type=int, default=8)
    return campaign.run("waits", a.parse_args(), prove)


if __name__ == "__main__":
    sys.exit(main())
