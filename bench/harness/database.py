"""What the tests ask of the product's database from outside, on SQLite and PostgreSQL alike."""

import csv
import io
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Iterator

from . import postgres


class Database:
    """Reads (and, before the product starts, prepares) one store. `location` is a file or a postgresql:// URL."""

    def __init__(self, location: str):
        self.location = location
        self.is_postgres = location.startswith("postgres")

    def rows(self, sql: str) -> Iterator[tuple]:
        """Rows of a query. SQLite values keep their types; PostgreSQL's are text, NULL is an empty text."""
        if self.is_postgres:
            yield from map(tuple, csv.reader(io.StringIO(postgres.query(self.location, sql))))
            return
        # Read-only: closing a writing connection would checkpoint the WAL and so spare the product its recovery.
        with closing(sqlite3.connect(f"file:{self.location}?mode=ro", uri=True, timeout=10)) as db:
            yield from db.execute(sql)

    def count(self, sql: str) -> int:
        return int(next(self.rows(sql))[0])

    def execute(self, sql: str) -> None:
        """For preparing a store whose owner is not running."""
        if self.is_postgres:
            postgres.query(self.location, sql)
            return
        with closing(sqlite3.connect(self.location, timeout=10)) as db:
            db.executescript(sql)

    def exists(self) -> bool:
        return self.is_postgres or Path(self.location).exists()

    def work_left(self) -> dict[str, int]:
        """What is still on its way: nothing of it when the product is quiet."""
        return {table: self.count(f"SELECT count(*) FROM {table}") for table in ("inbox", "outbox")}
