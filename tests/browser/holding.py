"""Requests of a page that go on only when a test says so."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re

    from playwright.sync_api import Page, Route

PATIENCE = 30


class Held:
    def __init__(
        self, page: Page, address: str | re.Pattern[str], times: int | None = None
    ) -> None:
        self._page = page
        self._routes: list[Route] = []
        page.route(address, lambda route: self._routes.append(route), times=times)

    def first(self) -> Route:
        """As soon as it is held, which is later than it is seen to be sent."""
        end = time.monotonic() + PATIENCE
        while not self._routes:
            assert time.monotonic() < end, "No such request came."
            self._page.wait_for_timeout(20)
        return self._routes.pop(0)
