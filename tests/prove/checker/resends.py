"""I6: a message may go out twice only when the first time was in doubt, and only after it has been waited for."""

import sqlite3
from dataclasses import dataclass
from itertools import groupby


# A claim may have been committed just before the status came: the request is then under way already.
UNDER_WAY_NS = 200_000_000


@dataclass
class Resends:
    """What was found about requests with one out_id."""

    messages: int = 0
    doubled: int = 0           # messages that the provider took more than once
    repeats: int = 0           # requests beyond the first
    by_cause: dict = None      # explanation → how many repeats
    unexplained: list = None   # (rule, sentence, row)


def explain(before: tuple, again: tuple, doubts: list, told: list, wait_ns: int) -> tuple[str, str | None]:
    """Why `again` followed `before`: (explanation, or None and what is wrong)."""
    known = [ns for ns, status in told if ns < again[0] - UNDER_WAY_NS and status != "failed"]
    if known and before[1] in ("ok", "lost"):
        return "", "it was sent again after a status webhook had told that it arrived"
    if before[1].startswith("error:4"):
        return "the provider had refused it", None
    in_doubt = [ns for ns in doubts if before[0] <= ns <= again[0]]
    if not in_doubt and before[1] == "ok":
        return "", "it was sent again although the provider had answered and no row was in doubt"
    # The wait counts from when the doubt began: the request itself.
    if again[0] - before[0] < wait_ns:
        return "", f"it was sent again after {(again[0] - before[0]) / 1e6:.0f} ms, before the wait for its status was over"
    return "in doubt after a kill" if in_doubt else f"in doubt: the answer was {before[1]}", None


def examine(db: sqlite3.Connection, wait_ns: int) -> Resends:
    found = Resends(by_cause={}, unexplained=[])
    doubts: dict = {}
    for ns, *key in db.execute("SELECT ns, conv, version, idx FROM doubt"):
        doubts.setdefault(tuple(key), []).append(ns)
    told: dict = {}
    for ns, status, *key in db.execute("SELECT ns, status, conv, version, idx FROM posted"):
        told.setdefault(tuple(key), []).append((ns, status))
    rows = db.execute("SELECT conv, version, idx, ns, outcome FROM request ORDER BY conv, version, idx, ns")
    for key, group in groupby(rows, key=lambda r: r[:3]):
        requests = [(ns, outcome) for *_, ns, outcome in group]
        found.messages += 1
        found.doubled += sum(outcome in ("ok", "lost") for _, outcome in requests) > 1
        for before, again in zip(requests, requests[1:]):
            found.repeats += 1
            why, wrong = explain(before, again, doubts.get(key, []), told.get(key, []), wait_ns)
            if wrong:
                found.unexplained.append(("I6", wrong, (*key, before, again)))
            else:
                found.by_cause[why] = found.by_cause.get(why, 0) + 1
    return found
