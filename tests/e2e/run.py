#!/usr/bin/env python3
"""The real binary from outside: sends, kills, restarts, bad input. Exit 77 while it is not built."""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1] / "bench"), str(HERE)]

import test_bad_input  # noqa: E402
import test_contracts  # noqa: E402
import test_emulator  # noqa: E402
import test_flows  # noqa: E402
import test_history  # noqa: E402
import test_flow_command  # noqa: E402
import test_inspect  # noqa: E402
import test_lifecycle  # noqa: E402
import test_messages_api  # noqa: E402
import test_people  # noqa: E402
import test_subscribers  # noqa: E402
import test_timers  # noqa: E402
import test_wire  # noqa: E402
from harness import paths  # noqa: E402
from harness.processes import Failed, Fleet  # noqa: E402
from runner import cases_of, run_case  # noqa: E402
from world import World  # noqa: E402

SETTINGS = {
    "CHARLA_HTTP_HEADER_TIMEOUT_MS": test_wire.HEADER_TIMEOUT_MS,
    "CHARLA_ENGINE_IN_DOUBT_WAIT_MS": 1500,
}
MODULES = {
    "lifecycle": test_lifecycle,
    "contracts": test_contracts,
    "messages_api": test_messages_api,
    "flows": test_flows,
    "history": test_history,
    "flow_command": test_flow_command,
    "inspect": test_inspect,
    "bad_input": test_bad_input,
    "wire": test_wire,
    "subscribers": test_subscribers,
    "timers": test_timers,
    "emulator": test_emulator,
    "people": test_people,
}


def run_module(name: str, build: Path, work: Path, only: str) -> list[bool]:
    """All cases of a module on one installation."""
    cases = [c for c in cases_of(MODULES[name]) if only in c.__name__]
    if not cases:
        return []
    with Fleet() as fleet:
        world = World(fleet, build, work / name, **SETTINGS, **getattr(MODULES[name], "SETTINGS", {}))
        good = []
        for case in cases:
            good.append(run_case(case, world))
            world.ensure_running()
        return good


def main() -> int:
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("modules", nargs="*", help=f"of {', '.join(MODULES)}; all when none is named")
    a.add_argument("--build", help="build folder (default: $CHARLA_BUILD, build/release, build/dev)")
    a.add_argument("--only", default="", help="part of a case's name")
    a.add_argument("--keep", action="store_true", help="keep logs and databases")
    options = a.parse_args()
    work = Path(tempfile.mkdtemp(prefix="charla-e2e-"))
    results: list[bool] = []
    try:
        build = paths.build_dir(options.build)
        for name in options.modules or MODULES:
            results += run_module(name, build, work, options.only)
    except paths.Missing as missing:
        print(f"skipped: {missing}")
        return 77
    except Failed as failed:
        print(f"FAIL {failed}")
        results.append(False)
    failures = results.count(False)
    print(f"{len(results)} cases, {failures} failed")
    if failures or options.keep:
        print(f"logs and databases are in {work}")
    else:
        shutil.rmtree(work, ignore_errors=True)
    return 1 if failures or not results else 0


if __name__ == "__main__":
    sys.exit(main())
