#!/usr/bin/env python3
"""The house rules, as a test. Usage: tidy.py [--root DIR] [--self-test]

Debian puts every library under one include path, so the compiler cannot hold the rule of who may include whom; nor does
it know about file sizes, clocks or metric names. Each rule below says what to do instead.
"""
import argparse
import pathlib
import re
import subprocess
import sys
import tempfile

# --- Who may include whom --------------------------------------------------------------------------------------------
# Room of src/ -> (rooms it may include, third-party headers it may include). The first room that matches counts.
ADAPTER = ["flows", "io/ports", "io/json"]
BOOST_NET = [r"boost/(asio|beast|system|url|core|intrusive)\b"]
ROOMS = [
    ("flows/expr", ["flows"], [r"tl/expected\.hpp", r"fmt/core\.h", r"re2/"]),
    ("flows", ["flows"], [r"tl/expected\.hpp", r"fmt/core\.h"]),
    ("io/ports", ["flows", "io/ports"], [r"tl/expected\.hpp"]),
    ("io/json", ADAPTER, [r"simdjson", r"boost/json", r"boost/system", r"fmt/"]),
    ("io/secrets", ADAPTER, [r"openssl/", r"sodium\.h"]),
    ("io/clock", ADAPTER, []),
    ("io/log", ADAPTER, [r"fmt/", r"spdlog/"]),
    ("io/metrics", ADAPTER, [r"prometheus/"]),
    ("io/config", ADAPTER, [r"toml\+\+/", r"fmt/"]),
    ("io/http", ADAPTER, BOOST_NET + [r"openssl/", r"fmt/", r"zlib\.h"]),
    ("io/client", ADAPTER, [r"curl/", r"fmt/"]),
    ("io/blobs", ADAPTER, [r"curl/"]),
    ("io/providers/wire", ADAPTER, [r"re2/"]),
    ("io/providers/simulator", ADAPTER + ["io/providers"], BOOST_NET + [r"fmt/"]),
    ("io/providers", ADAPTER, [r"simdjson", r"boost/json", r"fmt/"]),
    ("io/store/sqlite", ADAPTER + ["io/store"], [r"sqlite3\.h", r"fmt/"]),
    ("io/store/postgres", ADAPTER + ["io/store"], [r"pqxx/", r"libpq-fe\.h", r"fmt/"]),
    ("io/store", ADAPTER, [r"fmt/"]),
    ("io/redis", ADAPTER, [r"hiredis/", r"fmt/"]),
    ("io/api", ADAPTER, [r"boost/json", r"simdjson", r"fmt/"]),
    ("io", ADAPTER, [r"fmt/"]),
    ("actors", ["flows", "io/ports", "actors"], [r"caf/", r"fmt/", r"tl/expected\.hpp"]),
]
EVERYWHERE = [r"tl/expected\.hpp"]
KNOWS_ALL = re.compile(r"^(cli/|[^/]+$)")  # the files at the top of src/ put the program together
# The system's own headers: for adapters, never for flows, ports or actors.
C_SYSTEM = re.compile(r"^(poll|unistd|fcntl|signal|pthread|netdb|dlfcn|sched|termios|spawn|strings)\.h$|^(sys|netinet|arpa|linux)/")

# --- Words -----------------------------------------------------------------------------------------------------------
# (words of which one must be there, pattern, rooms of src/ where it may stand, what to do instead). The words only save
# time: looking for one costs a hundredth of the pattern.
BANNED = [
    (["system_clock", "clock_gettime", "gettimeofday", "time("],
     r"\bsystem_clock::now\b|\bclock_gettime\b|\bgettimeofday\b|(?<![\w:.>])(?:std::|::)?time\((?:nullptr|NULL|0|&)",
     ["io/clock"], "take `now` as an argument or ask ports::clock"),
    (["rand", "mt19937"], r"\b(std::)?s?rand\s*\(\s*\)|\brandom_device\b|\bmt19937", ["io/secrets"],
     "ask ports::crypto, or take a seed as an argument"),
    # A store's lane is a thread of its own and backs off from a busy database, which has no condition to wait for.
    (["sleep_", "usleep", "nanosleep"], r"\bsleep_for\b|\bsleep_until\b|\b(usleep|nanosleep)\s*\(",
     ["io/store/sqlite", "io/store/postgres"], "wait for a condition or a timer"),
    (["getenv", "environ"], r"\b(std::|secure_)?getenv\s*\(|\benviron\b", ["io/config"], "take it from ports::config"),
    (["cout", "cerr", "clog", "printf", "puts", "putchar"],
     r"\bstd::(cout|cerr|clog)\b|(?<![\w:])(?:std::)?(printf|puts|putchar)\s*\(|\bfprintf\s*\(", ["cli"],
     "write to ports::log; only cli/ talks to the terminal"),
    (["async", "regex"], r"\bstd::(async|regex)\b|#include <regex>", [],
     "an actor or a pool; RE2 behind flows/expr (std::regex recurses on input)"),
    (["catch"], r"\bcatch\s*\(\s*\.\.\.\s*\)\s*\{\s*\}", [], "handle the error, map it or let it go"),
    (["namespace std"], r"\busing namespace std\b", [], "write std::"),
]
UNFINISHED_WORDS = ["TO" "DO", "FIX" "ME", "XX" "X", "HA" "CK"]
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
# Paths of a machine and hosts of packages have no place in a project that others build. /root and /home as a user's.
MACHINE = re.compile(r"(?<![\w.])/(work|home|root|Users|mnt|media)/[\w.-]|\b(deb\.debian\.org|registry\.npmjs\.org|pypi\.org"
                     r"|archive\.ubuntu\.com|files\.pythonhosted\.org|proxy\.golang\.org)\b")
