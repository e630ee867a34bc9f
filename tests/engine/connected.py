"""Both connections as the first real one of this process left them: a test that is not
about connecting need not ask two CRMs twenty times."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from django.utils import timezone

from integrations.engine.clients import open_clients
from integrations.models import Connection, Mapping

if TYPE_CHECKING:
    from integrations.models import Integration

_first: list[Connection] = []
_mappings: list[Mapping] = []


def remember(integration: Integration) -> None:
    """What connecting stored."""
    _first[:] = integration.connections.all()
    _mappings[:] = integration.mappings.all()


def connect_likewise(integration: Integration, urls: dict[str, str]) -> bool:
    """Whether there was one before. The keys are made for real: these CRMs are new."""
    for old in _first:
        _again(old, integration, urls[old.crm]).save(force_insert=True)
    Mapping.objects.bulk_create(_of(integration, old) for old in _mappings)
    if _first:
        clients = open_clients(integration)
        clients.salesforce.create_key_field()
        clients.hubspot.create_key_property()
    return bool(_first)


def _again(old: Connection, integration: Integration, url: str) -> Connection:
    made, now = copy.copy(old), timezone.now()
    made.integration, made.url = integration, url
    made.record_url = old.record_url.replace(old.url, url)
    made.checked_at = made.calls_told_at = made.metadata_at = now
    return made


def _of(integration: Integration, old: Mapping) -> Mapping:
    made = copy.copy(old)
    made.integration, made.since = integration, timezone.now()
    return made
