"""Keeping a CRM's state in a file while it serves."""

from __future__ import annotations

import asyncio
import sys
import time
from contextlib import asynccontextmanager, suppress
from itertools import chain
from typing import TYPE_CHECKING, Any, Protocol

from integrations.sandbox import collector
from integrations.sandbox.data_file import DataFileError, News, encoded

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Mapping

    from integrations.sandbox.data_file import DataFile, Key

SECONDS_BETWEEN = 2.0
# A large CRM is saved less often: it may spend a twentieth of its time on that.
SHARE = 20


class Shelf(Protocol):
    """Things by key.

    ``written`` are the keys where there is another thing, or none any more, since it
    was last emptied. Things that came all at once are on a shelf of their own.
    """

    @property
    def written(self) -> set[Any]: ...

    def get(self, key: Any, /) -> object | None: ...

    def __len__(self) -> int: ...

    def items(self) -> Iterable[tuple[Key, object]]: ...


class Keeper(Protocol):
    """How the state of one CRM is told and taken back.

    What stands on ``shelves``, and ``rest``, can be written as JSON.
    """

    def shelves(self) -> Mapping[str, Shelf]: ...

    def rest(self) -> object: ...

    def restore(self, shelves: Mapping[str, Iterable[Any]], rest: Any) -> None: ...


class Saver:
    """Saves what has changed every two seconds, or few more, and once at the end."""

    def __init__(self, keeper: Keeper, file: DataFile) -> None:
        self._keeper = keeper
        self._file = file
        self._is_touched = False
        self._saved: dict[str, Shelf] = {}

    def restore(self) -> bool:
        """False: the file is new."""
        rest = self._file.rest()
        if rest is None:
            return False
        names = self._keeper.shelves()
        with collector.resting():
            kept = {name: self._file.shelf(name) for name in names}
            self._keeper.restore(kept, rest)
        collector.spare(sum(map(len, self._keeper.shelves().values())))
        self._mark_saved()
        return True

    def touch(self) -> None:
        self._is_touched = True

    @asynccontextmanager
    async def saving(self) -> AsyncIterator[None]:
        self._save()
        task = asyncio.create_task(self._run())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
            self._save()
            self._file.close()

    async def _run(self) -> None:
        pause = SECONDS_BETWEEN
        while True:
            await asyncio.sleep(pause)
            if self._is_touched:
                self._is_touched = False
                pause = max(SECONDS_BETWEEN, SHARE * self._save())

    def _save(self) -> float:
        """Tell how many seconds it took; a full disk is reported, and tried again."""
        began = time.perf_counter()
        try:
            self._file.write(self._news(), encoded(self._keeper.rest()))
        except DataFileError as error:
            sys.stderr.write(f"{error}\n")
            self._is_touched = True
        else:
            self._mark_saved()
        return time.perf_counter() - began

    def _mark_saved(self) -> None:
        self._saved = dict(self._keeper.shelves())
        for shelf in self._saved.values():
            shelf.written.clear()

    def _news(self) -> News:
        """A shelf that takes the place of another one is written as a whole."""
        shelves = self._keeper.shelves()
        fresh = [n for n, shelf in shelves.items() if self._saved.get(n) is not shelf]
        known = {n: shelf for n, shelf in shelves.items() if n not in fresh}
        whole = ((n, key, thing) for n in fresh for key, thing in shelves[n].items())
        written = [
            (n, key, shelf.get(key))
            for n, shelf in known.items()
            for key in shelf.written
        ]
        changed = ((n, key, thing) for n, key, thing in written if thing is not None)
        gone = [(n, key) for n, key, thing in written if thing is None]
        return News(fresh, chain(whole, changed), gone)
