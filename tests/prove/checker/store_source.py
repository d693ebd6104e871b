"""Copies the rows of either store into the evidence. The only place that knows the product's schema."""

import json
import sqlite3
import uuid
from typing import Iterable

from harness.database import Database

# One query a table, columns as in evidence.SCHEMA; the two stores name theirs alike.
QUERIES = {
    "seen": "SELECT {key_hex} FROM seen",
    "inbox": "SELECT id, conv, tenant, kind, {body_text} FROM inbox",
    "turn": "SELECT g, turn, conv, version, epoch, ctl, tenant, at, n_out, shard FROM turn",
    "conversation": "SELECT conv, version, ctl, mode, tenant FROM conversation",
    "message": "SELECT conv, seq, version, turn, dir, author, provider_id, send, tenant FROM message",
    "outbox": "SELECT conv, version, idx, state, attempt, tenant FROM outbox",
    "status": "SELECT conv, version, idx, status, provider_id, tenant FROM msg_status",
    "dead": "SELECT id, conv, kind, reason, inbox_id, out_version, out_idx, {body_text}, tenant FROM dead_letter",
    "control": "SELECT {control_order}, conv, ctl, {control_order}, origin FROM control_change WHERE origin <> 'turn'",
}
SQLITE = {"key_hex": "lower(hex(key))", "body_text": "CAST(body AS TEXT)", "control_order": "after_turn"}
POSTGRES = {"key_hex": "encode(key, 'hex')", "body_text": "encode(body, 'escape')", "control_order": "g"}
CAUSES = "SELECT conv, version, causes FROM turn"
DOUBTS = "SELECT conv, version, idx, state, attempt FROM outbox WHERE state <> 0"


def plain(value: object) -> object:
    """SQLite keeps ids as 16 bytes; PostgreSQL's CSV has an empty text for NULL."""
    if isinstance(value, bytes):
        return str(uuid.UUID(bytes=value)) if len(value) == 16 else value.decode(errors="replace")
    return None if value == "" else value


def copy(db: sqlite3.Connection, table: str, rows: Iterable[tuple]) -> None:
    width = len(db.execute(f"SELECT * FROM {table} LIMIT 0").description)
    db.executemany(f"INSERT INTO {table} VALUES({','.join('?' * width)})", ([plain(v) for v in r] for r in rows))


def load_store(db: sqlite3.Connection, store: Database) -> None:
    words = POSTGRES if store.is_postgres else SQLITE
    for table, sql in QUERIES.items():
        copy(db, table, store.rows(sql.format(**words)))
    flat = ((conv, version, str(cause)) for conv, version, listed in store.rows(CAUSES) for cause in json.loads(listed))
    copy(db, "cause", flat)


def read_doubts(store: Database, at_ns: int) -> list[tuple]:
    """The bubbles that are in doubt if the product died at `at_ns`: `sending` becomes `in_doubt` at recovery."""
    return [(at_ns, *map(plain, row)) for row in store.rows(DOUBTS)]
