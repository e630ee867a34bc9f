"""The default mappings that a new connection starts with (M7)."""

from __future__ import annotations

from integrations.engine import mappings, metadata
from integrations.models import Integration, Mapping
from integrations.rules.defaults import (
    DEFAULT_MAPPINGS,
    DefaultMapping,
    starting_values,
)


def add_missing(integration: Integration) -> None:
    """Add the standard mappings that are not there yet, then judge all of them."""
    rows = integration.mappings.all()
    taken = {row.property for row in rows} | {row.field for row in rows}
    Mapping.objects.bulk_create(
        Mapping(
            integration=integration,
            property=default.property,
            field=default.field,
            rule=default.rule,
            values=_values(integration, default),
            standard=True,
            system=default.system,
            position=position,
        )
        for position, default in enumerate(DEFAULT_MAPPINGS)
        if default.property not in taken and default.field not in taken
    )
    mappings.judge(integration)


def _values(integration: Integration, default: DefaultMapping) -> dict[str, str]:
    """The value map as far as both CRMs know its values."""
    if not default.values:
        return {}
    property_ = metadata.properties(integration).get(default.property)
    field = metadata.fields(integration).get(default.field)
    return starting_values(default, property_, field) if property_ and field else {}
