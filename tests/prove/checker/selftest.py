"""The checker must be able to fail: a healthy run is fabricated with the product's own schema, then damaged in one way
at a time, and every damage has to be found under its rule."""

import json
import shutil
import sqlite3
import tempfile
import uuid
from contextlib import closing
from pathlib import Path
from typing import Callable

from harness.database import Database
from harness.paths import ROOT

from .check import Inputs, check
from .evidence import dedup_key
from .rules import RULES

CONVERSATIONS = 3
TURNS = 4
START_NS = 1_000_000_000
WALL_OFFSET_NS = 1_700_000_000_000_000_000
WAIT_NS = 2_000_000_000


def conversation_id(n: int) -> uuid.UUID:
    return uuid.uuid5(uuid.NAMESPACE_OID, f"conversation {n}")


class World:
    """The three sources of a small healthy run, in a folder."""

    def __init__(self, folder: Path):
        self.client_log = folder / "client.log"
        self.stub_log = folder / "stub.log"
        self.path = folder / "charla.db"
        self.client: list[str] = []
        self.stub: list[str] = []
        self.doubts: list[tuple] = []
        schema = ROOT / "src/io/store/migrations/sqlite/0001_protocol.sql"
        with closing(sqlite3.connect(self.path)) as db:
            db.executescript("PRAGMA synchronous = OFF; BEGIN;" + schema.read_text())
            self._fill(db)
            db.commit()
        self.write_logs()

    def _fill(self, db: sqlite3.Connection) -> None:
        g = 0
        for turn in range(1, TURNS + 1):
            for n in range(CONVERSATIONS):
                g += 1
                self._one_turn(db, g, n, turn)

    def _one_turn(self, db: sqlite3.Connection, g: int, n: int, version: int) -> None:
        conv, turn, wamid = conversation_id(n), uuid.uuid4(), f"wamid.c{n}.{version}"
        sent = START_NS + g * 10_000_000
        at = (WALL_OFFSET_NS + sent) // 1_000_000 + 1
        phone = f"549{n:010}"
        out_id, reply = f"{conv}:{version}:0", f"wamid.S1.{g}"
        self.client.append(f"{wamid}\t{phone}\t{sent}\t{sent + 1_000_000}\t200\t1")
        self.stub.append(f"R\t{sent + 3_000_000}\t{out_id}\t{phone}\tabaf3dc998672dee\tok\t{reply}")
        self.stub.append(f"S\t{sent + 4_000_000}\t{out_id}\tdelivered\t{reply}")
        db.execute("INSERT INTO seen VALUES(20000, 1, ?)", [bytes.fromhex(dedup_key(wamid))])
        db.execute("INSERT INTO turn(g,turn,conv,version,tenant,shard,epoch,ctl,at,causes,n_out,n_bot,record) "
                   "VALUES(?,?,?,?,1,7,3,0,?,?,1,1,x'')", [g, turn.bytes, conv.bytes, version, at, json.dumps([g, f"t@{version}"])])
        db.execute("INSERT INTO conversation(conv,tenant,shard,channel,version,ctl,mode,last_activity_at,created_at) "
                   "VALUES(?,1,7,1,?,0,0,?,?) ON CONFLICT(conv) DO UPDATE SET version = excluded.version", [conv.bytes, version, at, at])
        line = ("INSERT INTO message(conv,seq,tenant,shard,channel,version,turn,at,dir,author,type,body,provider_id,reply_to,"
                "send,author_name,client_id) VALUES(?,?,1,7,1,?,?,?,?,?,'text','{}',?,'',?,'','')")
        db.execute(line, [conv.bytes, version * 2, version, turn.bytes, at, 0, 0, wamid, None])
        db.execute(line, [conv.bytes, version * 2 + 1, version, turn.bytes, at, 1, 1, "", 0])
        db.execute("INSERT INTO msg_status VALUES(?,?,0,1,7,1,2,?,?,0,'','')", [conv.bytes, version, reply, at])

    def write_logs(self) -> None:
        self.client_log.write_text("".join(line + "\n" for line in self.client))
        self.stub_log.write_text("".join(line + "\n" for line in self.stub))

    def sql(self, text: str, *values: object) -> None:
        with closing(sqlite3.connect(self.path)) as db:
            db.execute("PRAGMA synchronous = OFF")
            changed = db.execute(text, values).rowcount
            db.commit()
        assert changed > 0, f"the damage did nothing: {text}"

    def request(self, which: int, **changes: object) -> None:
        """Appends a copy of the `which`-th request with other fields: `after_ms`, `out_id`, `outcome`, `hash`."""
        fields = [line for line in self.stub if line[0] == "R"][which].split("\t")
        fields[1] = str(int(fields[1]) + int(changes.pop("after_ms", 0)) * 1_000_000)
        for name, value in changes.items():
            fields[{"out_id": 2, "to": 3, "hash": 4, "outcome": 5}[name]] = str(value)
        self.stub.append("\t".join(fields))

    def drop(self, kind: str, which: int = 0) -> None:
        self.stub.remove([line for line in self.stub if line[0] == kind][which])

    def check(self):
        self.write_logs()
        inputs = Inputs(self.client_log, self.stub_log, Database(str(self.path)), self.doubts, WALL_OFFSET_NS, WAIT_NS)
        return check(inputs)


