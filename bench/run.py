#!/usr/bin/env python3
"""Measures Charla beside two yardsticks on this machine, interleaved, and prints medians and ranges.

`./dev bench` runs all of it; name cases to run some: accept cycles latency memory idle wake flows
sends files waiting."""

import argparse
import json
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from harness import cases, outgoing, paths, web  # noqa: E402
from harness.figures import fdatasync_ms, load_average, spread  # noqa: E402
from harness.processes import Failed  # noqa: E402
from harness.variants import Variants  # noqa: E402

CASES = ("accept", "cycles", "latency", "memory", "idle", "wake", "flows", "sends", "files", "waiting")
PRODUCT = ("charla-sqlite", "charla-postgres")


class Bench:
    """One run: what was measured, per case and variant, and what was skipped with its reason."""

    def __init__(self, options: argparse.Namespace, build: Path, work: Path):
        self.options = options
        self.build = build
        self.variants = Variants(build, work)
        self.work = work
        self.results: dict = {}
        self.skipped: dict[str, str] = {}
        self.fsync: list[float] = []
        self.fsync_p99: list[float] = []

    def probe_disk(self) -> None:
        median, p99 = fdatasync_ms(self.work)
        self.fsync.append(median)
        self.fsync_p99.append(p99)

    def measure(self, case: str, variant: str, take, **settings: object) -> None:
        """Starts the variant and adds what `take` returns; a failure becomes a reason in the report."""
        if f"{case}/{variant}" in self.skipped:
            return
        try:
            self.probe_disk()
            with self.variants.start(variant, **settings) as running:
                value = take(running)
            self.results.setdefault(case, {}).setdefault(variant, []).append(value)
            print(f"  {case} {variant}: {describe(value)}", flush=True)
        except (paths.Missing, Failed, OSError) as why:
            self.skipped[f"{case}/{variant}"] = str(why)
            print(f"  {case} {variant}: skipped: {why}", flush=True)

    def median(self, case: str, variant: str) -> float | None:
        values = self.results.get(case, {}).get(variant)
        return statistics.median(v["per_s"] for v in values) if values else None

    # ---- the cases ----

    def accept(self) -> None:
        for _ in range(self.options.rounds):
            for variant in ("bare-server", "bare-store", *PRODUCT):
                self.measure("accept", variant, lambda r: cases.accepted_per_s(r, self.build, self.options.seconds))

    def cycles(self) -> None:
        for _ in range(self.options.rounds):
            for variant in ("bare-engine", *PRODUCT):
                self.measure("cycles", variant, lambda r: cases.cycles_per_s(r, self.build, self.options.seconds))

    def latency(self) -> None:
        own = self.median("cycles", "charla-sqlite")
        rate = self.options.rate or (own / 2 if own else 1000)
        for _ in range(self.options.rounds):
            for variant in ("bare-engine", "charla-sqlite"):
                self.measure("latency", variant, lambda r: cases.latency_ms(r, self.build, self.options.seconds, rate))
        self.results.setdefault("rates", {})["latency"] = rate

    def memory(self) -> None:
        n = self.options.conversations
        settings = {"CHARLA_ENGINE_RESIDENT_MAX": n + 1000, "CHARLA_ENGINE_PASSIVATE_AFTER_MS": 86_400_000}
        self.measure("memory", "charla-sqlite", lambda r: cases.bytes_per_conversation(r, self.build, n), **settings)

    def idle(self) -> None:
        for variant in PRODUCT:
            self.measure("idle", variant, lambda r: cases.idle_cpu_percent(r, 10))

    def wake(self) -> None:
        settings = {"CHARLA_ENGINE_PASSIVATE_AFTER_MS": 1000}
        take = lambda r: cases.wake_ms(r, self.build, 1000, lambda: resident(r.port) == 0)
        self.measure("wake", "charla-sqlite", take, **settings)


    def alone(self, case: str, take, variant: str = "charla-sqlite") -> None:
        """A case that starts its own programs; `take` gets a folder for them."""
        work = Path(tempfile.mkdtemp(prefix=f"{case}-", dir=self.work))
        try:
            self.probe_disk()
            value = take(work)
            self.results.setdefault(case, {}).setdefault(variant, []).append(value)
            print(f"  {case} {variant}: {describe(value)}", flush=True)
        except (paths.Missing, Failed, OSError) as why:
            self.skipped[f"{case}/{variant}"] = str(why)
            print(f"  {case} {variant}: skipped: {why}", flush=True)

    def sends(self) -> None:
        for _ in range(self.options.rounds):
            self.measure("sends", "bare-server", lambda r: cases.accepted_per_s(r, self.build, self.options.seconds))
            for variant, emulated in (("charla-sqlite", False), ("… to emulator", True)):
                self.alone("sends", lambda work: outgoing.sends_per_s(self.build, work, self.options.messages, emulated), variant)

    def files(self) -> None:
        self.alone("files", lambda work: outgoing.files_per_s(self.build, work, 500))

    def waiting(self) -> None:
        self.alone("waiting", lambda work: outgoing.waiting_memory(self.build, work, self.options.waiting))

    def flows(self) -> None:
        """The deciding mind alone, beside a Node library that walks the same chain of steps."""
        for _ in range(self.options.rounds):
            for name, take in (("charla", lambda: cases.flow_figures(self.build)), ("xstate", cases.xstate_figures)):
                try:
                    self.results.setdefault("flows", {}).setdefault(name, []).append(take())
                except (paths.Missing, OSError) as why:
                    self.skipped[f"flows/{name}"] = str(why)


