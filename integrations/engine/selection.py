"""Which records a run takes: those named one by one, or all that a scope describes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from integrations.engine.search import mentions
from integrations.models import Record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet

    from integrations.models import Integration

# An account that is older than the toggle and was never tried: it comes only when it
# changes, or by an import (S3). One that was left or lost its link: by hand only.
LEFT_OUT = Q(company_id__isnull=True, status=Record.Status.NOT_LINKED)


def slice_of(
    integration: Integration, scope: Mapping[str, Any], after: int, size: int
) -> list[Record]:
    """The next records, in the order of their rows."""
    if "records" in scope:
        left = [pk for pk in sorted(scope["records"]) if pk > after]
        scope = {"records": left[:size]}
    found = chosen(integration, scope).filter(pk__gt=after)
    return list(found.order_by("pk")[:size])


def count_of(integration: Integration, scope: Mapping[str, Any]) -> int:
    return chosen(integration, scope).filter(pk__gt=scope.get("after", 0)).count()


def chosen(integration: Integration, scope: Mapping[str, Any]) -> QuerySet[Record]:
    records = integration.records.all()
    if "records" in scope:
        return records.filter(pk__in=scope["records"])
    if "mapping" in scope:
        return records.filter(account_id__isnull=False, company_id__isnull=False)
    if "failed" in scope:
        return records.filter(status=Record.Status.FAILING)
    return listed(records, scope.get("filter", {})).exclude(LEFT_OUT)


def left_out(integration: Integration, scope: Mapping[str, Any]) -> int:
    """How many a list shows that only a change or an import brings in."""
    if not scope.keys() & {"filter", "all"}:
        return 0
    shown = listed(integration.records.all(), scope.get("filter", {}))
    return shown.filter(LEFT_OUT).count()


def listed(records: QuerySet[Record], chosen: Mapping[str, str]) -> QuerySet[Record]:
    """As the list of companies shows them: ``q`` searched for, ``status`` chosen."""
    words, status = chosen.get("q", "").strip(), chosen.get("status")
    found = records.filter(mentions(words)) if words else records
    return found.filter(status=status) if status else found
