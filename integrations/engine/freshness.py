"""Fields, properties and people change in the CRMs: read them anew once a day."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from integrations.engine import mappings, metadata
from integrations.engine.clients import NotConnected, open_clients
from integrations.errors import CrmError

if TYPE_CHECKING:
    from integrations.models import Integration

A_DAY, AN_HOUR = timedelta(days=1), timedelta(hours=1)
logger = logging.getLogger(__name__)


def freshen(integration: Integration, *, at_once: bool = False) -> None:
    """A CRM that does not answer now is told of by the next run, not here."""
    old = Q(metadata_at__isnull=True) | Q(metadata_at__lt=timezone.now() - A_DAY)
    if not (at_once or integration.connections.filter(old).exists()):
        return
    try:
        metadata.refresh(integration, open_clients(integration))
    except (CrmError, NotConnected) as error:
        logger.warning("The fields could not be read anew: %s", error.message)
        integration.connections.update(metadata_at=timezone.now() - A_DAY + AN_HOUR)
    else:
        mappings.judge(integration)
