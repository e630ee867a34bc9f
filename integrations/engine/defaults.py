"""The default mappings that a new connection starts with (M7)."""

from __future__ import annotations

from integrations.engine import mappings
from integrations.models import Integration, Mapping
from integrations.rules.defaults import DEFAULT_MAPPINGS


def add_missing(integration: Integration) -> None:
    """Add the standard mappings that are not there yet, then judge all of them."""
    taken = set(integration.mappings.values_list("property", flat=True))
    fields = set(integration.mappings.values_list("field", flat=True))
    Mapping.objects.bulk_create(
        Mapping(
            integration=integration,
            property=default.property,
            field=default.field,
            rule=default.rule,
            values=dict(default.values),
            standard=True,
            system=default.system,
            position=position,
        )
        for position, default in enumerate(DEFAULT_MAPPINGS)
        if default.property not in taken and default.field not in fields
    )
    mappings.judge(integration)
