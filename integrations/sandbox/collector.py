"""Python's collector of cycles, which records give nothing to collect."""

from __future__ import annotations

import gc

MANY = 50_000


def spare(records: int) -> None:
    """Records hold no cycles: walking a million takes seconds, for nothing."""
    if records >= MANY:
        gc.unfreeze()
        gc.collect()
        gc.freeze()
