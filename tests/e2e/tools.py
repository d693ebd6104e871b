#!/usr/bin/env python3
"""The bench's own programs against each other: what measures and judges the product must be right itself."""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1] / "bench"), str(HERE)]

from harness import paths, web  # noqa: E402
from harness.load import Load  # noqa: E402
from harness.processes import Fleet, until  # noqa: E402
from harness.stub import Stub  # noqa: E402
from harness.variants import Running, Variants  # noqa: E402
from runner import cases_of, equal, expect, run_case  # noqa: E402

BODY = web.envelope("0", [web.text_message("wamid.x", "5490000000001", "precio")])
SEND = b'{"to":"5490000000001","text":{"body":"hola"},"biz_opaque_callback_data":"c:1:0"}'


class Tools:
    """The variants of the bench, and a folder."""

    def __init__(self, build: Path, work: Path):
        self.build, self.work = build, work
        self.variants = Variants(build, work)

    def load(self, fleet: Fleet, r: Running, **options: object) -> dict:
        return Load(fleet, self.build, r.work, r.port, **options).result(60)


def requests_in(log: Path) -> list[list[str]]:
    return [line.split("\t") for line in log.read_text().splitlines() if line.startswith("R\t")]


def test_signatures(t: Tools):
    """The bare server takes what the generator signs and refuses what is altered."""
    with t.variants.start("bare-server") as r, Fleet() as fleet:
        figures = t.load(fleet, r, events=500, connections=8)
        equal(figures["acknowledged"], 500, "acknowledged events")
        wrong = {"X-Hub-Signature-256": web.signature("another secret", BODY)}
        equal(web.request(r.port, "POST", "/", BODY, wrong).status, 403, "status of a wrong signature")
        right = {"X-Hub-Signature-256": web.signature("dev_secret", BODY)}
        equal(web.request(r.port, "POST", "/", BODY, right).status, 200, "status of the signature by another library")


def test_join(t: Tools):
    """Each event of a closed run gets its reply, and the two logs join on one clock."""
    with t.variants.start("bare-engine") as r, Fleet() as fleet:
        log = r.work / "client.log"
        figures = t.load(fleet, r, events=1000, conversations=50, connections=8, replies=r.replies, log=log)
        equal((figures["acknowledged"], figures["replies"], figures["unanswered"]), (1000, 1000, 0), "figures")
        until("the stub's log is written", lambda: len(requests_in(r.stub.log)) == 1000)
        client = [line.split("\t") for line in log.read_text().splitlines()]
        equal(len({line[0] for line in client}), 1000, "different wamids")
        sent = {phone: int(at) for _, phone, at, *_ in reversed(client)}
        first = {phone: int(ns) for _, ns, _, phone, *_ in reversed(requests_in(r.stub.log))}
        late = [p for p in sent if first[p] < sent[p]]
        equal(late, [], "replies before their message")


def test_rate(t: Tools):
    """An open loop keeps its rate."""
    with t.variants.start("bare-server") as r, Fleet() as fleet:
        figures = t.load(fleet, r, rate=500, seconds=2, connections=8)
        expect(450 <= figures["accepted_per_s"] <= 510, f"{figures['accepted_per_s']} a second instead of 500")


def test_retries(t: Tools):
    """With --retry an event that is refused comes again with the same id; a server that is away loses none."""
    with Fleet() as fleet:
        stub = Stub(fleet, t.build, t.work)  # answers 400: no send has these fields
        r = Running(stub.port, stub.process, t.work)
        figures = t.load(fleet, r, events=5, connections=1, drain=1, retry=True, log=t.work / "refused.log")
        equal(figures["acknowledged"], 0, "acknowledged events")
        attempts = [line.split("\t") for line in (t.work / "refused.log").read_text().splitlines()]
        equal({line[0] for line in attempts if line[5] == "2"}, {line[0] for line in attempts}, "events tried twice")
        equal({line[4] for line in attempts}, {"400"}, "statuses")


def test_stub_faults(t: Tools):
    """The stub answers, refuses, errs and loses as it is told while it runs, and notes what it took."""
    with Fleet() as fleet:
        work = t.work / "faults"
        work.mkdir()
        stub = Stub(fleet, t.build, work)

        def send() -> int:
            try:
                return web.request(stub.port, "POST", "/0/messages", SEND).status
            except (ConnectionError, web.http.client.HTTPException):
                return 0

        equal(send(), 200, "calm")
        stub.control(error=1, error_status=429, error_code=130429)
        equal(send(), 429, "erring")
        stub.control(error=0, lose=1)
        equal(send(), 0, "losing")
        stub.control(lose=0, refuse=1)
        equal(send(), 0, "refusing")
        stub.control(refuse=0, delay=1, delay_ms=150)
        equal(send(), 200, "slow")
        until("the log is written", lambda: len(requests_in(stub.log)) == 4)
        equal([line[5] for line in requests_in(stub.log)], ["ok", "error:429", "lost", "ok"], "outcomes")
        equal({line[2] for line in requests_in(stub.log)}, {"c:1:0"}, "out_ids")
        equal(web.request(stub.port, "POST", "/control?lose=much").status, 400, "status of a wrong setting")


def main() -> int:
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("--build", help="build folder (default: $CHARLA_BUILD, build/release, build/dev)")
    options = a.parse_args()
    work = Path(tempfile.mkdtemp(prefix="charla-tools-"))
    try:
        build = paths.build_dir(options.build)
        paths.program(build, "bench/charla-load")
    except paths.Missing as missing:
        print(f"skipped: {missing}")
        return 77
    tools = Tools(build, work)
    good = [run_case(case, tools) for case in cases_of(sys.modules[__name__])]
    if all(good):
        shutil.rmtree(work, ignore_errors=True)
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
