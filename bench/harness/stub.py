"""The provider stub as a process."""

from pathlib import Path

from . import paths, web
from .processes import Fleet, Process, until


class Stub:
    """A running charla-stub. `options` are its command-line options without the dashes: `lose=0.01`."""

    def __init__(self, fleet: Fleet, build: Path, work: Path, **options):
        self.log = work / "stub.log"
        port_file = work / "stub.port"
        port_file.unlink(missing_ok=True)
        command = [paths.program(build, "bench/charla-stub"), "--port-file", port_file, "--log", self.log]
        for name, value in options.items():
            command += ["--" + name.replace("_", "-"), str(value)]
        self.process: Process = fleet.start("charla-stub", command, work / "stub.out")
        until("charla-stub listens", lambda: self.process.require_running() and port_file.exists() and port_file.read_text().endswith("\n"))
        self.port = int(port_file.read_text())

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def control(self, **settings) -> dict:
        """Changes the behaviour (`lose=0`) and returns the counters."""
        query = "&".join(f"{k}={v}" for k, v in settings.items())
        answer = web.request(self.port, "POST" if settings else "GET", "/control" + ("?" + query if query else ""))
        if answer.status != 200:
            raise ValueError(f"the stub refused {query}: {answer.body.decode(errors='replace')}")
        return answer.json()
