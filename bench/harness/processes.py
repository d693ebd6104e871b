"""Child processes: start, wait for a condition, measure, end. Nothing here waits a fixed time for something to happen."""

import os
import signal
import socket
import subprocess
import time
from pathlib import Path
from typing import Callable, TypeVar

T = TypeVar("T")
TICKS = os.sysconf("SC_CLK_TCK")


class Failed(Exception):
    """A process or a condition did not do what it had to; the message says what and where to look."""


def until(what: str, condition: Callable[[], T], timeout_s: float = 20.0, every_s: float = 0.02) -> T:
    """Polls until the condition is true and returns its value."""
    deadline = time.monotonic() + timeout_s
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            raise Failed(f"{what}: not within {timeout_s:g} s")
        time.sleep(every_s)


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Process:
    """One child with its output in a file. `stop` and `kill` are idempotent."""

    def __init__(self, name: str, command: list[str], log: Path, env: dict[str, str] | None = None, cwd: Path | None = None):
        self.name = name
        self.log = log
        with open(log, "ab") as out:
            self._child = subprocess.Popen(
                command, stdout=out, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, env=env, cwd=cwd
            )

    @property
    def pid(self) -> int:
        return self._child.pid

    def running(self) -> bool:
        return self._child.poll() is None

    @property
    def exit_code(self) -> int | None:
        return self._child.poll()

    def require_running(self) -> bool:
        if not self.running():
            raise Failed(f"{self.name} ended with {self.exit_code}:\n{self.tail()}")
        return True

    def wait(self, timeout_s: float) -> int:
        try:
            return self._child.wait(timeout_s)
        except subprocess.TimeoutExpired:
            raise Failed(f"{self.name} still runs after {timeout_s:g} s; its output is in {self.log}") from None

    def stop(self, timeout_s: float = 20.0) -> int:
        """SIGTERM and wait: returns the exit code."""
        if self.running():
            self._child.send_signal(signal.SIGTERM)
        return self.wait(timeout_s)

    def kill(self) -> int:
        """kill -9; returns CLOCK_MONOTONIC ns of the signal."""
        at = time.monotonic_ns()
        if self.running():
            self._child.kill()
        self._child.wait()
        return at

    def tail(self, lines: int = 15) -> str:
        text = self.log.read_text(errors="replace").splitlines()
        return "\n".join(text[-lines:])

    def rss_bytes(self) -> int:
        """Resident memory that is this process's own: anonymous pages, not mapped files or libraries."""
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith("RssAnon:"):
                return int(line.split()[1]) * 1024
        raise Failed(f"/proc/{self.pid}/status has no RssAnon")

    def cpu_seconds(self) -> float:
        fields = Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS


class Fleet:
    """Processes that end together, whatever happens: `with Fleet() as fleet: fleet.start(…)`."""

    def __init__(self) -> None:
        self._children: list[Process] = []

    def __enter__(self) -> "Fleet":
        return self

    def add(self, child: Process) -> Process:
        self._children.append(child)
        return child

    def start(self, name: str, command: list, log: Path, **more) -> Process:
        return self.add(Process(name, [str(c) for c in command], log, **more))

    def __exit__(self, *_: object) -> None:
        for child in reversed(self._children):
            if child.running():
                try:
                    child.stop(5)
                except Failed:
                    child.kill()
