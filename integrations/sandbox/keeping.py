"""Keeping a CRM's state in a file while it serves."""

from __future__ import annotations

import asyncio
import sys
import time
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any, Protocol

from integrations.sandbox.data_file import DataFileError, encoded

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from integrations.sandbox.data_file import Change, DataFile

SECONDS_BETWEEN = 2.0
# A large CRM is saved less often: it may spend a twentieth of its time on that.
SHARE = 20

Shelf = dict[str, object]


class Keeper(Protocol):
    """How the state of one CRM is told and taken back.

    What stands on ``shelves`` is never changed in place, only replaced, so that what
    has changed is seen at a glance; it and ``rest`` can be written as JSON.
    """

    def shelves(self) -> Mapping[str, Shelf]: ...

    def rest(self) -> object: ...

    def restore(self, shelves: Mapping[str, Mapping[str, Any]], rest: Any) -> None: ...


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
        self._keeper.restore({name: self._file.shelf(name) for name in names}, rest)
        self._saved = {
            name: dict(shelf) for name, shelf in self._keeper.shelves().items()
        }
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
        shelves = self._keeper.shelves()
        try:
            self._file.write(*self._news(shelves), encoded(self._keeper.rest()))
        except DataFileError as error:
            sys.stderr.write(f"{error}\n")
            self._is_touched = True
        else:
            self._saved = {name: dict(shelf) for name, shelf in shelves.items()}
        return time.perf_counter() - began

    def _news(
        self, shelves: Mapping[str, Shelf]
    ) -> tuple[list[Change], list[tuple[str, str]]]:
        """What has another thing at its place now, and what has none any more."""
        changed: list[Change] = []
        gone: list[tuple[str, str]] = []
        for name, shelf in shelves.items():
            saved = self._saved.get(name, {})
            changed += [
                (name, key, thing)
                for key, thing in shelf.items()
                if saved.get(key) is not thing
            ]
            gone += [(name, key) for key in saved.keys() - shelf.keys()]
        return changed, gone
