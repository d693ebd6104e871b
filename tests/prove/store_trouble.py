#!/usr/bin/env python3
"""The store fails under load: PostgreSQL is stopped hard and started again, or SQLite's disk is full. The door answers
503 meanwhile, the same process comes back by itself, and nothing that was answered 200 is lost."""

import os
import random
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2] / "bench"), str(Path(__file__).resolve().parent)]

import campaign  # noqa: E402
from harness import web  # noqa: E402
from harness.processes import Failed, until  # noqa: E402

DISK_MIB = 48


def not_ready(c: campaign.Campaign) -> bool:
    return c.charla.process.require_running() and not web.answers(c.charla.port, "/ready")


def postgres_rounds(c: campaign.Campaign, rounds: int, dice: random.Random) -> None:
    for n in range(rounds):
        time.sleep(dice.uniform(1, 3))
        c.cluster.halt()
        until("charla says that it is not ready", lambda: not_ready(c), 30)
        time.sleep(dice.uniform(0, 4))
        c.cluster.resume()
        c.charla.wait_ready(60)
        print(f"  {n + 1} of {rounds} outages", flush=True)


def disk_rounds(c: campaign.Campaign, disk: Path, rounds: int, dice: random.Random) -> None:
    ballast = disk / "ballast"
    for n in range(rounds):
        time.sleep(dice.uniform(1, 2))
        fill(ballast)
        until("a webhook is answered 503", lambda: says_503(c), 30)
        time.sleep(dice.uniform(0, 2))
        ballast.unlink()
        c.charla.wait_ready(60)
        print(f"  {n + 1} of {rounds} times full", flush=True)


def fill(path: Path) -> None:
    with open(path, "wb") as f:
        try:
            while True:
                f.write(b"\0" * 65536)
                f.flush()
        except OSError:
            pass


def says_503(c: campaign.Campaign) -> bool:
    c.charla.process.require_running()
    answer = c.charla.say(f"wamid.full.{time.monotonic_ns()}", "5498888888888", "precio")
    return answer.status == 503


@contextmanager
def small_disk(work: Path):
    """A file system of its own, small enough to be filled. Needs root."""
    if os.getuid() != 0:
        raise Failed("a full disk needs root to mount a small file system: run it with sudo")
    at = work / "disk"
    at.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK_MIB}m", "charla-proof", str(at)], check=True)
    try:
        yield at
    finally:
        subprocess.run(["umount", "-l", str(at)], check=True)


def prove(options, work: Path) -> bool:
    dice = random.Random(options.seed)
    least = options.rounds * options.rate // 2
    calm = campaign.FAULTS | campaign.CALM
    if options.store == "postgres":
        with campaign.stage(options, work, calm) as c:
            postgres_rounds(c, options.rounds, dice)
            return c.judge(c.come_to_rest(), least)
    with small_disk(work) as disk, campaign.stage(options, work, calm, store_folder=disk) as c:
        disk_rounds(c, disk, options.rounds, dice)
        return c.judge(c.come_to_rest(), least)


def main() -> int:
    a = campaign.common_arguments(__doc__)
    a.add_argument("--rounds", type=int, default=3, help="outages")
    a.set_defaults(rate=100)
    return campaign.run("store_trouble", a.parse_args(), prove)


if __name__ == "__main__":
    sys.exit(main())
