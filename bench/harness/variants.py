"""The programs that are compared, each started fresh with an empty store: they differ in nothing else."""

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator

from . import paths
from .charla import Charla
from .postgres import Postgres
from .processes import Fleet, Process, until
from .stub import Stub

REPLIES_SOCKET = "replies.sock"


@dataclass
class Running:
    """One started variant. `charla` is None for a yardstick, `stub` for one that sends nothing."""

    port: int
    process: Process
    work: Path
    charla: Charla | None = None
    stub: Stub | None = None

    @property
    def replies(self) -> Path:
        return self.work / REPLIES_SOCKET


class Variants:
    """Starts variants by name in folders below `work`."""

    def __init__(self, build: Path, work: Path):
        self.build = build
        self.work = work
        self._cluster: Postgres | None = None
        self._count = 0

    @contextmanager
    def start(self, name: str, **settings: object) -> Iterator[Running]:
        self._count += 1
        work = self.work / f"{self._count:02}-{name}"
        work.mkdir()
        with Fleet() as fleet:
            if name == "bare-server":
                yield self._yardstick(fleet, work, "charla-bare-server")
            elif name == "bare-store":
                yield self._yardstick(fleet, work, "charla-bare-engine", "--database", work / "bare.db")
            elif name == "bare-engine":
                stub = Stub(fleet, self.build, work, notify=work / REPLIES_SOCKET)
                running = self._yardstick(
                    fleet, work, "charla-bare-engine", "--database", work / "bare.db", "--provider", f"{stub.url}/0/messages"
                )
                running.stub = stub
                yield running
            else:
                yield self._charla(fleet, work, name, settings)

    def _yardstick(self, fleet: Fleet, work: Path, program: str, *options: object) -> Running:
        port_file = work / "port"
        command = [paths.program(self.build, f"bench/{program}"), "--port-file", port_file, *options]
        process = fleet.start(program, command, work / f"{program}.out")
        until(f"{program} listens", lambda: process.require_running() and port_file.exists() and port_file.read_text().endswith("\n"))
        return Running(int(port_file.read_text()), process, work)

    def _charla(self, fleet: Fleet, work: Path, name: str, settings: dict) -> Running:
        url = self._database() if name == "charla-postgres" else ""
        stub = Stub(fleet, self.build, work, notify=work / REPLIES_SOCKET)
        charla = Charla(fleet, self.build, work, stub.url, url, **settings)
        charla.start()
        return Running(charla.port, charla.process, work, charla, stub)

    def _database(self) -> str:
        if self._cluster is None:
            self._cluster = Postgres()
        return self._cluster.new_database("bench")

    def close(self) -> None:
        if self._cluster:
            self._cluster.stop()
