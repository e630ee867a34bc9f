"""What befell a record, for those who ask after its history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from integrations.engine.reasons import PARTINGS
from integrations.engine.unlink import UNLINKED
from integrations.models import Outcome

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from integrations.models import Record


def outcomes_of(record: Record) -> QuerySet[Outcome]:
    return record.outcomes.filter(run__dry_run=False).select_related("run__user")


def history_of(record: Record) -> QuerySet[Outcome]:
    """A company that lost its link tells what came before, too: the account has it."""
    told = record.outcomes.exclude(account_id="").order_by("-pk")
    parted = None if record.account_id else told.first()
    if parted is None:
        return _told_once(outcomes_of(record))
    before = Outcome.objects.filter(
        record__account_id=parted.account_id,
        record__integration=record.integration_id,
        company_id=record.company_id,
        pk__lt=parted.pk,
    ).exclude(run=parted.run_id)
    both = Q(record=record) | Q(pk__in=before.values("pk"))
    found = Outcome.objects.filter(both, run__dry_run=False)
    return _told_once(found.select_related("run__user"))


def _told_once(outcomes: QuerySet[Outcome]) -> QuerySet[Outcome]:
    """The end of a link is told on both its rows; linked anew, they are one."""
    first = Outcome.objects.filter(
        record=OuterRef("record"),
        run=OuterRef("run"),
        reason=OuterRef("reason"),
        pk__lt=OuterRef("pk"),
    )
    ends = Q(reason__in=[*PARTINGS, UNLINKED], changes=[])
    return outcomes.exclude(ends & Exists(first))