C0 = conversation_id(0)


def swap_first_two_requests(w: World) -> None:
    """The first conversation's second answer reaches the provider before its first."""
    lines = [i for i, line in enumerate(w.stub) if line[0] == "R" and str(C0) in line][:2]
    first, second = (w.stub[i].split("\t") for i in lines)
    first[2], second[2] = second[2], first[2]
    w.stub[lines[0]], w.stub[lines[1]] = "\t".join(first), "\t".join(second)
    w.sql("UPDATE turn SET at = at - 3600000")


def overtaken(w: World) -> None:
    """The first conversation's first answer is refused, and taken only after its second."""
    w.stub[0] = w.stub[0].replace("\tok\t", "\terror:429\t")
    w.request(0, after_ms=100, outcome="ok")


def doubted(w: World, after_ms: int, told: bool) -> None:
    """A legitimate doubt: killed after the request, row found `sending`; sent again `after_ms` later."""
    if not told:
        w.drop("S")
        w.sql("UPDATE msg_status SET status = 1 WHERE conv = ? AND version = 1", C0.bytes)
    w.doubts.append((START_NS + 14_000_000, str(C0), 1, 0, 1, 1))
    w.request(0, after_ms=after_ms)


DAMAGES: list[tuple[str, str, Callable[[World], None]]] = [
    ("I1", "an acknowledged event is in no table", lambda w: w.client.append(f"wamid.lost\t5490\t{START_NS}\t{START_NS}\t200\t1")),
    ("I1", "its dedup key is gone", lambda w: w.sql("DELETE FROM seen WHERE key = ?", bytes.fromhex(dedup_key("wamid.c0.1")))),
    ("I1", "its message is gone", lambda w: w.sql("DELETE FROM message WHERE provider_id = 'wamid.c0.2'")),
    ("I1", "it was taken twice", lambda w: w.sql("UPDATE message SET provider_id = 'wamid.c0.1' WHERE provider_id = 'wamid.c0.2'")),
    ("I2", "two turns consumed one cause", lambda w: w.sql("UPDATE turn SET causes = '[1]' WHERE g = 2")),
    ("I2", "a consumed cause still waits", lambda w: w.sql(
        "INSERT INTO inbox VALUES(1,1,7,1,?,'inbound_message',2,0,0,0,'',x'')", C0.bytes)),
    ("I2", "a dead letter was consumed too", lambda w: w.sql(
        "INSERT INTO dead_letter(tenant,shard,channel,conv,kind,reason,error,at,inbox_id,prio,provider_time,correlation_id,body) "
        "VALUES(1,7,1,?,'inbound_message','x','',0,1,2,0,'',x'')", C0.bytes)),
    ("I3", "a version is missing", lambda w: w.sql("DELETE FROM turn WHERE conv = ? AND version = 2", C0.bytes)),
    ("I3", "a conversation is one turn ahead", lambda w: w.sql("UPDATE conversation SET version = version + 1 WHERE conv = ?", C0.bytes)),
    ("I3", "a conversation is gone", lambda w: w.sql("DELETE FROM conversation WHERE conv = ?", C0.bytes)),
    ("I3", "turns were committed out of order", lambda w: w.sql("UPDATE turn SET g = g + 100 WHERE conv = ? AND version = 1", C0.bytes)),
    ("I4", "a message of no turn", lambda w: w.sql("UPDATE message SET turn = zeroblob(16) WHERE provider_id = 'wamid.c1.1'")),
    ("I4", "a turn's bubble is missing", lambda w: w.sql("DELETE FROM message WHERE conv = ? AND version = 1 AND dir = 1", C0.bytes)),
    ("I4", "an outbox row that no turn made", lambda w: w.sql(
        "INSERT INTO outbox VALUES(?,1,5,1,7,1,1,2,0,0,0,1,0,NULL,NULL,NULL,NULL,x'','',x'')", C0.bytes)),
    ("I5", "a send without a turn", lambda w: w.request(0, out_id=f"{C0}:99:0", after_ms=900)),
    ("I5", "a send of a bubble that the turn has not", lambda w: w.request(0, out_id=f"{C0}:1:1", after_ms=1)),
    ("I5", "a send before the decision", lambda w: w.sql("UPDATE turn SET at = at + 60000 WHERE conv = ?", C0.bytes)),
    ("I5", "a send that is no out_id", lambda w: w.request(0, out_id="hello")),
    ("I5", "a bubble that was never sent", lambda w: (w.drop("R"), w.drop("S"))),
    ("I6", "a second send out of nothing", lambda w: w.request(0, after_ms=5000)),
    ("I6", "a second send, in doubt, but the status had told", lambda w: doubted(w, 3000, told=True)),
    ("I6", "a second send, in doubt, but too early", lambda w: doubted(w, 500, told=False)),
    ("I6", "a second send with another text", lambda w: w.request(0, after_ms=5000, hash="0000000000000000")),
    ("I7", "two answers out of order", swap_first_two_requests),
    ("I7", "an answer overtaken by the next while it was refused", overtaken),
    ("I8", "the bot spoke over a person", lambda w: w.sql(
        "INSERT INTO control_change(tenant,shard,conv,ctl,mode,at,origin,after_turn,suppressed,in_flight,epoch,batch) "
        "VALUES(1,7,?,1,1,0,'override',1,0,0,3,1)", C0.bytes)),
    ("I9", "an old owner committed", lambda w: w.sql("UPDATE turn SET epoch = 2 WHERE g = 6")),
    ("I10", "a cause was left behind", lambda w: w.sql(
        "INSERT INTO inbox VALUES(999,1,7,1,?,'inbound_message',2,0,0,0,'',x'')", C0.bytes)),
    ("I10", "a message was left behind", lambda w: w.sql(
        "INSERT INTO outbox VALUES(?,1,0,1,7,1,1,2,0,0,0,1,0,NULL,NULL,NULL,NULL,x'','',x'')", C0.bytes)),
    ("I11", "a timer fired twice", lambda w: w.sql("UPDATE turn SET causes = '[4, \"t@1\"]' WHERE conv = ? AND version = 2", C0.bytes)),
    ("I12", "a status fell", lambda w: w.sql("UPDATE msg_status SET status = 1 WHERE conv = ? AND version = 1", C0.bytes)),
    ("I12", "a status was never noted", lambda w: w.sql("DELETE FROM msg_status WHERE conv = ? AND version = 1", C0.bytes)),
    ("I12", "a status was invented", lambda w: w.sql("UPDATE msg_status SET status = 3 WHERE conv = ? AND version = 1", C0.bytes)),
    ("I16", "another tenant's row", lambda w: w.sql("UPDATE message SET tenant = 2 WHERE provider_id = 'wamid.c1.1'")),
    ("answer", "a question without an answer", lambda w: (
        w.sql("UPDATE turn SET n_out = 0 WHERE conv = ? AND version = 4", C0.bytes),
        w.sql("DELETE FROM message WHERE conv = ? AND version = 4 AND dir = 1", C0.bytes))),
]


