"""Python's collector of cycles, which records give nothing to collect."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MANY = 50_000


@contextmanager
def resting() -> Iterator[None]:
    """While many records come at once."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def spare(records: int) -> None:
    """Records hold no cycles: walking a million takes seconds, for nothing."""
    if records >= MANY:
        gc.unfreeze()
        gc.collect()
        gc.freeze()
