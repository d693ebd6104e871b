"""One proof's stage: the product, its provider stub and a client under load, then rest, then the checker."""

import argparse
import random
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import Callable, Iterator

from checker.check import Inputs, check
from harness import paths, postgres
from harness.charla import Charla, wall_minus_monotonic_ns
from harness.load import WEBHOOK, Load
from harness.processes import Failed, Fleet, until
from harness.stub import Stub

SKIPPED = 77  # ctest's SKIP_RETURN_CODE
IN_DOUBT_WAIT_MS = 2000
FAULTS = {
    "lose": 0.01, "error": 0.01, "error_status": 500, "error_code": 131016, "refuse": 0.005, "delay": 0.05, "delay_ms": 150,
    "statuses": "sent,delivered,read", "status_delay_ms": 30, "status_lost": 0.02,
}
CALM = {"lose": 0, "error": 0, "refuse": 0, "delay": 0}
# A wait counts from the request's arrival at the stub; what the product's clock rounds away is not an early re-send.
WAIT_TOLERANCE = 0.9


def common_arguments(says: str) -> argparse.ArgumentParser:
    a = stage_arguments(says)
    a.add_argument("--rate", type=int, default=300, help="events a second")
    a.add_argument("--conversations", type=int, default=200)
    return a


def stage_arguments(says: str) -> argparse.ArgumentParser:
    """What every proof takes."""
    a = argparse.ArgumentParser(description=says)
    a.add_argument("--store", choices=("sqlite", "postgres"), default="sqlite")
    a.add_argument("--seed", type=int, default=None, help="of all that is left to chance")
    a.add_argument("--build", help="build folder (default: $CHARLA_BUILD, build/release, build/dev)")
    a.add_argument("--keep", action="store_true", help="keep the work folder also when nothing was wrong")
    return a


class Campaign:
    """Running processes of one proof. `doubts` are outbox rows found in flight while the product was dead."""

    def __init__(self, fleet: Fleet, options: argparse.Namespace, work: Path, faults: dict, store_folder: Path | None = None,
                 more: dict | None = None):
        self.options = options
        self.work = work
        self.doubts: list[tuple] = []
        self.complaints: list[str] = []
        self.cluster = postgres.Postgres() if options.store == "postgres" else None
        database = self.cluster.new_database("proof") if self.cluster else ""
        build = paths.build_dir(options.build)
        port = Charla.reserve_port()
        self.stub = Stub(fleet, build, work, seed=options.seed, status_url=f"http://127.0.0.1:{port}{WEBHOOK}", **faults)
        settings = {"CHARLA_ENGINE_IN_DOUBT_WAIT_MS": IN_DOUBT_WAIT_MS}
        if store_folder:
            settings["CHARLA_STORE_PATH"] = store_folder / "charla.db"
        settings |= more or {}
        self.charla = Charla(fleet, build, work, self.stub.url, database, port=port, **settings)
        self.charla.start()
        self.client_log = work / "client.log"
        self.load = Load(fleet, build, work, port, retry=True, duplicates=0.05, rate=options.rate, seconds=1e6, drain=80,
                         conversations=options.conversations, connections=16, run=f"s{options.seed}", log=self.client_log,
                         seed=options.seed)

    def come_to_rest(self) -> dict:
        """The faults stop, the client gets its answers, everything pending is worked off, all processes end well."""
        self.stub.control(**CALM)
        self.load.process.stop(90)
        figures = self.load.result(5)
        self.charla.wait_quiet(IN_DOUBT_WAIT_MS / 1000 + 60)
        until("the provider has posted its statuses", lambda: self.stub.control()["statuses_waiting"] == 0, 60)
        self.stop_product()
        self.stub.process.stop()
        return figures

    def stop_product(self) -> None:
        """SIGTERM must end it with 0; when it does not, the evidence is judged all the same."""
        try:
            code = self.charla.stop()
            if code != 0:
                self.complaints.append(f"after SIGTERM charla ended with {code}: {self.charla.process.tail(3)}")
        except Failed as late:
            self.charla.kill()
            self.complaints.append(f"after SIGTERM {late}")

    def judge(self, figures: dict, events_min: int) -> bool:
        """Runs the checker, prints what it found, and tells whether the proof holds."""
        wait_ns = int(IN_DOUBT_WAIT_MS * 1_000_000 * WAIT_TOLERANCE)
        inputs = Inputs(self.client_log, self.stub.log, self.charla.database, self.doubts, wall_minus_monotonic_ns(), wait_ns)
        found = check(inputs)
        print(found.report())
        if figures["unacknowledged"]:
            self.complaints.append(f"{figures['unacknowledged']} events were never acknowledged")
        if figures["acknowledged"] < events_min:  # a run in which nothing happened proves nothing
            self.complaints.append(f"only {figures['acknowledged']} events were taken, at least {events_min} are needed")
        for complaint in self.complaints:
            print(f"FAILED: {complaint}")
        return not found.violations and not self.complaints


@contextmanager
def new_database(options: argparse.Namespace) -> Iterator[str]:
    """URL of an empty database, or nothing for SQLite."""
    cluster = postgres.Postgres() if options.store == "postgres" else None
    try:
        yield cluster.new_database("proof") if cluster else ""
    finally:
        if cluster:
            cluster.stop()


@contextmanager
def stage(options: argparse.Namespace, work: Path, faults: dict, store_folder: Path | None = None,
          more: dict | None = None) -> Iterator[Campaign]:
    campaign = None
    try:
        with Fleet() as fleet:
            campaign = Campaign(fleet, options, work, faults, store_folder, more)
            yield campaign
    finally:
        if campaign and campaign.cluster:
            campaign.cluster.stop()


def run(name: str, options: argparse.Namespace, prove: Callable[[argparse.Namespace, Path], bool]) -> int:
    """Runs a proof in a folder of its own; returns the exit code."""
    if options.seed is None:
        options.seed = random.SystemRandom().randrange(1, 1_000_000)
    print(f"{name}: {options.store}, --seed {options.seed}", flush=True)
    work = Path(tempfile.mkdtemp(prefix=f"charla-{name}-"))
    try:
        good = prove(options, work)
    except paths.Missing as missing:
        print(f"skipped: {missing}")
        return SKIPPED
    except Failed as failed:
        print(f"FAILED: {failed}")
        good = False
    if good and not options.keep:
        shutil.rmtree(work, ignore_errors=True)
    else:
        print(f"logs, database and outputs are in {work}")
    return 0 if good else 1