def healthy_cases() -> list[tuple[str, Callable[[World], None]]]:
    """What must not be called a violation."""
    return [
        ("an undisturbed run", lambda w: None),
        ("an attempt that was not acknowledged", lambda w: w.client.append(f"wamid.x\t5490\t{START_NS}\t{START_NS}\t0\t1")),
        ("a duplicate delivery", lambda w: w.client.append(w.client[0])),
        ("a doubt that was waited for", lambda w: doubted(w, 3000, told=False)),
        ("an answer that was lost, then sent again", lambda w: (
            w.stub.__setitem__(0, w.stub[0].replace("\tok\t", "\tlost\t")), w.drop("S"),
            w.sql("UPDATE msg_status SET status = 1 WHERE conv = ? AND version = 1", C0.bytes), w.request(0, after_ms=3000, outcome="ok"))),
    ]


def violations_after(damage: Callable[[World], None]) -> list:
    folder = Path(tempfile.mkdtemp(prefix="charla-selftest-"))
    try:
        world = World(folder)
        damage(world)
        return world.check().violations
    finally:
        shutil.rmtree(folder)


def run() -> bool:
    """True when every damage is caught and nothing healthy is accused."""
    good = True
    for name, change in healthy_cases():
        found = violations_after(change)
        good &= not found
        print(f"{'ok  ' if not found else 'FAIL'} healthy: {name}" + (f": {found}" if found else ""))
    silent = {rule.says for rule in RULES}
    for rule, name, damage in DAMAGES:
        found = violations_after(damage)
        rules = {r for r, _, _ in found}
        silent -= {says for _, says, _ in found}
        good &= rule in rules
        print(f"{'ok  ' if rule in rules else 'FAIL'} {rule}: {name}" + ("" if rule in rules else f": found only {rules or 'nothing'}"))
    for says in sorted(silent):
        good = False
        print(f"FAIL no damage makes this rule speak: {says}")
    print("the checker catches every damage" if good else "THE CHECKER IS BLIND")
    return good
