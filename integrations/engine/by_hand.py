"""What a person does to records without a sync, told in the history of each (R2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F
from django.utils import timezone

from integrations.models import Integration, Outcome, SyncRun
from integrations.said import said_as

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.auth.models import User

    from integrations.models import Record


def begun(user: User | None, message: str) -> SyncRun:
    """The run that stands for it, over as soon as it is there: no sync, so that no
    figure of syncs counts it."""
    now = timezone.now()
    return SyncRun.objects.create(
        integration=Integration.current(),
        kind=SyncRun.Kind.BY_HAND,
        cause=SyncRun.Cause.PERSON if user else SyncRun.Cause.COMMAND,
        user=user,
        bulk=False,
        status=SyncRun.Status.SUCCEEDED,
        message=message,
        started_at=now,
        finished_at=now,
    )


def tell(
    run: SyncRun, told: Iterable[tuple[Record, str]], kind: Outcome.Kind, reason: str
) -> None:
    """``told``: each record with the words for it. Counted as what was done to it."""
    rows = Outcome.objects.bulk_create(
        Outcome(
            run=run,
            record=record,
            kind=kind,
            account_id=record.account_id or "",
            company_id=record.company_id or "",
            name=record.name,
            reason=reason,
            message=message,
        )
        for record, message in told
    )
    counts = {name: F(name) + len(rows) for name in ("read", str(kind))}
    SyncRun.objects.filter(pk=run.pk).update(**counts)


def name_of(user: User | None) -> str:
    return user.get_username() if user else said_as("who", "the command line")
