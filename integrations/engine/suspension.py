"""Ending a suspension by hand: both connections are tested for real (E7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.engine import usage
from integrations.engine.connections import check
from integrations.models import Connection, Integration

if TYPE_CHECKING:
    from collections.abc import Mapping


def retest(integration: Integration, *, clears: bool) -> Mapping[str, str]:
    """What is wrong with each connection, or nothing; when both work and the test
    ``clears`` a suspension, the next pass starts at once and takes up what changed."""
    connections = list(integration.connections.order_by("-crm"))
    if len(connections) < len(Connection.Crm):
        return {}
    found = {str(it): check(it, clears=clears) for it in connections}
    if any(found.values()):
        return found
    usage.ask(integration)
    if clears:
        Integration.objects.filter(pk=integration.pk).update(next_poll_at=None)
    return found
