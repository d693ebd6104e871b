#!/usr/bin/env python3
"""A campaign of many messages to as many people, with the emulator holding Meta's limits, and transactional messages
beside it: nothing is refused, each person gets the message once, and the transactional ones do not wait longer."""

import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2] / "bench"), str(Path(__file__).resolve().parent)]

import campaign  # noqa: E402
import judging  # noqa: E402
from harness.charla import Charla  # noqa: E402
from harness.emulator import Emulator  # noqa: E402
from harness.load import WEBHOOK  # noqa: E402
from harness.processes import Fleet, until  # noqa: E402
from harness.sending import TEMPLATE, Sending, Session, at_rate, in_background  # noqa: E402

TRANSACTIONAL_PER_S = 20
ALONE_S = 15
GIVERS = 4  # connections that give the campaign: it must be given faster than it goes out
RATIO_MAX = 1.10
# The engine counts a message when it claims it, the provider when it arrives: what waited a moment on the way arrives
# closer together. Half a second's worth more at once is what the emulator lets through.
ARRIVES_LATE_S = 0.5


class Site:
    """Charla and the emulator, with the number's rate known to both."""

    def __init__(self, fleet: Fleet, build: Path, work: Path, database: str, rate: float, statuses: bool):
        port = Charla.reserve_port()
        self.emulator = Emulator(fleet, build, work, f"http://127.0.0.1:{port}{WEBHOOK}")
        self.emulator.control("limits", preset="meta", number_rate=rate, number_burst=int(rate * (1 + ARRIVES_LATE_S)))
        self.emulator.control("templates", name=TEMPLATE["name"], language=TEMPLATE["language"]["code"],
                              components=[{"type": "BODY", "text": "Hola"}])
        if not statuses:
            self.emulator.control("faults", lost_statuses={"probability": 1})
        limits = {"CHARLA_CHANNEL_NUMBER_RATE": rate, "CHARLA_CHANNEL_PAIR_BURST": 45, "CHARLA_CHANNEL_PAIR_INTERVAL_MS": 6000}
        self.charla = Charla(fleet, build, work, self.emulator.url, database, port=port, **limits)
        self.charla.start()
        self.session = Session(self.charla)


class Proof:
    """The people of each kind, and when each transactional message was asked for."""

    def __init__(self, site: Site, options):
        self.site, self.options = site, options
        self.one = Sending(site.session)
        self.crowd = [Sending(site.session) for _ in range(GIVERS)]
        self.people = 0
        self.expected: set[str] = set()
        self.asked: list[dict[str, float]] = []  # alone, beside, alone, …: phone → Unix seconds
        self.given: list[dict[str, float]] = []  # while a campaign is handed over, as fast as the program takes it
        self.memory: list[tuple[int, float]] = []  # rows waiting, MiB

    def person(self) -> str:
        self.people += 1
        phone = f"54911{20_000_000 + self.people}"
        self.expected.add(phone)
        return phone

    def transactional(self, go_on) -> dict[str, float]:
        asked: dict[str, float] = {}

        def send(_: int) -> None:
            phone = self.person()
            asked[phone] = self.one.one(phone)

        at_rate(TRANSACTIONAL_PER_S, go_on, send)
        return asked

    def waiting(self) -> int:
        return self.site.charla.database.work_left()["outbox"]

    def round(self, messages: int) -> None:
        self.asked.append(self.transactional(lambda n: n < ALONE_S * TRANSACTIONAL_PER_S))
        self.site.charla.wait_quiet(60)
        phones = [self.person() for _ in range(messages)]
        begun = time.monotonic()
        with in_background(*(lambda n=n, s=s: s.many(phones[n::GIVERS]) for n, s in enumerate(self.crowd))) as still:
            given = self.transactional(lambda _: still())
        took = time.monotonic() - begun
        rows = self.waiting()
        self.memory.append((rows, self.site.charla.process.rss_bytes() / 2**20))
        print(f"  {messages} messages given in {took:.1f} s, {rows} of them wait; resident {self.memory[-1][1]:.0f} MiB", flush=True)
        # Taken is not decided yet: until then the machine is as busy as while it was handed over.
        left = lambda what: self.site.charla.database.work_left()[what]
        self.given.append(given | self.transactional(lambda n: n % (TRANSACTIONAL_PER_S // 4) > 0 or left("inbox") > 0))
        # Twice a second is often enough to look: looking costs the database something, too.
        beside = self.transactional(lambda n: n % (TRANSACTIONAL_PER_S // 2) > 0 or self.waiting() > TRANSACTIONAL_PER_S)
        self.asked.append(beside)
        self.site.charla.wait_quiet(messages / self.options.rate + 120)

    def judge(self) -> bool:
        arrived, sends = {}, list(self.site.emulator.sends())
        for s in sends:
            if judging.taken(s):
                arrived.setdefault(s["to"].lstrip("+"), s["at_ms"])
        waited = lambda group: [arrived[p] - at * 1000 for p, at in group.items() if p in arrived]
        waits = [waited(group) for group in self.asked]
        rounds = judging.Rounds()
        for alone, beside in zip(waits[::2], waits[1::2]):
            rounds.add(alone, beside)
        rows, mib = max(self.memory)
        print(rounds.report("transactional", "with the campaign"))
        # Handing it over takes all of the machine that there is, which is no question of the provider's limits.
        given = [judging.quantile(waited(group), 0.99) for group in self.given]
        print(f"while a campaign is handed over: p99 {max(given):.0f} ms")
        print(f"most rows waiting: {rows:,} at {mib:.0f} MiB resident")
        print(f"refused by the provider: {self.site.emulator.counts()['rejected']}")
        complaints = judging.count_complaints(self.expected, sends) + rounds.complaints(RATIO_MAX)
        for complaint in complaints:
            print(f"FAILED: {complaint}")
        return not complaints


def prove(options, work: Path) -> bool:
    build = campaign.paths.build_dir(options.build)
    with campaign.new_database(options) as database, Fleet() as fleet:
        site = Site(fleet, build, work, database, options.rate, options.statuses)
        proof = Proof(site, options)
        before = site.charla.process.rss_bytes() / 2**20
        print(f"{options.messages} messages at {options.rate:g} a second in {options.rounds} rounds, "
              f"{'in batches of the priority campaign' if proof.one.batches else 'one by one, all transactional: no batches here'}; "
              f"resident {before:.0f} MiB before", flush=True)
        for _ in range(options.rounds):
            proof.round(options.messages // options.rounds)
        until("the emulator's log is complete", lambda: site.emulator.state()["answers_held"] == 0, 30)
        return proof.judge()


def main() -> int:
    a = campaign.stage_arguments(__doc__)
    a.add_argument("--rate", type=int, default=0, help="of the number, messages a second; default: so that the campaign lasts 40 s or more, at most 1,000")
    a.add_argument("--messages", type=int, default=100_000)
    a.add_argument("--rounds", type=int, default=3)
    a.add_argument("--statuses", action="store_true", help="the provider posts three statuses for each message")
    a.add_argument("--self-test", action="store_true", help="show that the judge can fail, and run nothing else")
    options = a.parse_args()
    if options.self_test:
        return 0 if judging.self_test() else 1
    if options.rate == 0:  # a campaign must last long enough to be measured beside
        options.rate = min(1000, max(50, options.messages // 40))
    return campaign.run("limits", options, prove)


if __name__ == "__main__":
    sys.exit(main())
