"""Keep what was done: links, agreements, outcomes and errors of one batch, together
in the transaction that ends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from integrations.engine import known
from integrations.engine.agreed import keep_agreement, keep_digests
from integrations.engine.company_merges import absorb, is_moved
from integrations.engine.decide import is_left_over
from integrations.engine.judge import Done, Kind, judge
from integrations.engine.links import make_way
from integrations.engine.made import keep_birth
from integrations.engine.outcomes import (
    count_outcomes,
    is_news,
    outcomes_of,
    outcomes_of_parted,
)
from integrations.engine.parting import (
    keep_decisions,
    part,
    parting_of,
    save_parted,
)
from integrations.engine.reasons import ASKING
from integrations.engine.retry import next_try
from integrations.engine.sync_errors import settle_errors
from integrations.engine.wished import keep_wishes
from integrations.engine.write import (
    Results,
    account_id_of,
    company_id_of,
)
from integrations.models import Intent, Outcome, Record
from integrations.rules.matching import Ask
from integrations.rules.plan import Create, Skip

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from integrations.engine.context import Context
    from integrations.engine.intend import Intended
    from integrations.errors import CrmError
    from integrations.rules.rule import Side

# What a person may set right in a CRM without touching the record itself.
MAY_PASS = frozenset({"duplicate", "company_deleted", "account_missing"})
COLUMNS = [
    "account_id",
    "company_id",
    "name",
    "domain",
    "status",
    "reason",
    "message",
    "candidates",
    "agreement",
    "account_digest",
    "company_digest",
    "account_modified_at",
    "company_modified_at",
    "synced_at",
    "retry_at",
    "tries",
]


def record(
    context: Context, intended: Intended, results: Results
) -> Callable[[], None]:
    """Works out all there is to keep; what it returns only writes it."""
    now = timezone.now()
    done = [
        judge(item, plan, results, intended.before.get(item.record.pk, []))
        for item, plan in intended.ours
    ]
    told = {one.item.record.pk for one in done if is_news(context.run, one)}
    moved = [one for one in done if is_moved(one.item)]
    before = {one.item.record.pk: one.item.company_id for one in moved}
    tries = {one.item.record.pk: one.item.record.tries for one in done}
    for one in done:
        _bring_up_to_date(context, one, results, now)

    def keep() -> None:
        new = [one for one in done if isinstance(one.plan, Create)]
        rows = [one.item.record for one in (*new, *moved)]
        linked = [row for row in rows if row.is_linked]
        held = make_way(context.integration, linked)
        _let_go_of(done, held, tries)
        _put_back(moved, held, before, now)
        kept = _still_there(done)
        records = [one.item.record for one in kept]
        known.save(records, COLUMNS)
        save_parted(context.integration, kept)
        absorb(
            context.integration, [it.item.company for it in moved if it.item.company]
        )
        keep_decisions(kept)
        keep_wishes(context, kept)
        news = [one for one in kept if one.item.record.pk in told]
        Outcome.objects.bulk_create(
            [
                *outcomes_of(context.run, news, now),
                *outcomes_of_parted(context.run, news, now),
            ]
        )
        count_outcomes(context.run, kept)
        if not context.partly:
            settle_errors([(one.item.record, one.problems) for one in kept], now)
        Intent.objects.filter(record__in=records).delete()

    return keep


def _still_there(done: Sequence[Done]) -> list[Done]:
    """Without what was taken into its partner's row meanwhile: to save it would make it
    anew."""
    rows = Record.objects.filter(pk__in=[one.item.record.pk for one in done])
    locked = rows.order_by("pk").select_for_update()
    there = set(locked.values_list("pk", flat=True))
    return [one for one in done if one.item.record.pk in there]


def _put_back(
    moved: Sequence[Done],
    held: set[int],
    before: Mapping[int, str | None],
    now: datetime,
) -> None:
    """What its company was merged into another record took in this very moment: looked
    at again, the two are seen to be links of one company."""
    for one in moved:
        row = one.item.record
        if row.pk in held and not isinstance(one.plan, Create):
            row.company_id = before[row.pk]
            row.status, row.retry_at = Record.Status.WAITING, now


def _let_go_of(done: Sequence[Done], held: set[int], tries: dict[int, int]) -> None:
    """A partner belongs to one record only: the second waits for a person. ``tries``:
    how often each was tried before this time."""
    for one in done:
        row = one.item.record
        if row.pk in held and isinstance(one.plan, Create):
            one.kind, one.reason = Kind.FAILED, "duplicate"
            one.message = row.message = _held_elsewhere(row, one.plan.side)
            if one.plan.side == "hubspot":
                row.company_id = None
            else:
                row.account_id = None
            row.status, row.agreement = Record.Status.DUPLICATE, None
            row.reason, row.tries = one.reason, tries[row.pk]
            _try_again(row, timezone.now())


def _held_elsewhere(row: Record, side: Side) -> str:
    if side == "hubspot":
        return _(
            "Company %(company)s carries the id of this account, but is linked to "
            "another account. Clear its property Salesforce account ID in HubSpot; "
            "this account is tried again by itself."
        ) % {"company": row.company_id}
    return _(
        "Account %(account)s carries the id of this company, but is linked to another "
        "company. Clear its field HubSpot Company ID in Salesforce; this company is "
        "tried again by itself."
    ) % {"account": row.account_id}


def _bring_up_to_date(
    context: Context, done: Done, results: Results, now: datetime
) -> None:
    row, made = done.item.record, results.made.get(done.item.record.pk)
    account = done.item.account or made
    row.company_id = company_id_of(done.item, results) or row.company_id
    row.account_id = account_id_of(done.item, results)
    if account is not None:
        known.describe_account(row, account)
    elif done.item.company is not None:
        known.describe_company(row, done.item.company)
    keep_agreement(context, done, results)
    keep_digests(context, done, results)
    if made is not None and row.is_linked:
        keep_birth(context, row, made, results)
    if context.partly:
        _keep_partly(done, now)
    else:
        _keep_status(done, now)
        _keep_candidates(done)
    if parting := parting_of(done):
        done.parted = part(done.item, parting)


def _keep_candidates(done: Done) -> None:
    """Those of before stay only where a person has, or had, the last word on them."""
    row = done.item.record
    if isinstance(done.item.match, Ask):
        row.candidates = done.item.candidates
    elif row.is_linked or not (row.decision or is_left_over(row)):
        row.candidates = []


def _keep_partly(done: Done, now: datetime) -> None:
    """How the record stands as a whole is told by an ordinary pass: the next one, if
    there is something to tell."""
    row = done.item.record
    if done.item.source is not None:
        return  # what is put back was no sync
    if done.kind not in {Kind.SKIPPED, Kind.FAILED}:
        row.synced_at = now
    if done.problems or row.status == Record.Status.FAILING:
        row.retry_at = now


def _keep_status(done: Done, now: datetime) -> None:
    row = done.item.record
    row.reason, row.message = done.reason, done.message
    if done.kind not in {Kind.SKIPPED, Kind.FAILED}:
        row.synced_at = now
    if done.problems:
        row.status = Record.Status.FAILING
        row.message = done.problems[0].message
        _try_again(row, now, done.error)
        return
    row.status = _status(done)
    if done.reason in MAY_PASS and not parting_of(done):
        _try_again(row, now)
    else:
        row.retry_at, row.tries = None, 0


def _try_again(row: Record, now: datetime, error: CrmError | None = None) -> None:
    row.retry_at = next_try(row.tries, now, error)
    row.tries = min(row.tries + 1, 1000)


def _status(done: Done) -> str:
    if not isinstance(done.plan, Skip):
        return Record.Status.IN_SYNC
    if done.plan.reason in {"duplicate", *ASKING}:
        return _duplicate(done.item.record)
    excluded = done.item.record.is_linked or done.item.verdict is not None
    return Record.Status.EXCLUDED if excluded else Record.Status.NOT_LINKED


def _duplicate(row: Record) -> str:
    is_left = row.decision == Record.Decision.LEAVE
    return Record.Status.NOT_LINKED if is_left else Record.Status.DUPLICATE
