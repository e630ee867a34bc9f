"""How many records stand how, in the time it takes to count the few that stand out.

The whole table is counted without reading its rows, and an installation has one
integration: what most records are is what is left of all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count

from integrations.models import Record

if TYPE_CHECKING:
    from integrations.models import Integration

USUAL = Record.Status.IN_SYNC
UNUSUAL = [status for status in Record.Status if status != USUAL]


class Sides(NamedTuple):
    """Records with an account, and those of them with a company, too."""

    accounts: int
    linked: int


def by_status(integration: Integration) -> dict[str, int]:
    rows = integration.records.filter(status__in=UNUSUAL).order_by()
    found = dict(rows.values_list("status").annotate(Count("pk")))
    rest = Record.objects.count() - sum(found.values())
    return {**found, USUAL: rest} if rest > 0 else found


def sides(integration: Integration) -> Sides:
    """No record is without both."""
    accounts = (
        Record.objects.count()
        - integration.records.filter(account_id__isnull=True).count()
    )
    alone = integration.records.filter(company_id__isnull=True).count()
    return Sides(accounts, accounts - alone)
