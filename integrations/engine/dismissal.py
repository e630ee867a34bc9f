"""Dismissing sync errors: hidden until they happen with another cause or value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Case, Exists, OuterRef, Q, Subquery, Value, When
from django.utils import timezone

from integrations.engine.by_hand import begun, name_of, tell
from integrations.models import Outcome, Record, SyncError
from integrations.said import said

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.contrib.auth.models import User

    from integrations.models import SyncRun
    from integrations.models.error import SyncErrors

AT_ONCE = 1_000
REASON, BROUGHT_BACK = "dismissed", "brought_back"


def dismiss(errors: SyncErrors, user: User | None) -> int:
    """Hide these; a record with no other error is not tried again by itself until it
    or its mapping changes. Returns how many were open."""
    dismissed, run = 0, None
    for part in _parts(errors.open()):
        with transaction.atomic():
            mine, records = _locked(SyncError.objects.open(), part)
            if not records:
                continue
            now = timezone.now()
            dismissed += mine.update(dismissed_at=now, dismissed_by=user)
            let_rest(records)
            told = said("Sync errors dismissed by %(who)s.", who=name_of(user))
            run = run or begun(user, told)
            _tell(run, records, REASON, told)
    return dismissed


def bring_back(errors: SyncErrors, user: User | None) -> int:
    """Show dismissed errors again; the next pass tries their records."""
    back, run = 0, None
    for part in _parts(errors.dismissed()):
        with transaction.atomic():
            mine, records = _locked(SyncError.objects.dismissed(), part)
            if not records:
                continue
            back += mine.update(dismissed_at=None, dismissed_by=None)
            _wake(records)
            told = said("Sync errors brought back by %(who)s.", who=name_of(user))
            run = run or begun(user, told)
            _tell(run, records, BROUGHT_BACK, told)
    return back


def _tell(run: SyncRun, records: list[int], reason: str, message: str) -> None:
    rows = Record.objects.filter(pk__in=records)
    tell(run, [(row, message) for row in rows], Outcome.Kind.UNCHANGED, reason)


def let_rest(records: Iterable[int]) -> None:
    """Records whose errors are all dismissed stand as their link says."""
    failing = Record.objects.filter(pk__in=list(records), status=Record.Status.FAILING)
    has_dismissed = Exists(_of_record(SyncError.objects.dismissed()))
    has_open = Exists(_of_record(SyncError.objects.open()))
    is_linked = Q(account_id__isnull=False, company_id__isnull=False)
    failing.filter(has_dismissed, ~has_open).update(
        status=Case(
            When(is_linked, then=Value(Record.Status.IN_SYNC)),
            default=Value(Record.Status.NOT_LINKED),
        ),
        reason=REASON,
        message=_note(),
        retry_at=None,
        tries=0,
    )


def _wake(records: Iterable[int]) -> None:
    failing = Record.objects.filter(pk__in=list(records), reason=REASON)
    message = _of_record(SyncError.objects.open()).values("message")[:1]
    failing.filter(Exists(_of_record(SyncError.objects.open()))).update(
        status=Record.Status.FAILING,
        reason="",
        message=Subquery(message),
        retry_at=timezone.now(),
    )


def _note() -> str:
    return said(
        "What failed here was dismissed under Sync errors. It is not tried again by "
        "itself until the record or its mapping changes."
    )


def _of_record(errors: SyncErrors) -> SyncErrors:
    return errors.filter(record=OuterRef("pk"))


def _parts(errors: SyncErrors) -> Iterator[list[int]]:
    """The ids, some at a time: a run must not wait long for a record it is at."""
    last = 0
    while part := _after(errors, last):
        yield part
        last = part[-1]


def _after(errors: SyncErrors, last: int) -> list[int]:
    found = errors.filter(pk__gt=last).order_by("pk")
    return list(found.values_list("pk", flat=True)[:AT_ONCE])


def _locked(standing: SyncErrors, part: list[int]) -> tuple[SyncErrors, list[int]]:
    """Those of the part that still stand so, in another tab they may be done with; and
    their records, held against a batch that records them now."""
    errors = SyncError.objects.filter(pk__in=part)
    records = Record.objects.filter(pk__in=errors.values("record")).order_by("pk")
    list(records.select_for_update().values_list("pk", flat=True))
    mine = standing.filter(pk__in=part)
    return mine, list(
        mine.order_by("record").values_list("record", flat=True).distinct()
    )
