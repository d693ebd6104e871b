"""The evidence: one in-memory database in which the logs and either store look the same."""

import hashlib
import sqlite3
from pathlib import Path

SCHEMA = """
CREATE TABLE client(wamid TEXT, key TEXT, phone TEXT, sent INTEGER, answered INTEGER, status INTEGER, attempt INTEGER);
CREATE TABLE request(n INTEGER PRIMARY KEY, ns INTEGER, out_id TEXT, conv TEXT, version INTEGER, idx INTEGER,
                     phone TEXT, hash TEXT, outcome TEXT, wamid TEXT);
CREATE TABLE posted(ns INTEGER, out_id TEXT, conv TEXT, version INTEGER, idx INTEGER, status TEXT, wamid TEXT);
CREATE TABLE doubt(ns INTEGER, conv TEXT, version INTEGER, idx INTEGER, state INTEGER, attempt INTEGER);
CREATE TABLE seen(key TEXT);
CREATE TABLE inbox(id INTEGER, conv TEXT, tenant INTEGER, kind TEXT, body TEXT);
CREATE TABLE turn(g INTEGER, turn TEXT, conv TEXT, version INTEGER, epoch INTEGER, ctl INTEGER, tenant INTEGER,
                  at_ms INTEGER, n_out INTEGER, shard INTEGER);
CREATE TABLE cause(conv TEXT, version INTEGER, cause TEXT);
CREATE TABLE conversation(conv TEXT, version INTEGER, ctl INTEGER, mode INTEGER, tenant INTEGER);
CREATE TABLE message(conv TEXT, seq INTEGER, version INTEGER, turn TEXT, dir INTEGER, author INTEGER, provider_id TEXT,
                     idx INTEGER, tenant INTEGER);
CREATE TABLE outbox(conv TEXT, version INTEGER, idx INTEGER, state INTEGER, attempt INTEGER, tenant INTEGER);
CREATE TABLE status(conv TEXT, version INTEGER, idx INTEGER, status INTEGER, provider_id TEXT, tenant INTEGER);
CREATE TABLE dead(id INTEGER, conv TEXT, kind TEXT, reason TEXT, inbox_id INTEGER, out_version INTEGER, out_idx INTEGER,
                  body TEXT, tenant INTEGER);
CREATE TABLE control(id INTEGER, conv TEXT, ctl INTEGER, after_g INTEGER, origin TEXT);
CREATE INDEX request_out ON request(conv, version, idx, ns);
CREATE INDEX posted_out ON posted(conv, version, idx, ns);
CREATE INDEX doubt_out ON doubt(conv, version, idx, ns);
CREATE INDEX turn_key ON turn(conv, version);
CREATE INDEX cause_cause ON cause(cause);
CREATE INDEX message_provider ON message(provider_id);
CREATE INDEX message_turn ON message(conv, version);
CREATE INDEX status_key ON status(conv, version, idx);
CREATE INDEX seen_key ON seen(key);
CREATE INDEX outbox_key ON outbox(conv, version, idx);
CREATE INDEX conversation_key ON conversation(conv);
CREATE INDEX client_wamid ON client(wamid);
CREATE INDEX control_conv ON control(conv);
"""


def dedup_key(wamid: str) -> str:
    """The identity of an inbound message in `seen`: the first 16 bytes of SHA-256("inbound", 0, id), as hex."""
    return hashlib.sha256(b"inbound\0" + wamid.encode()).digest()[:16].hex()


def split_out_id(out_id: str) -> tuple[str, int, int]:
    """`<conversation>:<version>:<index>`; what is no out_id becomes a conversation of that name that nobody has."""
    parts = out_id.split(":")
    if len(parts) != 3 or not (parts[1].isdigit() and parts[2].isdigit()):
        return out_id, -1, -1
    return parts[0], int(parts[1]), int(parts[2])


def open_evidence() -> sqlite3.Connection:
    db = sqlite3.connect(":memory:")
    db.executescript(SCHEMA)
    return db


def load_client_log(db: sqlite3.Connection, log: Path) -> None:
    def rows():
        for line in log.read_text().splitlines():
            wamid, phone, sent, answered, status, attempt = line.split("\t")
            yield wamid, dedup_key(wamid), phone, int(sent), int(answered), int(status), int(attempt)

    db.executemany("INSERT INTO client VALUES(?,?,?,?,?,?,?)", rows())


def load_stub_log(db: sqlite3.Connection, log: Path) -> None:
    requests, posted = [], []
    for line in log.read_text().splitlines():
        fields = line.split("\t")
        if fields[0] == "R":
            ns, out_id, phone, text_hash, outcome, wamid = fields[1:]
            requests.append((int(ns), out_id, *split_out_id(out_id), phone, text_hash, outcome, wamid))
        else:
            ns, out_id, status, wamid = fields[1:]
            posted.append((int(ns), out_id, *split_out_id(out_id), status, wamid))
    sql = "INSERT INTO request(ns,out_id,conv,version,idx,phone,hash,outcome,wamid) VALUES(?,?,?,?,?,?,?,?,?)"
    db.executemany(sql, requests)
    db.executemany("INSERT INTO posted VALUES(?,?,?,?,?,?,?)", posted)


def load_doubts(db: sqlite3.Connection, doubts: list[tuple]) -> None:
    """Outbox rows found `sending` or `in_doubt` in the database after a kill: (ns, conv, version, idx, state, attempt)."""
    db.executemany("INSERT INTO doubt VALUES(?,?,?,?,?,?)", doubts)
