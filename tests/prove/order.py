#!/usr/bin/env python3
"""A provider that is slow, answers errors, loses answers and delays statuses, and kill -9 in between, while every answer
has five bubbles: each conversation's messages still reach it in order, each one once unless it was in doubt, and no
status falls."""

import json
import random
import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2] / "bench"), str(Path(__file__).resolve().parent)]

import campaign  # noqa: E402
from crash import kill_rounds  # noqa: E402

ROUGH = campaign.FAULTS | {"lose": 0.05, "error": 0.05, "refuse": 0.05, "delay": 0.3, "delay_ms": 300, "status_lost": 0.1}


def flow_of(bubbles: int) -> dict:
    """Whatever a customer says is answered with so many messages."""
    name = lambda n: f"b{n}"
    nodes = {name(n): {"type": "send_text", "fields": {"text": f"{n} de {bubbles}"}, "exits": {"next": name(n + 1)} if n < bubbles else {}}
             for n in range(1, bubbles + 1)}
    return {"name": "Burbujas", "start": name(1), "nodes": nodes}


def prove(options, work: Path) -> bool:
    flows = work / "flows"
    flows.mkdir()
    (flows / "bienvenida.json").write_text(json.dumps(flow_of(options.bubbles)))
    with campaign.stage(options, work, ROUGH, more={"CHARLA_PATHS_FLOWS": flows}) as c:
        begun = time.monotonic()
        kill_rounds(c, options.kills, random.Random(options.seed))
        time.sleep(max(0.0, begun + options.seconds - time.monotonic()))  # the load itself: there is no condition to wait for
        c.charla.process.require_running()
        figures = c.come_to_rest()
        answers = c.charla.database.count(f"SELECT count(*) FROM turn WHERE n_out >= {options.bubbles}")
        print(f"{options.kills} kills; {answers} answers of {options.bubbles} messages and more")
        if answers == 0:
            c.complaints.append(f"no answer had {options.bubbles} messages")
        return c.judge(figures, events_min=int(options.seconds * options.rate * 0.3))


def main() -> int:
    a = campaign.common_arguments(__doc__)
    a.add_argument("--seconds", type=float, default=20, help="at least")
    a.add_argument("--bubbles", type=int, default=5, help="messages of an answer")
    a.add_argument("--kills", type=int, default=8)
    a.set_defaults(rate=100)
    return campaign.run("order", a.parse_args(), prove)


if __name__ == "__main__":
    sys.exit(main())
