"""The end of a link: its row keeps the account, the company gets one of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.engine import known
from integrations.engine.known_words import remember_words
from integrations.engine.reasons import (
    ACCOUNT_MERGED,
    ASKING,
    COMPANIES_MERGED,
    COMPANY_DELETED,
)
from integrations.models import Record
from integrations.rules.departures import Parting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from integrations.engine.item import Item
    from integrations.engine.judge import Done
    from integrations.models import Integration


OF_PARTED = [
    "name",
    "domain",
    "status",
    "reason",
    "message",
    "candidates",
    "decision",
    "company_digest",
    "company_modified_at",
    "synced_at",
    "retry_at",
    "tries",
]


def part(item: Item, plan: Parting) -> Record | None:
    """The company's row, still to be saved; None where the company is no more.

    An account that comes back out of the recycle bin syncs again. What else is left is
    left alone, or it would be made anew at its next change.
    """
    row = item.record
    company = split(row)
    for side in (row, company):
        side.status, side.retry_at, side.tries = Record.Status.NOT_LINKED, None, 0
        side.reason, side.message = plan.reason, plan.message
    if plan.reason in ASKING:
        return _asking(item, company)
    if item.absorbed:
        return None
    company.decision = Record.Decision.LEAVE
    if plan.deletes:
        company.reason = COMPANY_DELETED
    if plan.reason == COMPANY_DELETED:
        row.decision = Record.Decision.LEAVE
    return company


def _asking(item: Item, company: Record) -> Record | None:
    """One of the two is left over of a merge, and waits for a person."""
    row = item.record
    asks = row if row.reason == COMPANIES_MERGED else company
    asks.status, asks.candidates = Record.Status.DUPLICATE, item.candidates
    if row.reason == COMPANIES_MERGED:
        return None
    row.reason = ACCOUNT_MERGED
    return company


def save_parted(integration: Integration, done: Sequence[Done]) -> None:
    """The companies' rows, once the links have let go of them. One that is known by
    itself, as what others were merged into, has its row already."""
    rows = {one.parted.company_id or "": one for one in done if one.parted}
    if not rows:
        return
    there = known.known_companies(integration, rows)
    for company_id, one in rows.items():
        if company_id in there:
            one.parted = _into(there[company_id], one.parted)
    parted = [one.parted for one in rows.values() if one.parted]
    new = [row for row in parted if row._state.adding]
    remember_words(Record.objects.bulk_create(new))
    known.save([row for row in parted if not row._state.adding], OF_PARTED)


def _into(known_row: Record, parted: Record | None) -> Record | None:
    """None: another link has it."""
    if parted is None or known_row.is_linked:
        return None
    for name in OF_PARTED:
        setattr(known_row, name, getattr(parted, name))
    return known_row


def split(row: Record) -> Record:
    """Take the company's side out of a link."""
    company = Record(
        integration_id=row.integration_id,
        company_id=row.company_id,
        name=row.name,
        domain=row.domain,
        company_digest=row.company_digest,
        company_modified_at=row.company_modified_at,
        synced_at=row.synced_at,
    )
    row.company_id, row.agreement = None, None
    row.company_digest, row.company_modified_at = "", None
    row.candidates = []
    return company


def parting_of(done: Done) -> Parting | None:
    """None too where a CRM refused it: then the link stands."""
    if isinstance(done.plan, Parting) and not done.problems:
        return done.plan
    return None


def keep_decisions(done: Sequence[Done]) -> None:
    """A decision ends with the link it was about, or begins with the end of one."""
    rows = [one.item.record for one in done]
    linked = Record.objects.filter(pk__in=[row.pk for row in rows if row.is_linked])
    linked.exclude(decision="").update(decision="")
    parted = [one.item.record for one in done if parting_of(one)]
    left = [row.pk for row in parted if row.decision == Record.Decision.LEAVE]
    if left:
        left_alone = Record.objects.filter(pk__in=left)
        left_alone.update(decision=Record.Decision.LEAVE)
