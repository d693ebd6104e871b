"""The measurements. Each takes a started variant and returns numbers; `bench/run.py` interleaves and reports."""

import json
import shutil
import subprocess
import time
from pathlib import Path

from . import paths
from .load import Load
from .processes import Failed, Fleet, until
from .variants import Running

CONNECTIONS = 64
DRAIN_S = 30


def run_load(running: Running, build: Path, name: str = "load", timeout_s: float = 600, **options: object) -> dict:
    with Fleet() as fleet:
        load = Load(fleet, build, running.work, running.port, name, connections=options.pop("connections", CONNECTIONS), **options)
        return load.result(timeout_s)


def with_cpu(running: Running, measure, rate: str) -> dict:
    """The rate, and the CPU time that the measured process took for each event: steadier than the rate on a machine
    that is shared."""
    before = running.process.cpu_seconds()
    figures = measure()
    spent = running.process.cpu_seconds() - before
    return {"per_s": figures[rate], "cpu_us": 1e6 * spent / max(1, figures["acknowledged"]), "refused": figures["refused"]}


def accepted_per_s(running: Running, build: Path, seconds: float) -> dict:
    """Webhooks answered 200 a second, as fast as they come back; the engine works on them meanwhile."""
    options = {"seconds": seconds + 1, "warmup": 1, "conversations": 20_000, "drain": 5}
    return with_cpu(running, lambda: run_load(running, build, **options), "accepted_per_s")


def cycles_per_s(running: Running, build: Path, seconds: float, under_way: int = 1000) -> dict:
    """Messages a second that went all the way to the provider, `under_way` of them at any time."""
    return with_cpu(running, lambda: answered_load(running, build, seconds, under_way), "cycles_per_s")


def answered_load(running: Running, build: Path, seconds: float, under_way: int) -> dict:
    figures = run_load(running, build, seconds=seconds + 1, warmup=1, conversations=under_way, replies=running.replies, drain=DRAIN_S)
    if figures["unanswered"]:
        raise Failed(f"{figures['unanswered']} of {figures['events']} messages were not answered within {DRAIN_S} s")
    return figures


def latency_ms(running: Running, build: Path, seconds: float, rate: float) -> dict:
    """Webhook → provider call at a steady rate on conversations that exist already; p50, p99 and so on in ms."""
    conversations = min(20_000, max(1000, int(rate * 2)))
    run_load(running, build, "prepare", events=conversations, conversations=conversations, rate=rate, run="prepare",
             replies=running.replies, drain=DRAIN_S)
    figures = run_load(running, build, seconds=seconds, conversations=conversations, rate=rate, run="measure",
                       replies=running.replies, drain=DRAIN_S)
    if figures["unanswered"]:
        raise Failed(f"{figures['unanswered']} of {figures['events']} messages were not answered within {DRAIN_S} s")
    return figures["cycle_ms"] | {"ack": figures["ack_ms"]}


def settled_rss(running: Running) -> int:
    """Resident bytes once they have stopped moving (within 0.5 % over a second)."""
    last = [running.process.rss_bytes()]

    def still() -> bool:
        time.sleep(1)
        now = running.process.rss_bytes()
        moved = abs(now - last[0]) > 0.005 * now
        last[0] = now
        return not moved

    until("memory settles", still, timeout_s=60, every_s=0)
    return last[0]


def bytes_per_conversation(running: Running, build: Path, conversations: int) -> dict:
    """Slope of resident memory between a quarter and all of the conversations, one message each: what is fixed
    (caches, code, queues) drops out."""
    quarter = conversations // 4
    points = []
    for name, first, count in (("quarter", 0, quarter), ("rest", quarter, conversations - quarter)):
        # Closed by reply: the engine is never ahead of its own work, so queues do not count as conversations.
        run_load(running, build, name, events=count, conversations=count, first_conversation=first, run=name, rate=0,
                 connections=32, replies=running.replies, drain=120, timeout_s=3600)
        running.charla.wait_quiet(120)
        points.append(settled_rss(running))
    return {"bytes": (points[1] - points[0]) / (conversations - quarter), "rss_mib": points[1] / 2**20, "conversations": conversations}


def idle_cpu_percent(running: Running, seconds: float) -> float:
    """CPU of one core that the process takes while nothing happens."""
    before, start = running.process.cpu_seconds(), time.monotonic()
    time.sleep(seconds)  # the measurement itself: there is no condition to wait for
    return 100 * (running.process.cpu_seconds() - before) / (time.monotonic() - start)


def wake_ms(running: Running, build: Path, conversations: int, passive) -> tuple[dict, dict]:
    """Webhook → provider call of conversations that are in memory, and of the same ones after they have left it.
    `passive()` tells when none is resident any more."""
    options = {"events": conversations, "conversations": conversations, "rate": 200, "replies": running.replies, "drain": DRAIN_S}
    run_load(running, build, "prepare", run="prepare", **options)
    until("all conversations have left memory", passive, timeout_s=60)
    woken = run_load(running, build, "woken", run="woken", **options)["cycle_ms"]
    resident = run_load(running, build, "resident", run="resident", **options)["cycle_ms"]
    return woken, resident


def flow_figures(build: Path) -> dict:
    """What the deciding mind costs, without store, network and actors."""
    return json.loads(subprocess.run([paths.program(build, "bench/charla-bench-flows")], capture_output=True, text=True, check=True).stdout)


def xstate_figures() -> dict:
    """The same chain of steps by XState on Node; installed from its lock file when it is not there."""
    folder = paths.ROOT / "bench" / "flows" / "node"
    if shutil.which("node") is None or shutil.which("npm") is None:
        raise paths.Missing("node and npm are not installed")
    if not (folder / "node_modules").exists():
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=folder, capture_output=True, check=True)
    return json.loads(subprocess.run(["node", "run.mjs"], cwd=folder, capture_output=True, text=True, check=True).stdout)
