"""Companies as HubSpot's search returns them."""

from __future__ import annotations

from datetime import timedelta

from integrations.hubspot.changes import EPOCH, STAMP
from integrations.records import Company


def company(id_: int, changed: int) -> Company:
    """``changed`` in milliseconds."""
    at = EPOCH + timedelta(milliseconds=changed)
    stamp = at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return Company(str(id_), {STAMP: stamp}, at)
