"""Runs cases that are functions; the docstring of each is its sentence."""

import inspect
import time
import traceback


class Skip(Exception):
    """A case cannot run here; the message says why."""


def expect(condition: object, what: str) -> None:
    if not condition:
        raise AssertionError(what)


def equal(got: object, wanted: object, what: str) -> None:
    if got == wanted:
        return
    if isinstance(got, list) and isinstance(wanted, list) and len(got) > 5:
        n = next((i for i, (a, b) in enumerate(zip(got, wanted)) if a != b), min(len(got), len(wanted)))
        raise AssertionError(f"{what}: {len(got)} of {len(wanted)}; at {n} got {got[n:n + 1]!r}, wanted {wanted[n:n + 1]!r}")
    raise AssertionError(f"{what}: got {got!r}, wanted {wanted!r}")


def cases_of(module) -> list:
    """The module's `test_` functions in the order in which they are written."""
    found = [f for name, f in inspect.getmembers(module, inspect.isfunction) if name.startswith("test_")]
    return sorted(found, key=lambda f: f.__code__.co_firstlineno)


def run_case(case, *arguments: object) -> bool:
    """Runs one case, prints its line, and tells whether it is good."""
    started = time.monotonic()
    sentence = " ".join((case.__doc__ or case.__name__).split())
    try:
        case(*arguments)
    except Skip as why:
        print(f"skip {sentence}: {why}", flush=True)
        return True
    except Exception as wrong:  # every failure of a case is a finding, whatever its type
        print(f"FAIL {sentence}\n     {type(wrong).__name__}: {wrong}", flush=True)
        last = traceback.extract_tb(wrong.__traceback__)[-1]
        print(f"     at {last.filename}:{last.lineno}", flush=True)
        return False
    print(f"ok   {sentence} ({time.monotonic() - started:.1f} s)", flush=True)
    return True
