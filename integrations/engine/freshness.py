"""Fields, properties and people change in the CRMs: read them anew, once a day too."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from integrations.engine import mappings, metadata
from integrations.engine.clients import NotConnected, open_clients
from integrations.engine.metadata_changes import changes
from integrations.errors import CrmError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from integrations.engine.metadata import Known
    from integrations.models import Integration
    from integrations.records import Field, Property

    Sides = Mapping[str, Field] | Mapping[str, Property]

A_DAY, AN_HOUR = timedelta(days=1), timedelta(hours=1)
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Refreshed:
    """How many there are now, and the names that came and went since the last time:
    of fields and properties, and of their options. ``changed``: what else became of
    those that stayed."""

    fields: int
    properties: int
    came: list[str]
    gone: list[str]
    changed: list[str]


def freshen(integration: Integration, *, at_once: bool = False) -> None:
    """A CRM that does not answer now is told of by the next run, not here."""
    old = Q(metadata_at__isnull=True) | Q(metadata_at__lt=timezone.now() - A_DAY)
    if not (at_once or integration.connections.filter(old).exists()):
        return
    try:
        refresh(integration)
    except (CrmError, NotConnected) as error:
        logger.warning("The fields could not be read anew: %s", error.message)
        integration.connections.update(metadata_at=timezone.now() - A_DAY + AN_HOUR)


def refresh(integration: Integration) -> Refreshed:
    """Read both CRMs and judge every mapping; raises CrmError or NotConnected."""
    before = metadata.known(integration)
    metadata.refresh(integration, open_clients(integration))
    mappings.judge(integration)
    after = metadata.known(integration)
    return Refreshed(
        fields=len(after.fields),
        properties=len(after.properties),
        came=_missing_from(before, after),
        gone=_missing_from(after, before),
        changed=changes(before, after),
    )


def _missing_from(these: Known, those: Known) -> list[str]:
    """What those have and these have not, as people call it."""
    return [
        *_missing("Salesforce", these.fields, those.fields),
        *_missing("HubSpot", these.properties, those.properties),
    ]


def _missing(crm: str, these: Sides, those: Sides) -> Iterator[str]:
    """Fields or properties, and the options in use of those that both have."""
    for name, side in those.items():
        if name not in these:
            yield f"{crm} {side.label} ({name})"
            continue
        used = {option.value for option in these[name].options if option.active}
        for option in side.options:
            if option.active and option.value not in used:
                yield f"{option.label} ({crm} {side.label})"
