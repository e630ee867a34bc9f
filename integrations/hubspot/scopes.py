"""Which scopes a token lacks: HubSpot names them when it refuses a call."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from integrations.errors import Fatal
from integrations.hubspot.errors import required_scopes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def missing_scopes(probes: Iterable[Callable[[], object]]) -> list[str]:
    return sorted({scope for probe in probes for scope in _lacking(probe)})


def _lacking(probe: Callable[[], object]) -> tuple[str, ...]:
    try:
        probe()
    except Fatal as refusal:
        if refusal.suspends != "permission":
            raise
        return required_scopes(orjson.loads(refusal.raw)) or (refusal.message,)
    return ()
