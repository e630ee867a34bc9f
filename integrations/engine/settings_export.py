"""All settings and mappings as one YAML document without secrets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from integrations.rules.brake import LEAST

if TYPE_CHECKING:
    from integrations.models import Integration, Mapping

SETTINGS = (
    "default_object",
    "inclusion_list",
    "attach_private_contacts",
    "lifecycle_stage",
    "matching",
    "shared_domains",
    "on_account_deleted",
    "on_company_deleted",
    "poll_seconds",
    "bulk_resync_limit",
    "continue_past_limit",
)

BRAKE = {act: f"brake_{act}" for act in LEAST}
"""One setting of the document, a column for each share."""


def export(integration: Integration) -> str:
    document = {
        "sync_companies": {
            **{name: _out(integration, name) for name in SETTINGS},
            "brake": {act: getattr(integration, name) for act, name in BRAKE.items()},
        },
        "mappings": [as_entry(row) for row in integration.mappings.all()],
    }
    return yaml.safe_dump(document, sort_keys=False, allow_unicode=True)


def _out(integration: Integration, name: str) -> object:
    value = getattr(integration, name)
    if isinstance(value, str):
        return str(value) or None
    return value


def as_entry(row: Mapping) -> dict[str, object]:
    values = {"values": row.values} if row.values else {}
    return {"property": row.property, "field": row.field, "rule": row.rule, **values}
