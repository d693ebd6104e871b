"""What the proofs of limits and of fairness judge with: latencies, their ratio over several rounds, and sends counted."""

import statistics
from collections import Counter
from dataclasses import dataclass, field

# Below this a difference of two p99 says nothing: the emulator's log counts whole milliseconds, and a shared machine
# takes the processor away for longer than that.
NOISE_MS = 15.0


def quantile(values: list[float], q: float) -> float:
    """The nearest rank; NaN of nothing."""
    if not values:
        return float("nan")
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * q))]


@dataclass
class Rounds:
    """p99 of the same people alone and beside somebody else's load, a pair a round, in ms."""

    alone: list[float] = field(default_factory=list)
    beside: list[float] = field(default_factory=list)

    def add(self, alone: list[float], beside: list[float]) -> None:
        self.alone.append(quantile(alone, 0.99))
        self.beside.append(quantile(beside, 0.99))

    @property
    def ratio(self) -> float:
        return statistics.median(b / max(a, 1.0) for a, b in zip(self.alone, self.beside))

    @property
    def difference_ms(self) -> float:
        return statistics.median(b - a for a, b in zip(self.alone, self.beside))

    def report(self, who: str, load: str) -> str:
        show = lambda v: f"{statistics.median(v):.0f} ms ({min(v):.0f}–{max(v):.0f})"
        return f"{who}: p99 alone {show(self.alone)}, {load} {show(self.beside)}, ratio {self.ratio:.2f} (medians of {len(self.alone)} rounds)"

    def complaints(self, ratio_max: float) -> list[str]:
        if not self.alone or any(v != v for v in self.alone + self.beside):
            return ["there was nothing to measure"]
        if self.ratio <= ratio_max or self.difference_ms <= NOISE_MS:
            return []
        return [f"p99 grew by {self.ratio:.2f} ({self.difference_ms:.0f} ms); {ratio_max:.2f} is allowed"]


def taken(send: dict) -> bool:
    return bool(send["wamid"])


def count_complaints(expected: set[str], sends: list[dict]) -> list[str]:
    """Each expected recipient got exactly one message, nobody else any, and nothing was refused."""
    out = []
    refused = Counter(s["outcome"] for s in sends if s["outcome"] != "accepted")
    if refused:
        out.append(f"refused by the provider: {dict(refused)}")
    got = Counter(s["to"].lstrip("+") for s in sends if taken(s))
    missing = expected - set(got)
    doubled = sum(1 for n in got.values() if n > 1)
    strangers = set(got) - expected
    if missing:
        out.append(f"{len(missing)} recipients got nothing, e.g. {min(missing)}")
    if doubled:
        out.append(f"{doubled} recipients got their message more than once")
    if strangers:
        out.append(f"{len(strangers)} recipients nobody asked for, e.g. {min(strangers)}")
    return out


def self_test() -> bool:
    """A clean run passes and every planted fault is found."""
    def run(sends=None, alone=20.0, beside=21.0) -> list[str]:
        sends = sends if sends is not None else [ok("1"), ok("2")]
        rounds = Rounds()
        for _ in range(3):
            rounds.add([alone] * 100, [beside] * 100)
        return count_complaints({"1", "2"}, sends) + rounds.complaints(1.10)

    ok = lambda to: {"to": "+" + to, "outcome": "accepted", "wamid": "w" + to}
    no = {"to": "+1", "outcome": "error:130429", "wamid": ""}
    planted = {
        "a refusal": run([ok("1"), ok("2"), no]),
        "a refusal by status": run([ok("1"), {"to": "+2", "outcome": "failed_later:131047", "wamid": "w2"}]),
        "a lost message": run([ok("1")]),
        "a doubled message": run([ok("1"), ok("2"), ok("2")]),
        "a stranger's message": run([ok("1"), ok("2"), ok("3")]),
        "a slow neighbour": run(beside=200.0),
        "nothing measured": Rounds().complaints(1.10),
    }
    good = True
    for name, found in planted.items():
        print(f"{'found' if found else 'MISSED':6} {name}: {'; '.join(found)}")
        good = good and bool(found)
    clean = run() + run(beside=30.0)  # a difference within the noise
    print(f"{'clean' if not clean else 'WRONG':6} a run without faults: {'; '.join(clean) or 'nothing found'}")
    return good and not clean
