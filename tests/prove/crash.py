#!/usr/bin/env python3
"""kill -9 at random moments under load; then the checker decides from the client's log, the provider's log and the
database alone whether an accepted message was lost, answered twice, or sent twice without a reason."""

import random
import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2] / "bench"), str(Path(__file__).resolve().parent)]

import campaign  # noqa: E402
from checker import selftest, store_source  # noqa: E402
from harness import postgres  # noqa: E402


def kill_rounds(c: campaign.Campaign, rounds: int, dice: random.Random) -> int:
    """Kills and restarts. Two in ten kills hit the start itself, before the process is ready; returns how many."""
    early = 0
    for n in range(rounds):
        during_start = n > 0 and dice.random() < 0.2
        if during_start:
            early += 1
        else:
            c.charla.wait_ready(60)
        time.sleep(dice.uniform(0.01, 0.3) if during_start else dice.uniform(0.1, 1.5))
        c.charla.process.require_running()
        at = c.charla.kill()
        if c.charla.database.is_postgres:
            postgres.wait_for_others_to_end(c.charla.database.location)
        c.doubts += store_source.read_doubts(c.charla.database, at)
        c.charla.spawn()
        if (n + 1) % 10 == 0:
            print(f"  {n + 1} of {rounds} kills", flush=True)
    c.charla.wait_ready(60)
    return early


def prove(options, work: Path) -> bool:
    with campaign.stage(options, work, campaign.FAULTS) as c:
        early = kill_rounds(c, options.rounds, random.Random(options.seed))
        figures = c.come_to_rest()
        print(f"{options.rounds} kills, {early} of them during the start; {figures['lost']} requests cut off by them")
        return c.judge(figures, events_min=options.rounds * options.rate // 10)


def main() -> int:
    a = campaign.common_arguments(__doc__)
    a.add_argument("--rounds", type=int, default=20, help="kills")
    a.add_argument("--self-test", action="store_true", help="show that the checker can fail, and run nothing else")
    options = a.parse_args()
    if options.self_test:
        return 0 if selftest.run() else 1
    return campaign.run("crash", options, prove)


if __name__ == "__main__":
    sys.exit(main())
