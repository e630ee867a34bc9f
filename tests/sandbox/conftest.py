"""A tiny CRM on a real port."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.sandbox.shelf import served_shelf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.sandbox.shelf import ServedShelf


@pytest.fixture
def shelf() -> Iterator[ServedShelf]:
    with served_shelf() as served:
        yield served
