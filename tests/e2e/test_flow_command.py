"""`charla flow …`: what an author does at a terminal, by the exit codes that scripts rely on."""

import json
import subprocess

from harness import paths

from runner import equal, expect
from world import World

EXAMPLE = paths.ROOT / "config/flows/bienvenida.json"


def flow(w: World, *words: object, typed: str = "") -> subprocess.CompletedProcess:
    return subprocess.run([str(w.charla.binary), "flow", *map(str, words)], input=typed, capture_output=True, text=True, timeout=30)


def write(w: World, name: str, graph: dict) -> str:
    file = w.work / name
    file.write_text(json.dumps(graph))
    return str(file)


def saying(text: str) -> dict:
    return {"name": "x", "start": "a", "nodes": {"a": {"type": "send_text", "fields": {"text": text}}}}


def test_check(w: World):
    """0: good; 1: warnings, with --strict; 2: errors; --json for programs."""
    doubtful = write(w, "doubtful.json", saying("{{nobody_sets_this}}"))
    equal(flow(w, "check", EXAMPLE, "--strict").returncode, 0, "the example, strictly")
    equal(flow(w, "check", doubtful).returncode, 0, "a warning")
    equal(flow(w, "check", "--strict", doubtful).returncode, 1, "a warning, strictly")
    equal([f["code"] for f in json.loads(flow(w, "check", "--json", doubtful).stdout)], ["lint.unknown_variable"], "codes")
    equal(flow(w, "check", write(w, "broken.json", {"name": "x", "start": "a", "nodes": {}})).returncode, 2, "an error")
    equal(flow(w, "check", w.work / "nowhere.json").returncode, 2, "no file")


def test_tests(w: World):
    """0: passed; 1: failed, with what differs; --update makes it pass; 2: nothing to run."""
    done = flow(w, "test", EXAMPLE)
    equal(done.returncode, 0, done.stdout + done.stderr)
    expect("coverage: 11/11" in done.stdout, f"the example is not covered:\n{done.stdout}")
    greeting = write(w, "greeting.json", saying("Hola"))
    equal(flow(w, "test", greeting).returncode, 2, "no tests")
    tests = write(w, "greeting.test.json", {"tests": [{"name": "a", "steps": [{"in": "x"}, {"expect": ["text: Chau"]}]}]})
    done = flow(w, "test", tests)
    equal(done.returncode, 1, done.stdout)
    expect("- text: Chau" in done.stdout and "+ text: Hola" in done.stdout, f"no difference in\n{done.stdout}")
    equal(flow(w, "test", "--update", greeting).returncode, 0, "updated")
    equal(flow(w, "test", tests).returncode, 0, "after the update")


def test_play(w: World):
    """A conversation is piped in; time passes at a word."""
    done = flow(w, "play", EXAMPLE, typed="soporte\nhola\n/time +2d\nprecio\n/quit\n")
    equal((done.returncode, done.stderr), (0, ""), "play")
    expect("< text: Te paso con un humano" in done.stdout and "< text: Nuestra lista de precios" in done.stdout, done.stdout)
    equal(flow(w, "play", w.work / "nowhere.json").returncode, 2, "no file")


def test_prints(w: World):
    """graph, import and schema print one thing each and nothing else."""
    expect(flow(w, "graph", EXAMPLE).stdout.startswith("flowchart TD\n"), "no flowchart")
    old = {"name": "x", "steps": [{"type": "send_text", "text": "Hola"}, {"type": "delay", "seconds": 2}]}
    made = flow(w, "import", write(w, "old.json", old))
    equal(flow(w, "check", write(w, "made.json", json.loads(made.stdout))).returncode, 0, made.stdout)
    old["steps"].append({"type": "dance"})
    done = flow(w, "import", write(w, "older.json", old))
    equal(done.returncode, 2, "an unknown step")
    expect("steps[2].type" in done.stderr, done.stderr)
    equal(flow(w, "schema").stdout, (paths.ROOT / "config/schema/flow.schema.json").read_text(), "schema")
