"""The fields of one record whose sides an undo holds apart (R5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.models import Mapping
from integrations.rules.apart import is_apart, is_given

if TYPE_CHECKING:
    from integrations.models import Record


def held_apart(record: Record) -> int:
    """As its last sync or undo left it, counting what syncs still."""
    agreement = record.agreement or {}
    apart = [
        name
        for name, agreed in agreement.items()
        if is_apart(agreed) and not is_given(agreed)
    ]
    if not apart:
        return 0
    syncing = record.integration.mappings.exclude(rule=Mapping.Rule.NONE)
    return syncing.filter(property__in=apart).count()