def resident(port: int) -> float:
    """Conversations in memory, as the product's own metric tells."""
    for line in web.request(port, "GET", "/metrics").body.decode().splitlines():
        if line.startswith("charla_conversations_resident"):
            return float(line.rsplit(" ", 1)[1])
    raise Failed("/metrics has no charla_conversations_resident")


def describe(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.1f}"
    if isinstance(value, tuple):
        return " | ".join(describe(v) for v in value)
    return ", ".join(f"{k} {v:,.2f}" for k, v in value.items() if isinstance(v, (int, float)))


def report(bench: Bench) -> str:
    results = bench.results
    lines = ["", "median (low–high)"]
    yardstick = {"accept": "bare-server", "cycles": "bare-engine", "sends": "bare-server"}
    titles = {"accept": "webhooks answered 200, a second", "cycles": "full cycles (webhook → turn → provider call), a second",
              "sends": "sends of one channel that wait, a second"}
    for case, title in titles.items():
        base = bench.median(case, yardstick[case])
        for variant, values in results.get(case, {}).items():
            own = [v["per_s"] for v in values]
            ratio = f"  × {statistics.median(own) / base:.2f} of {yardstick[case]}" if base and variant != yardstick[case] else ""
            cpu = f"  {statistics.median(v['cpu_us'] for v in values):,.0f} µs CPU each"
            lines.append(f"{title:54} {variant:16} {spread(own)}{cpu}{ratio}")
    for variant, values in results.get("latency", {}).items():
        at = results["rates"]["latency"]
        for q in ("p50", "p99"):
            lines.append(f"{f'webhook → provider call at {at:,.0f}/s, {q}, ms':54} {variant:16} {spread([v[q] for v in values], 2)}")
    for variant, values in results.get("memory", {}).items():
        for v in values:
            lines.append(f"{'bytes per idle resident conversation':54} {variant:16} {v['bytes']:,.0f} "
                         f"(of {v['conversations']:,}; process {v['rss_mib']:,.0f} MiB)")
    for variant, values in results.get("idle", {}).items():
        lines.append(f"{'CPU of an idle process, % of a core':54} {variant:16} {spread(values, 2)}")
    for variant, values in results.get("wake", {}).items():
        for woken, warm in values:
            lines.append(f"{'webhook → provider call after passivation, ms':54} {variant:16} p50 {woken['p50']:.2f} p99 {woken['p99']:.2f}; "
                         f"resident p50 {warm['p50']:.2f} p99 {warm['p99']:.2f}")
    for variant, values in results.get("files", {}).items():
        for v in values:
            lines.append(f"{'files of customers fetched, a second':54} {variant:16} {v['per_s']:,.0f} ({v['mib_per_s']:,.0f} MiB/s)  "
                         f"× {v['per_s'] / v['bare_per_s']:.2f} of one client that only fetches")
    for variant, values in results.get("waiting", {}).items():
        for v in values:
            lines.append(f"{'bytes for each message that waits':54} {variant:16} {v['bytes']:,.1f} (of {v['rows']:,}; process "
                         f"{v['rss_mib']:,.0f} MiB, {v['empty_mib']:,.0f} without)")
    lines += flow_lines(results.get("flows", {}))
    lines.append(f"{'fdatasync of 4 KiB on the same disk, ms':54} {'':16} {spread(bench.fsync, 3)}, p99 {spread(bench.fsync_p99, 3)}")
    lines.append(f"load average {load_average():.1f}; build {bench.build}")
    lines += [f"skipped {what}: {why}" for what, why in bench.skipped.items()]
    return "\n".join(lines)


