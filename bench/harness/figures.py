"""Medians, ranges and how they are written."""

import os
import statistics
import time
from pathlib import Path


def spread(values: list[float], digits: int = 0) -> str:
    """`median (low–high)`."""
    if not values:
        return "–"
    show = lambda v: f"{v:,.{digits}f}"
    return f"{show(statistics.median(values))} ({show(min(values))}–{show(max(values))})"


def fdatasync_ms(folder: Path, rounds: int = 100) -> tuple[float, float]:
    """Median and p99 of appending 4 KiB and making it durable, in ms: what one commit must pay on this disk."""
    path = folder / "fsync.probe"
    took = []
    fd = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
    try:
        for _ in range(rounds):
            os.write(fd, b"x" * 4096)
            start = time.perf_counter_ns()
            os.fdatasync(fd)
            took.append((time.perf_counter_ns() - start) / 1e6)
    finally:
        os.close(fd)
        path.unlink()
    took.sort()
    return took[len(took) // 2], took[int(len(took) * 0.99)]


def load_average() -> float:
    return os.getloadavg()[0]
