"""Runs every rule over the evidence and says what it found."""

import sqlite3
from dataclasses import dataclass, field
from pathlib import Path

from harness.database import Database

from . import evidence, resends, store_source
from .rules import RULES

SHOWN_PER_RULE = 5


@dataclass
class Inputs:
    """Where the three sources are, and the two constants the rules need."""

    client_log: Path
    stub_log: Path
    store: Database
    doubts: list = field(default_factory=list)
    wall_offset_ns: int = 0
    in_doubt_wait_ns: int = 0


@dataclass
class Findings:
    """What the checker found. `violations` is a list of (rule id, sentence, row)."""

    violations: list
    counts: dict
    sends: resends.Resends

    def report(self) -> str:
        lines = [", ".join(f"{n:,} {what}" for what, n in self.counts.items())]
        lines.append(
            f"double sends: {self.sends.doubled} of {self.sends.messages:,} messages "
            f"({self.sends.repeats} repeated requests: {self.sends.by_cause or 'none'})"
        )
        shown: dict[str, int] = {}
        for rule, sentence, row in self.violations:
            shown[sentence] = shown.get(sentence, 0) + 1
            if shown[sentence] <= SHOWN_PER_RULE:
                lines.append(f"VIOLATION {rule}: {sentence}: {row}")
        lines += [f"  … {n - SHOWN_PER_RULE} more: {s}" for s, n in shown.items() if n > SHOWN_PER_RULE]
        lines.append(f"{len(self.violations)} violations")
        return "\n".join(lines)


def gather(inputs: Inputs) -> sqlite3.Connection:
    db = evidence.open_evidence()
    evidence.load_client_log(db, inputs.client_log)
    evidence.load_stub_log(db, inputs.stub_log)
    evidence.load_doubts(db, inputs.doubts)
    store_source.load_store(db, inputs.store)
    return db


def check(inputs: Inputs) -> Findings:
    db = gather(inputs)
    violations = []
    for rule in RULES:
        parameters = {"wall_offset": inputs.wall_offset_ns} if ":wall_offset" in rule.sql else {}
        violations += [(rule.id, rule.says, row) for row in db.execute(rule.sql, parameters)]
    sends = resends.examine(db, inputs.in_doubt_wait_ns)
    one = lambda sql: db.execute(sql).fetchone()[0]
    counts = {
        "acknowledged events": one("SELECT count(DISTINCT wamid) FROM client WHERE status = 200"),
        "deliveries (with retries and duplicates)": one("SELECT count(*) FROM client"),
        "turns": one("SELECT count(*) FROM turn"),
        "conversations": one("SELECT count(*) FROM conversation"),
        "requests at the provider": one("SELECT count(*) FROM request"),
        "statuses": one("SELECT count(*) FROM posted"),
        "dead letters": one("SELECT count(*) FROM dead"),
    }
    return Findings(violations + sends.unexplained, counts, sends)
