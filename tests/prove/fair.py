#!/usr/bin/env python3
"""Two tenants on one installation: A's customers flood it, B's write now and then. How long B's people wait (webhook →
provider call) beside the flood and alone, and that nobody of B is forgotten."""

import json
import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2] / "bench"), str(Path(__file__).resolve().parent)]

import campaign  # noqa: E402
import judging  # noqa: E402
from checker.evidence import load_stub_log, open_evidence  # noqa: E402
from harness import paths, web  # noqa: E402
from harness.charla import SECRET, Charla  # noqa: E402
from harness.load import Load  # noqa: E402
from harness.processes import Failed, Fleet, until  # noqa: E402
from harness.sending import Session, at_rate  # noqa: E402
from harness.stub import Stub  # noqa: E402

NUMBER = "222222222222222"
SETTLES_S = 2.0  # the flood runs so long before anything is measured


class Quiet:
    """Tenant B with its own number and the example flow, and the people who write to it."""

    def __init__(self, charla: Charla):
        self.charla = charla
        self.people = 0
        owner = Session(charla)
        owner.cookie["X-Tenant-ID"] = str(owner.post("/api/v1/tenants", {"name": "B"}).json()["id"])
        graph = json.loads((paths.ROOT / "config" / "flows" / "bienvenida.json").read_text())
        flow = owner.post("/api/v1/flows", {"name": "B", "graph": graph}).json()
        owner.post(f"/api/v1/flows/{flow['id']}/activate", {"version": 1})
        owner.post("/api/v1/channels", {"key": "wa_b", "phone_number_id": NUMBER, "group_quiet_ms": 0, "group_max_ms": 0,
                                        "credentials": {"app_secret": SECRET}})

    def write(self, rate: float, seconds: float) -> dict[str, int]:
        """People write one after the other; phone → when, monotonic ns."""
        asked: dict[str, int] = {}

        def one(_: int) -> None:
            self.people += 1
            phone = f"54922{30_000_000 + self.people}"
            body = web.envelope(NUMBER, [web.text_message(f"wamid.B{self.people}", phone, "precio")])
            asked[phone] = time.monotonic_ns()
            while (status := self.charla.webhook(body).status) == 503:
                time.sleep(0.1)  # the provider comes again, too
            if status != 200:
                raise Failed(f"B's webhook was answered with {status}")

        at_rate(rate, lambda n: n < rate * seconds, one)
        return asked


def prove(options, work: Path) -> bool:
    asked: list[dict[str, int]] = []
    build = campaign.paths.build_dir(options.build)
    with campaign.new_database(options) as database, Fleet() as fleet:
        stub = Stub(fleet, build, work, seed=options.seed)
        charla = Charla(fleet, build, work, stub.url, database)
        charla.start()
        quiet = Quiet(charla)
        first = list(quiet.write(10, 1))[0]
        until("B is answered at all", lambda: "\t" + first + "\t" in stub.log.read_text(), 10)
        for n in range(options.rounds):
            asked.append(quiet.write(options.rate, options.seconds))
            charla.wait_quiet(60)
            flood = Load(fleet, build, work, charla.port, f"flood{n}", rate=options.flood, seconds=options.seconds + SETTLES_S + 1,
                         conversations=options.conversations, connections=32, run=f"a{n}", drain=5)
            time.sleep(SETTLES_S)  # part of the load: the flood must be at its height
            asked.append(quiet.write(options.rate, options.seconds))
            figures = flood.result(options.seconds + 60)
            print(f"  A: {figures['acknowledged']} of {figures['events']} webhooks taken", flush=True)
            charla.wait_quiet(300)
        charla.stop()
        stub.process.stop()
        return judge(options, stub, asked)


def judge(options, stub: Stub, asked: list[dict[str, int]]) -> bool:
    evidence = open_evidence()
    load_stub_log(evidence, stub.log)
    answered = dict(evidence.execute("SELECT phone, min(ns) FROM request GROUP BY phone"))
    waits = [[(answered[p] - at) / 1e6 for p, at in group.items() if p in answered] for group in asked]
    rounds = judging.Rounds()
    for alone, beside in zip(waits[::2], waits[1::2]):
        rounds.add(alone, beside)
    print(rounds.report(f"B at {options.rate:g} a second", f"with A's {options.flood:g} a second"))
    complaints = rounds.complaints(options.ratio_max)
    forgotten = sum(1 for group in asked for p in group if p not in answered)
    if forgotten:
        complaints.append(f"{forgotten} of B's people were not answered")
    for complaint in complaints:
        print(f"FAILED: {complaint}")
    return not complaints


def main() -> int:
    a = campaign.common_arguments(__doc__)
    a.add_argument("--flood", type=float, default=0, help="A's events a second; default: a hundred times B's")
    a.add_argument("--seconds", type=float, default=20, help="of each measurement")
    a.add_argument("--rounds", type=int, default=3)
    a.add_argument("--ratio-max", type=float, default=3.0, help="of B's p99 beside A to alone")
    a.add_argument("--self-test", action="store_true", help="show that the judge can fail, and run nothing else")
    a.set_defaults(rate=5, conversations=5000)
    options = a.parse_args()
    if options.self_test:
        return 0 if judging.self_test() else 1
    options.flood = options.flood or 100 * options.rate
    return campaign.run("fair", options, prove)


if __name__ == "__main__":
    sys.exit(main())
