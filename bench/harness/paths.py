"""Where the built programs are."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# Later presets first: measurements want the optimised build, tests pass --build themselves.
PRESETS = ("release", "dev")


class Missing(Exception):
    """A program is not built; the message says how to build it."""


def build_dir(given: str | None) -> Path:
    """The build folder to use: the one given, $CHARLA_BUILD, or the first preset that has been built."""
    chosen = given or os.environ.get("CHARLA_BUILD")
    if chosen:
        return Path(chosen).resolve()
    for preset in PRESETS:
        if (ROOT / "build" / preset / "bench" / "charla-load").exists():
            return ROOT / "build" / preset
    raise Missing("no build folder has bench/charla-load: cmake --preset release && cmake --build --preset release")


def program(build: Path, relative: str) -> Path:
    """A built program, e.g. `bench/charla-load`."""
    path = build / relative
    if not path.exists():
        raise Missing(f"{path} is not built: cmake --build {build} --target {path.name}")
    return path
