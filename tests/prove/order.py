#!/usr/bin/env python3
"""A provider that is slow, answers errors, loses answers and delays statuses: each conversation's messages still reach
it in order, each one once unless it was in doubt, and no status falls."""

import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2] / "bench"), str(Path(__file__).resolve().parent)]

import campaign  # noqa: E402

ROUGH = campaign.FAULTS | {"lose": 0.05, "error": 0.05, "refuse": 0.05, "delay": 0.3, "delay_ms": 300, "status_lost": 0.1}


def prove(options, work: Path) -> bool:
    with campaign.stage(options, work, ROUGH) as c:
        time.sleep(options.seconds)  # the load itself: there is no condition to wait for
        c.charla.process.require_running()
        return c.judge(c.come_to_rest(), events_min=int(options.seconds * options.rate * 0.5))


def main() -> int:
    a = campaign.common_arguments(__doc__)
    a.add_argument("--seconds", type=float, default=20)
    return campaign.run("order", a.parse_args(), prove)


if __name__ == "__main__":
    sys.exit(main())
