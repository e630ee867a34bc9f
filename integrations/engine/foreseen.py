"""What a sync would do with one record, decided as the sync itself does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.engine.decide import decide
from integrations.engine.histories import with_histories
from integrations.engine.pingpong import without_ping_pong
from integrations.models import SyncRun

if TYPE_CHECKING:
    from integrations.engine.context import Context
    from integrations.engine.item import Item
    from integrations.models import Integration
    from integrations.rules.plan import Plan


def next_pass(integration: Integration) -> SyncRun:
    """Dry and never saved: what is foreseen for it leaves no trace."""
    return SyncRun(integration=integration, kind=SyncRun.Kind.SYNC, dry_run=True)


def foreseen(context: Context, item: Item) -> Plan:
    """One more call to HubSpot where both sides changed a field."""
    planned = with_histories(context, [(item, decide(context, item))])
    return without_ping_pong(context, planned)[0][1]