MACHINE_WORDS = ["/work/", "/home/", "/root/", "/Users/", "/mnt/", "/media/", "debian.org", "npmjs.org", "pypi.org", "ubuntu.com",
                 "pythonhosted.org", "golang.org"]
ROOM_NAMES = re.compile(r"(^|[/_])(utils?|helpers?|common|misc|managers?)([/_.]|$)")

LINES_MAX = 300
TEXT = {".cpp", ".hpp", ".h", ".py", ".sh", ".sql", ".txt", ".cmake", ".md", ".toml", ".json", ".yml", ".yaml", ".ts", ".tsx",
        ".js", ".mjs", ".css", ".html", ""}
CODE = {".cpp", ".hpp", ".h", ".py", ".sh", ".ts", ".tsx", ".js", ".mjs"}
SKIP = re.compile(r"^(build|var|web/(node_modules|dist)|tests/golden|tests/fuzz/corpus)/|(^|/)package-lock\.json$|^tests/tidy/tidy\.py$")


class Tree:
    def __init__(self, root):
        self.root = root
        self.problems = []
        listed = subprocess.run(["git", "-C", root, "ls-files", "-co", "--exclude-standard"], capture_output=True, text=True)
        names = listed.stdout.split("\n") if listed.returncode == 0 and listed.stdout else [
            str(p.relative_to(root)) for p in root.rglob("*") if p.is_file()]
        self.files = {}
        for name in sorted(set(names)):
            path = root / name
            if name and not SKIP.search(name) and path.suffix in TEXT and path.is_file():
                self.files[name] = path.read_text(encoding="utf-8", errors="replace")
        self.long_files = self.allowlist()

    def problem(self, name, line, what):
        self.problems.append(f"{name}:{line}: {what}")

    def allowlist(self):
        """tests/tidy/long_files.txt: `path  reason`."""
        out = {}
        for number, line in enumerate(self.files.get("tests/tidy/long_files.txt", "").splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            name, _, reason = line.partition(" ")
            if len(reason.strip()) < 10:
                self.problem("tests/tidy/long_files.txt", number, f"{name} needs a reason")
            if name not in self.files:
                self.problem("tests/tidy/long_files.txt", number, f"{name} is not there any more; take the line out")
            out[name] = number
        return out


def line_of(text, at):
    return text.count("\n", 0, at) + 1


COMMENTS = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"', re.S)


def without_comments(text):
    """The text with comments blanked, each line where it was; texts in quotes stay."""
    return COMMENTS.sub(lambda m: m.group() if m.group()[0] == '"' else re.sub(r"[^\n]", " ", m.group()), text)


def room_of(inner):
    return next((r for r in ROOMS if inner.startswith(r[0] + "/")), None)


def check_includes(tree, name, code):
    inner = name[len("src/"):]
    if KNOWS_ALL.match(inner):
        return
    room = room_of(inner)
    if room is None:
        tree.problem(name, 1, "is in no room; add the room to ROOMS in tests/tidy/tidy.py and to architecture.md")
        return
    own = room[0]
    for m in re.finditer(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', code, re.M):
        header, quoted = m.group(2), m.group(1) == '"'
        line = line_of(code, m.start())
        if quoted:
            if not (tree.root / "src" / header).is_file() and not header.startswith("generated/"):
                tree.problem(name, line, f'"{header}" is not a file under src/; write includes as "room/file.hpp"')
            allowed = room[1] + [own]
            if not any(header.startswith(r + "/") for r in allowed):
                tree.problem(name, line, f'{own} may not include {header}; it may include {", ".join(sorted(set(allowed)))}')
            continue
        plain_std = re.fullmatch(r"[a-z0-9_]+", header) is not None
        if plain_std and header not in ("fstream", "thread", "iostream", "random", "filesystem", "mutex", "condition_variable"):
            continue
        if plain_std:
            if own.startswith("flows") or own == "io/ports":
                tree.problem(name, line, f"{own} may not include <{header}>: it has no files, threads or randomness")
            continue
        if any(re.match(p, header) for p in room[2] + EVERYWHERE):
            continue
        if C_SYSTEM.match(header) and own not in ("flows", "flows/expr", "io/ports", "actors"):
            continue
        tree.problem(name, line, f"{own} may not include <{header}>; third-party headers have one room each (architecture.md §2)")


def check_first_include(tree, name, text):
    own = re.sub(r"\.cpp$", ".hpp", name[len("src/"):])
    first = re.search(r'^#include [<"]([^>"]+)[>"]', text, re.M)
    if name.endswith(".cpp") and (tree.root / "src" / own).is_file() and first and first.group(1) != own:
        tree.problem(name, line_of(text, first.start()), f'the first include must be its own header "{own}"')
    if name.endswith(".hpp") and not re.match(r"\s*#pragma once", text):
        tree.problem(name, 1, "a header starts with #pragma once")


def check_words(tree, name, code):
    inner = name[len("src/"):]
    for words, pattern, rooms, instead in BANNED:
        if not any(w in code for w in words) or any(inner == r or inner.startswith(r + "/") for r in rooms):
            continue
        for m in re.finditer(pattern, code):
            tree.problem(name, line_of(code, m.start()), f"`{m.group().strip()}`: {instead}")


def check_test_words(tree, name, code):
    for m in re.finditer(r"\bsleep_for\b|\bsleep_until\b|\busleep\s*\(|(?<!w)\bsleep\s*\(", code):
        if re.search(r"\b(while|until)\b[^;{}]*[{\n][^;{}]*$", code[max(0, m.start() - 200):m.start()]):
            continue  # the pause of a loop that looks at a condition
        tree.problem(name, line_of(code, m.start()), f"`{m.group()}`: tests wait for a condition")


def check_every_file(tree, name, text):
    suffix = pathlib.PurePath(name).suffix
    for m in UNFINISHED.finditer(text) if any(w in text for w in UNFINISHED_WORDS) else ():
        tree.problem(name, line_of(text, m.start()), f"{m.group()}: finish it or write an issue")
    for m in MACHINE.finditer(text) if any(w in text for w in MACHINE_WORDS) else ():
        tree.problem(name, line_of(text, m.start()), f"`{m.group()}`: the project knows no machine and no package host")
    if suffix in CODE:
        lines = text.count("\n")
        if lines > LINES_MAX and name not in tree.long_files:
            tree.problem(name, LINES_MAX + 1, f"{lines} lines, {LINES_MAX} are allowed; split it, or say why not in tests/tidy/long_files.txt")
        if lines <= LINES_MAX and name in tree.long_files:
            tree.problem("tests/tidy/long_files.txt", tree.long_files[name], f"{name} is short enough; take the line out")
        if ROOM_NAMES.search(name):
            tree.problem(name, 1, "util, helper, common, misc, manager say nothing; name the responsibility")


def check_migrations(tree):
    folders = {}
    for name in tree.files:
        m = re.fullmatch(r"(src/io/store/(?:.*/)?migrations(?:/\w+)?)/([^/]+)\.sql", name)
        if m:
            folders.setdefault(m.group(1), []).append(m.group(2))
    for folder, files in folders.items():
        for wanted, file in enumerate(sorted(files), 1):
            m = re.fullmatch(r"(\d{4})_[a-z0-9_]+", file)
            if not m:
                tree.problem(f"{folder}/{file}.sql", 1, "a migration is called NNNN_what_it_does.sql")
            elif int(m.group(1)) != wanted:
                tree.problem(f"{folder}/{file}.sql", 1, f"migration {wanted:04} is missing before it, or its number is taken twice")


METRIC_USE = re.compile(r'(?:\.|->)(?:count|set|observe)\(\s*"([a-z]+(?:_[a-z]+)+)"([^;]*)')
ROW = re.compile(r'^\s*\{"(\w+)",\s*kind::\w+,[^\n]*?"(?:[^"\\\n]|\\.)*"(?:,\s*\{([^}]*)\})?', re.M)


def check_metrics(tree):
    """Each metric once in the catalogue, and used as it stands there: the registry refuses other names and labels."""
    catalog = "src/io/metrics/catalog.hpp"
    if catalog not in tree.files:
        return
    rows = {}
    for m in ROW.finditer(tree.files[catalog]):
        if m.group(1) in rows:
            tree.problem(catalog, line_of(tree.files[catalog], m.start()), f"{m.group(1)} stands there twice")
        rows[m.group(1)] = set(re.findall(r'"(\w+)"', m.group(2) or ""))
    for name, text in tree.files.items():
        if not name.startswith("src/") or "metrics" not in text or not name.endswith((".cpp", ".hpp")):
            continue
        for m in METRIC_USE.finditer(text):
            metric, rest = m.group(1), m.group(2)
            line = line_of(text, m.start())
            if metric not in rows:
                tree.problem(name, line, f"the metric {metric} is not in {catalog}; add its row")
                continue
            if "{" not in rest and not rest.startswith(")"):
                continue  # the labels, or the value, come in a variable
            labels = set(re.findall(r'\{\s*"(\w+)"\s*,', rest))
            if labels | {"service"} != rows[metric] | {"service"}:
                tree.problem(name, line, f"{metric} has the labels {sorted(rows[metric])} in {catalog}, not {sorted(labels)}")


def check(root):
    tree = Tree(root)
    for name, text in tree.files.items():
        check_every_file(tree, name, text)
        if not name.endswith((".cpp", ".hpp")):
            continue
        code = without_comments(text)
        if name.startswith("src/"):
            check_includes(tree, name, code)
            check_first_include(tree, name, text)
            check_words(tree, name, code)
        elif name.startswith("tests/"):
            check_test_words(tree, name, code)
    check_migrations(tree)
    check_metrics(tree)
    return tree.problems


# --- The rules' own test -----------------------------------------------------------------------------------------------
GOOD = {
    "src/flows/ids.hpp": "#pragma once\n#include <tl/expected.hpp>\n",
    "src/flows/ids.cpp": '#include "flows/ids.hpp"\n#include <string>\nint retime(int a); // TO DO list, system_clock::now\n',
    "src/io/ports/clock.hpp": '#pragma once\n#include "flows/ids.hpp"\n',
    "src/io/clock/system.cpp": '#include <ctime>\nvoid f() { clock_gettime(0, 0); }\n',
    "src/io/store/sqlite/store.cpp": '#include "io/json/read.hpp"\n#include <sqlite3.h>\n#include <unistd.h>\n',
    "src/io/json/read.hpp": "#pragma once\n",
    "src/io/metrics/catalog.hpp": '#pragma once\n  {"charla_turns_total", kind::counter, unit::none, "x.", {"verdict"}},\n',
    "src/actors/shard.cpp": '#include "io/ports/clock.hpp"\n#include <caf/all.hpp>\nvoid f() { metrics.count("charla_turns_total", {{"verdict", v}}, 1); }\n',
    "src/compose.cpp": '#include "io/store/sqlite/store.hpp"\n#include <caf/all.hpp>\n',
    "src/cli/main.cpp": '#include "actors/shard.hpp"\nvoid f() { std::cout << 1; }\n',
    "tests/flows/a_test.cpp": "void f() {\n  while (!exists(file))\n    usleep(1000);\n}\n",
    "src/io/store/migrations/sqlite/0001_init.sql": "select 1;\n",
    "src/io/store/migrations/sqlite/0002_more.sql": "select 1;\n",
}
# What is planted, where, and a word of the complaint that must come.
PLANTED = [
    ("src/flows/a.cpp", "#include <caf/all.hpp>\n", "caf/all.hpp"),
    ("src/flows/a.cpp", '#include "io/ports/clock.hpp"\n', "may not include io/ports"),
    ("src/flows/a.cpp", "#include <thread>\n", "no files, threads"),
    ("src/flows/a.cpp", "#include <re2/re2.h>\n", "re2/re2.h"),
    ("src/io/ports/a.hpp", "#pragma once\n#include <boost/json.hpp>\n", "boost/json.hpp"),
    ("src/io/ports/a.hpp", "\n#include <string>\n", "#pragma once"),
    ("src/actors/a.cpp", '#include "io/store/sqlite/store.hpp"\n', "may not include io/store"),
    ("src/actors/a.cpp", "#include <boost/asio.hpp>\n", "boost/asio.hpp"),
    ("src/io/http/a.cpp", '#include "io/client/c.hpp"\n', "may not include io/client"),
    ("src/io/http/a.cpp", "#include <caf/all.hpp>\n", "caf/all.hpp"),
    ("src/io/http/a.cpp", '#include "clock.hpp"\n', "room/file.hpp"),
    ("src/io/store/sqlite/a.cpp", "#include <pqxx/pqxx>\n", "pqxx/pqxx"),
    ("src/newroom/a.cpp", "int a;\n", "is in no room"),
    ("src/flows/ids.cpp", '#include <string>\n#include "flows/ids.hpp"\n', "its own header"),
    ("src/actors/a.cpp", "auto t = std::chrono::system_clock::now();\n", "system_clock::now"),
    ("src/actors/a.cpp", "auto t = std::time(nullptr);\n", "time(nullptr"),
    ("src/actors/a.cpp", "int r = std::rand();\n", "rand()"),
    ("src/io/http/a.cpp", "std::random_device d;\n", "random_device"),
    ("src/io/http/a.cpp", "std::this_thread::sleep_for(1s);\n", "sleep_for"),
    ("src/io/http/a.cpp", 'auto h = std::getenv("HOME");\n', "getenv"),
    ("src/io/http/a.cpp", "void f() { std::cout << 1; }\n", "std::cout"),
    ("src/io/http/a.cpp", 'void f() { printf("x"); }\n', "printf"),
    ("src/io/http/a.cpp", "void f() { try {} catch (...) {} }\n", "handle the error"),
    ("src/flows/a.cpp", "// TO" "DO: later\n", "TO" "DO"),
    ("web/app.ts", "// FIX" "ME\n", "FIX" "ME"),
    ("docs/a.md", "see /wo" "rk/main\n", "machine"),
    ("Dockerfile", "RUN curl https://deb.debian" ".org/x\n", "package host"),
    ("src/flows/long.cpp", "int a;\n" * 301, "301 lines"),
    ("src/flows/string_util.cpp", "int a;\n", "name the responsibility"),
    ("tests/flows/a_test.cpp", "std::this_thread::sleep_for(1s);\n", "wait for a condition"),
    ("src/io/store/migrations/sqlite/0004_gap.sql", "select 1;\n", "0003 is missing"),
    ("src/io/store/migrations/sqlite/0002_twice.sql", "select 1;\n", "taken twice"),
    ("src/io/store/migrations/sqlite/fix.sql", "select 1;\n", "NNNN_"),
    ("src/actors/a.cpp", 'void f() { metrics_->count("charla_tuns_total", {}); }\n', "charla_tuns_total"),
    ("src/actors/a.cpp", 'void f() { metrics_->count("charla_turns_total", {{"colour", x}}); }\n', "not ['colour']"),
    ("src/actors/a.cpp", 'void f() { metrics_->count("charla_turns_total"); }\n', "not []"),
    ("tests/tidy/long_files.txt", "src/flows/gone.cpp it was a very long file\n", "not there any more"),
    ("tests/tidy/long_files.txt", "src/flows/ids.cpp it was a very long file\n", "short enough"),
    ("tests/tidy/long_files.txt", "src/flows/ids.cpp\n", "needs a reason"),
]


def self_test():
    """Every planted violation must be found, and the good tree must pass."""
    failures = []
    for planted in [None] + PLANTED:
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for name, text in list(GOOD.items()) + ([planted[:2]] if planted else []):
                path = root / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
            # Headers that good and planted files name exist as far as the rule needs them.
            found = [p for p in check(root) if "is not a file under src/" not in p or (planted and planted[2] in p)]
        if planted is None and found:
            failures.append("the good tree is refused: " + "; ".join(found))
        if planted and not any(planted[2] in p for p in found):
            failures.append(f"not found: {planted[0]} with {planted[1][:60]!r} (expected {planted[2]!r}, got {found})")
    for f in failures:
        print(f)
    print(f"tidy's self-test: {len(PLANTED) + 1 - len(failures)} of {len(PLANTED) + 1} as expected")
    return 1 if failures else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parents[2])
    parser.add_argument("--self-test", action="store_true")
    options = parser.parse_args()
    if options.self_test:
        return self_test()
    problems = check(options.root.resolve())
    for p in problems:
        print(p)
    print(f"{len(problems)} house rule{'' if len(problems) == 1 else 's'} broken" if problems else "the house rules hold")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
