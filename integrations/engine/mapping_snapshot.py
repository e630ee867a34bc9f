"""The mappings as the history keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from integrations.models import Integration, Mapping


def snapshot(integration: Integration) -> list[dict[str, object]]:
    return [
        {"property": row.property, "field": row.field, **kept_form(row)}
        for row in integration.mappings.all()
    ]


def kept_form(mapping: Mapping) -> dict[str, object]:
    """The value map as pairs: their order says which one of several is written."""
    values = [list(pair) for pair in mapping.values.items()]
    return {"rule": mapping.rule, **({"values": values} if values else {})}