def flow_lines(flows: dict) -> list[str]:
    titles = {"steps_per_s": "steps of a flow decided a second, one core", "turn_us_p50": "a plain turn decided, µs, p50",
              "turn_us_p99": "a plain turn decided, µs, p99", "publish_200_steps_ms": "parse and compile a flow of 200 steps, ms",
              "bytes_per_waiting_conversation": "bytes of the state of a conversation that waits"}
    lines = []
    for key, title in titles.items():
        for variant, values in flows.items():
            own = [v[key] for v in values if key in v]
            if own:
                lines.append(f"{title:54} {variant:16} {spread(own, 0 if own[0] > 100 else 2)}")
    return lines


def arguments() -> argparse.Namespace:
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("cases", nargs="*", metavar="case", help=f"of {' '.join(CASES)}; all when none is named")
    a.add_argument("--rounds", type=int, default=3, help="rounds of A/B/A/B")
    a.add_argument("--seconds", type=float, default=5, help="of each measurement")
    a.add_argument("--rate", type=float, default=0, help="events a second for latency; default: half of the measured cycles")
    a.add_argument("--conversations", type=int, default=100_000, help="for memory; the aim is stated for 1,000,000")
    a.add_argument("--messages", type=int, default=10_000, help="for sends")
    a.add_argument("--waiting", type=int, default=1_000_000, help="messages for waiting")
    a.add_argument("--build", help="build folder (default: $CHARLA_BUILD, build/release, build/dev)")
    a.add_argument("--work", help="folder for databases and logs, on the disk to be measured (default: a new one in var/)")
    a.add_argument("--json", help="write all figures to this file as well")
    options = a.parse_args()
    unknown = set(options.cases) - set(CASES)
    if unknown:
        a.error(f"no such case: {', '.join(sorted(unknown))}; there are {', '.join(CASES)}")
    return options


def main() -> int:
    options = arguments()
    try:
        build = paths.build_dir(options.build)
    except paths.Missing as missing:
        print(f"skipped: {missing}")
        return 77
    if options.work:
        work = Path(options.work)
        work.mkdir(parents=True, exist_ok=True)
    else:
        (paths.ROOT / "var").mkdir(exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix="bench-", dir=paths.ROOT / "var"))
    bench = Bench(options, build, work)
    try:
        for case in options.cases or CASES:
            getattr(bench, case)()
    finally:
        bench.variants.close()
    print(report(bench))
    if options.json:
        everything = {"results": bench.results, "fsync_ms": bench.fsync, "skipped": bench.skipped}
        Path(options.json).write_text(json.dumps(everything, indent=1))
    shutil.rmtree(work, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
