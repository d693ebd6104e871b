"""The load generator as a process."""

import json
from pathlib import Path

from . import paths
from .processes import Failed, Fleet, Process

WEBHOOK = "/api/webhooks/whatsapp"


class Load:
    """A running charla-load against a port. `options` are its command-line options without the dashes."""

    def __init__(self, fleet: Fleet, build: Path, work: Path, port: int, name: str = "load", **options):
        self.json_file = work / f"{name}.json"
        self.json_file.unlink(missing_ok=True)
        command = [paths.program(build, "bench/charla-load"), "--url", f"http://127.0.0.1:{port}{WEBHOOK}", "--json", self.json_file]
        for key, value in options.items():
            flag = "--" + key.replace("_", "-")
            command += [flag] if value is True else [flag, str(value)]
        self.process: Process = fleet.start(name, command, work / f"{name}.out")

    def result(self, timeout_s: float) -> dict:
        """Waits for the end and returns the figures. Exit 3 (something was not acknowledged) is the caller's to judge."""
        code = self.process.wait(timeout_s)
        if code not in (0, 3):
            raise Failed(f"charla-load ended with {code}:\n{self.process.tail()}")
        return json.loads(self.json_file.read_text())
