"""Ending a suspension by hand: both connections are tested for real (E7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.engine import usage
from integrations.engine.connections import check
from integrations.models import Connection, Integration

if TYPE_CHECKING:
    from collections.abc import Mapping


def retest(integration: Integration) -> Mapping[str, str]:
    """What is wrong with each connection, or nothing; when both work, the next pass
    starts at once and takes up what changed meanwhile."""
    connections = list(integration.connections.order_by("-crm"))
    if len(connections) < len(Connection.Crm):
        return {}
    found = {str(connection): check(connection) for connection in connections}
    if not any(found.values()):
        usage.ask(integration)
        Integration.objects.filter(pk=integration.pk).update(next_poll_at=None)
    return found
