"""A CRM's state in an SQLite file, written by what has changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FORMAT = 2
TABLES = """
CREATE TABLE IF NOT EXISTS things (
    shelf TEXT, key TEXT, value BLOB, PRIMARY KEY (shelf, key)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS rest (format INTEGER, value BLOB);
"""

Change = tuple[str, str, object]


class DataFileError(Exception):
    """A file that cannot be used, and why."""


class DataFile:
    """One process at a time may have the file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._base = sqlite3.connect(path, timeout=0, check_same_thread=False)
            self._base.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._base.execute("PRAGMA journal_mode = WAL")
            self._base.executescript(TABLES)
        except sqlite3.Error as error:
            raise DataFileError(f"{path} cannot be used: {error}.") from error

    def rest(self) -> Any:
        """What is kept beside the shelves; None in a new file."""
        row = self._base.execute("SELECT format, value FROM rest").fetchone()
        if row is None:
            return None
        if row[0] != FORMAT:
            message = f"{self._path} was written by another version of the sandbox."
            raise DataFileError(f"{message} Move it away to begin afresh.")
        return orjson.loads(row[1])

    def shelf(self, name: str) -> dict[str, Any]:
        found = self._base.execute(
            "SELECT key, value FROM things WHERE shelf = ? ORDER BY key", (name,)
        )
        return {key: orjson.loads(value) for key, value in found}

    def write(
        self, changed: Iterable[Change], gone: Iterable[tuple[str, str]], rest: bytes
    ) -> None:
        """All of it or nothing. ``rest`` is JSON."""
        try:
            self._write(changed, gone, rest)
        except sqlite3.Error as error:
            raise DataFileError(f"{self._path} cannot be written: {error}.") from error

    def close(self) -> None:
        self._base.close()

    def _write(
        self, changed: Iterable[Change], gone: Iterable[tuple[str, str]], rest: bytes
    ) -> None:
        with self._base:
            self._base.executemany(
                "REPLACE INTO things VALUES (?, ?, ?)",
                ((shelf, key, encoded(thing)) for shelf, key, thing in changed),
            )
            self._base.executemany(
                "DELETE FROM things WHERE shelf = ? AND key = ?", gone
            )
            self._base.execute("DELETE FROM rest")
            self._base.execute("INSERT INTO rest VALUES (?, ?)", (FORMAT, rest))


def encoded(thing: object) -> bytes:
    return orjson.dumps(thing, _plain, orjson.OPT_NON_STR_KEYS)


def _plain(thing: object) -> object:
    if isinstance(thing, tuple | set | frozenset):
        return list(thing)
    if isinstance(thing, Mapping):
        return dict(thing)
    raise TypeError(repr(thing))
