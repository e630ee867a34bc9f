"""A CRM's state in an SQLite file, written by what has changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

FORMAT = 2
TABLES = """
CREATE TABLE IF NOT EXISTS things (
    shelf TEXT, key TEXT, value BLOB, PRIMARY KEY (shelf, key)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS rest (format INTEGER, value BLOB);
"""

Key = str | int


@dataclass(frozen=True, slots=True)
class News:
    """What is to be written, by shelf and key.

    Of a ``fresh`` shelf nothing stays but what is among the ``changed``.
    """

    fresh: Collection[str]
    changed: Iterable[tuple[str, Key, object]]
    gone: Iterable[tuple[str, Key]]


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

    def shelf(self, name: str) -> Iterator[Any]:
        """Its things in the order of their keys, read one by one."""
        found = self._base.execute(
            "SELECT value FROM things WHERE shelf = ? ORDER BY key", (name,)
        )
        return (orjson.loads(value) for (value,) in found)

    def write(self, news: News, rest: bytes) -> None:
        """All of it or nothing. ``rest`` is JSON."""
        try:
            self._write(news, rest)
        except sqlite3.Error as error:
            raise DataFileError(f"{self._path} cannot be written: {error}.") from error

    def close(self) -> None:
        self._base.close()

    def _write(self, news: News, rest: bytes) -> None:
        with self._base as base:
            base.executemany(
                "DELETE FROM things WHERE shelf = ?", ((name,) for name in news.fresh)
            )
            base.executemany(
                "DELETE FROM things WHERE shelf = ? AND key = ?", news.gone
            )
            base.executemany(
                "REPLACE INTO things VALUES (?, ?, ?)",
                ((shelf, key, encoded(thing)) for shelf, key, thing in news.changed),
            )
            base.execute("DELETE FROM rest")
            base.execute("INSERT INTO rest VALUES (?, ?)", (FORMAT, rest))


def encoded(thing: object) -> bytes:
    return orjson.dumps(thing, _plain, orjson.OPT_NON_STR_KEYS)


def _plain(thing: object) -> object:
    if isinstance(thing, tuple | set | frozenset):
        return list(thing)
    if isinstance(thing, Mapping):
        return dict(thing)
    raise TypeError(repr(thing))
