"""The product as a process: `charla serve` in a folder of its own."""

import base64
import os
import time
from pathlib import Path

from . import paths, web
from .database import Database
from .load import WEBHOOK
from .processes import Failed, Fleet, Process, free_port, until

SECRET = "dev_secret"
PHONE_NUMBER_ID = "000000000000000"
SECRET_KEY = base64.b64encode(b"for tests only: 32 bytes in all.").decode()
ADMIN_TOKEN = "admin-token-of-the-tests"


class Charla:
    """Starts, kills and restarts one installation. `stub_url` is the provider it talks to."""

    def __init__(self, fleet: Fleet, build: Path, work: Path, stub_url: str, database_url: str = "",
                 port: int = 0, **settings: object):
        self._fleet = fleet
        self.binary = paths.program(build, "src/cli/charla")
        self._work = work
        self._settings = settings
        self._stub_url = stub_url
        self.port = port or free_port()
        self.process: Process | None = None
        self.database = Database(database_url or str(settings.get("CHARLA_STORE_PATH", work / "charla.db")))
        self._database_url = database_url

    @staticmethod
    def reserve_port() -> int:
        """A port to give to the constructor when somebody must know it first."""
        return free_port()

    def environment(self) -> dict[str, str]:
        """Only what is named here: nothing of the caller's settings leaks into a test."""
        base = {k: v for k, v in os.environ.items() if not k.startswith(("CHARLA_", "WHATSAPP_", "POSTGRES_", "DATABASE_", "REDIS_"))}
        ours = {
            "CHARLA_HTTP_PORT": str(self.port),
            "CHARLA_STORE_KIND": "postgres" if self._database_url else "sqlite",
            "CHARLA_STORE_PATH": str(self._work / "charla.db"),
            "CHARLA_CHANNEL_SIMULATOR_URL": self._stub_url,
            # The engine is tested here: the provider's own limits would be what is measured.
            "CHARLA_CHANNEL_NUMBER_RATE": "1000000",
            "CHARLA_CHANNEL_PAIR_BURST": "10000",
            "CHARLA_CHANNEL_PAIR_INTERVAL_MS": "0",
            # Grouping off (R117 with 0): every message is its own turn.
            "CHARLA_CHANNEL_GROUP_QUIET_MS": "0",
            "CHARLA_CHANNEL_GROUP_MAX_MS": "0",
            "CHARLA_SECRET_KEY": SECRET_KEY,
            "CHARLA_ADMIN_TOKEN": ADMIN_TOKEN,
            "CHARLA_PATHS_FLOWS": str(paths.ROOT / "config" / "flows"),
            "CHARLA_PATHS_WEB": str(paths.ROOT / "web"),
            "WHATSAPP_APP_SECRET": SECRET,
            "WHATSAPP_PHONE_NUMBER_ID": PHONE_NUMBER_ID,
        }
        if self._database_url:
            ours["DATABASE_URL"] = self._database_url
        return base | ours | {k: str(v) for k, v in self._settings.items()}

    def spawn(self) -> Process:
        """Starts without waiting."""
        self.process = self._fleet.start(
            "charla", [self.binary, "serve"], self._work / "charla.out", env=self.environment(), cwd=self._work
        )
        return self.process

    def start(self, timeout_s: float = 30) -> "Charla":
        self.spawn()
        self.wait_ready(timeout_s)
        return self

    def wait_ready(self, timeout_s: float = 30) -> None:
        until("charla is ready", lambda: self.process.require_running() and web.answers(self.port, "/ready"), timeout_s)

    def stop(self) -> int:
        return self.process.stop()

    def kill(self) -> int:
        return self.process.kill()

    def wait_quiet(self, timeout_s: float) -> None:
        """Until nothing is pending in the store."""
        seen: dict[str, int] = {}

        def quiet() -> bool:
            seen.update(self.database.work_left())
            return not any(seen.values())

        try:
            until("the store is quiet", quiet, timeout_s, every_s=0.2)
        except Failed as late:
            raise Failed(f"{late}; left: {seen}") from None

    def output(self) -> str:
        """Everything that it has printed since its first start."""
        return (self._work / "charla.out").read_text(errors="replace")

    def webhook(self, body: bytes, **headers: str) -> web.Answer:
        """Posts a signed webhook; a header given here replaces ours (None leaves it out)."""
        ours = {"Content-Type": "application/json", "X-Hub-Signature-256": web.signature(SECRET, body)}
        for name, value in headers.items():
            ours[name.replace("_", "-")] = value
        return web.request(self.port, "POST", WEBHOOK, body, {k: v for k, v in ours.items() if v is not None})

    def say(self, wamid: str, phone: str, text: str) -> web.Answer:
        return self.webhook(web.envelope(PHONE_NUMBER_ID, [web.text_message(wamid, phone, text)]))


def wall_minus_monotonic_ns() -> int:
    """What to add to a CLOCK_MONOTONIC time to compare it with the database's wall-clock times."""
    return time.time_ns() - time.monotonic_ns()
