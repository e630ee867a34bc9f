"""Sync errors: opened when a record fails, counted while it does, closed by success."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F
from django.db.models.functions import Least

from integrations.engine.categories import category
from integrations.errors import CrmError, Rejected
from integrations.models import Record, SyncError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from integrations.rules.plan import FieldProblem

MOST_TRIES = 10_000
RAW_LENGTH, CODE_LENGTH = 10_000, 60


@dataclass(frozen=True, slots=True)
class Problem:
    """What stands in the way of one record, from the rules or from a CRM."""

    code: str
    message: str
    property: str = ""
    field: str = ""
    value: str = ""
    crm: str = ""
    raw: str = ""
    category: str = ""


def from_rules(problem: FieldProblem) -> Problem:
    return Problem(
        code=problem.code,
        message=problem.message,
        property=problem.property,
        field=problem.field,
        value=problem.value or "",
        category=category(problem.code),
    )


def from_crm(error: CrmError, sent: dict[str, object]) -> Problem:
    name = error.fields[0] if isinstance(error, Rejected) and error.fields else ""
    in_hubspot = error.crm == "hubspot"
    return Problem(
        code=error.code[:CODE_LENGTH],
        message=error.message,
        property=name if in_hubspot else "",
        field="" if in_hubspot else name,
        value=str(sent.get(name) or "")[:RAW_LENGTH],
        crm=error.crm,
        raw=error.raw[:RAW_LENGTH],
        category=category(error.code, error),
    )


def settle_errors(
    found: Sequence[tuple[Record, Sequence[Problem]]], now: datetime
) -> None:
    """Open or count again what failed now; close what the record is rid of."""
    standing = _open([record for record, _problems in found])
    solved, again, new = [], [], []
    for record, problems in found:
        old = standing.get(record.pk, {})
        now_seen = {(p.code, p.property, p.field): p for p in problems}
        solved += [pk for key, pk in old.items() if key not in now_seen]
        again += [pk for key, pk in old.items() if key in now_seen]
        new += [(record, p) for key, p in now_seen.items() if key not in old]
    _close(solved, now)
    _again(again, now)
    _add(new, now)


Key = tuple[str, str, str]


def _open(records: Sequence[Record]) -> dict[int, dict[Key, int]]:
    rows = SyncError.objects.filter(record__in=records, solved_at__isnull=True)
    standing: dict[int, dict[Key, int]] = {}
    for pk, record, *key in rows.values_list(
        "pk", "record_id", "code", "property", "field"
    ):
        standing.setdefault(record, {})[key[0], key[1], key[2]] = pk
    return standing


def _close(pks: Sequence[int], now: datetime) -> None:
    if pks:
        SyncError.objects.filter(pk__in=pks).update(solved_at=now)


def _again(pks: Sequence[int], now: datetime) -> None:
    if pks:
        again = SyncError.objects.filter(pk__in=pks)
        again.update(tries=Least(F("tries") + 1, MOST_TRIES), last_seen=now)


def _add(found: Sequence[tuple[Record, Problem]], now: datetime) -> None:
    SyncError.objects.bulk_create(
        SyncError(
            integration_id=record.integration_id,
            record=record,
            category=problem.category,
            crm=problem.crm,
            code=problem.code,
            property=problem.property,
            field=problem.field,
            value=problem.value,
            message=problem.message,
            raw=problem.raw,
            first_seen=now,
            last_seen=now,
        )
        for record, problem in found
    )
