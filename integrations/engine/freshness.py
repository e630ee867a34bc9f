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
from integrations.errors import CrmError

if TYPE_CHECKING:
    from integrations.engine.metadata import Known
    from integrations.models import Integration

A_DAY, AN_HOUR = timedelta(days=1), timedelta(hours=1)
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Refreshed:
    """How many there are now, and the names that came and went since the last time."""

    fields: int
    properties: int
    came: list[str]
    gone: list[str]


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
    )


def _missing_from(these: Known, those: Known) -> list[str]:
    """Fields and properties of those that these do not have, as people call them."""
    there = [
        f"Salesforce {f.label} ({n})"
        for n, f in those.fields.items()
        if n not in these.fields
    ]
    here = [
        f"HubSpot {p.label} ({n})"
        for n, p in those.properties.items()
        if n not in these.properties
    ]
    return there + here
