"""The emulated providers as a process: `charla simulate-provider`, driven over /control (docs/emulator.md)."""

import json
import os
from pathlib import Path
from typing import Iterator

from . import paths, web
from .charla import PHONE_NUMBER_ID, SECRET, SECRET_KEY
from .processes import Fleet, Process, free_port, until

JSON = {"Content-Type": "application/json"}


class Emulator:
    """A running emulator that posts its webhooks to `callback`."""

    def __init__(self, fleet: Fleet, build: Path, work: Path, callback: str = ""):
        self.port = free_port()
        self.log = work / "emulator.log"
        command = [paths.program(build, "src/cli/charla"), "simulate-provider", "--port", self.port, "--log", self.log]
        if callback:
            command += ["--callback", callback]
        keep = {k: v for k, v in os.environ.items() if not k.startswith(("CHARLA_", "WHATSAPP_"))}
        ours = {"WHATSAPP_APP_SECRET": SECRET, "WHATSAPP_PHONE_NUMBER_ID": PHONE_NUMBER_ID, "CHARLA_SECRET_KEY": SECRET_KEY,
                "CHARLA_LOG_LEVEL": "warn"}
        self.process: Process = fleet.start("emulator", command, work / "emulator.out", env=keep | ours, cwd=work)
        until("the emulator answers", lambda: self.process.require_running() and web.answers(self.port, "/control"))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def state(self) -> dict:
        return web.request(self.port, "GET", "/control").json()

    def counts(self) -> dict:
        return self.state()["counts"]

    def control(self, what: str, **body: object) -> dict:
        """`control("limits", number_rate=80)` is `POST /control/limits`."""
        answer = web.request(self.port, "POST", f"/control/{what}", json.dumps(body).encode(), JSON)
        if answer.status != 200:
            raise ValueError(f"the emulator refused {what} {body}: {answer.body.decode(errors='replace')}")
        return answer.json()

    def sends(self) -> Iterator[dict]:
        """Every send that it has seen, in order."""
        with open(self.log, encoding="utf-8") as lines:
            for line in lines:
                if line.endswith("\n"):
                    yield json.loads(line)
