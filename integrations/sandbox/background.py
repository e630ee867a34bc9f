"""What a CRM does between the calls, a little at a time."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from integrations.sandbox.crm import Crm


@runtime_checkable
class Working(Protocol):
    """A CRM that has things to do after it has answered."""

    def work(self) -> bool:
        """Do a few milliseconds' work; tell whether more is left."""


@dataclass(slots=True)
class Background:
    """``wake`` after each call: it may have left work behind."""

    crm: Crm
    _woken: asyncio.Event = field(default_factory=asyncio.Event)

    def wake(self) -> None:
        self._woken.set()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        task = asyncio.create_task(self._work())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def _work(self) -> None:
        if not isinstance(self.crm, Working):
            return
        while await self._woken.wait():
            self._woken.clear()
            while self.crm.work():
                await asyncio.sleep(0)
