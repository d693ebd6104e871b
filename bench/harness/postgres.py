"""A throw-away PostgreSQL with its durability on: a crash test or a measurement with fsync off says nothing."""

import os
import shlex
import subprocess
from pathlib import Path

from .paths import ROOT
from .processes import Failed, until

SERVERS = ROOT / "tests" / "support" / "servers" / "servers.sh"


class Postgres:
    """Started by the tests' own script; runs until `stop`."""

    def __init__(self) -> None:
        started = servers("start", CHARLA_TEST_PG_FSYNC="on")
        lines = (line.removeprefix("export ").partition("=") for line in started.splitlines())
        self._env = {name: shlex.split(value)[0] for name, _, value in lines if value}
        if "CHARLA_TEST_PG" not in self._env:
            self.stop()
            raise Failed("PostgreSQL's server is not installed: apt-get install postgresql")
        self._admin_url = self._env["CHARLA_TEST_PG"]

    def new_database(self, name: str) -> str:
        """An empty database; returns its URL."""
        query(self._admin_url, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        query(self._admin_url, f"CREATE DATABASE {name}")
        return self._admin_url.rsplit("/", 1)[0] + "/" + name

    def halt(self) -> None:
        """Stops the server as a crash would; `resume` starts it on the same data."""
        self._control("stop", "-m", "immediate")

    def resume(self) -> None:
        self._control("start", "-l", str(Path(self._env["CHARLA_TEST_SERVERS"]) / "pg" / "log"))

    def _control(self, *arguments: str) -> None:
        tool = [self._env["CHARLA_TEST_PG_BIN"] + "/pg_ctl", "-D", self._env["CHARLA_TEST_PG_DATA"], "-w", *arguments]
        as_postgres = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        # Output to nowhere: the server inherits it, and a pipe would never end.
        code = subprocess.run([*as_postgres, *tool], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/").returncode
        if code != 0:
            raise Failed(f"pg_ctl {arguments[0]} ended with {code}")

    def stop(self) -> None:
        servers("stop", **self._env)


def servers(command: str, **env: str) -> str:
    done = subprocess.run(["bash", str(SERVERS), command], capture_output=True, text=True, env=os.environ | env)
    if done.returncode != 0:
        raise Failed(f"{SERVERS.name} {command} ended with {done.returncode}: {done.stderr.strip()}")
    return done.stdout


def query(url: str, sql: str) -> str:
    """Runs SQL by psql and returns its output as CSV without a header. Raises Failed with the server's words."""
    command = ["psql", url, "-X", "-q", "--csv", "-t", "-v", "ON_ERROR_STOP=1", "-c", sql]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PGCONNECT_TIMEOUT": "5"})
    if done.returncode != 0:
        raise Failed(f"psql: {done.stderr.strip()}")
    return done.stdout


def wait_for_others_to_end(url: str) -> None:
    """Waits until the backends of a killed client are gone: a statement in the socket may still commit."""
    sql = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    until("the killed client's backends end", lambda: query(url, sql).strip() == "0", timeout_s=20, every_s=0.01)
