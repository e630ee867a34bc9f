"""The company's id that somebody took from the account of a link, or wrote over: the
pass that reads the edit writes it back (K1)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.utils import timezone

from integrations.models import Outcome, Record
from integrations.records import KEY_FIELD, KEY_PROPERTY
from integrations.rules.flips import FLIPS, WITHIN
from integrations.rules.matching import Linked
from integrations.rules.plan import Change, Unchanged, Update
from integrations.said import said

if TYPE_CHECKING:
    from collections.abc import Iterable

    from integrations.engine.context import Context
    from integrations.engine.intend import Planned
    from integrations.engine.item import Item
    from integrations.records import Account
    from integrations.rules.plan import Plan

KEY_BACK = "key_back"
"""The reason of an outcome that wrote nothing else."""


def lost_keys(context: Context, read: Iterable[tuple[Record, Account]]) -> set[int]:
    """Of the links in sync, the records whose account does not carry the company's id.
    What a CRM refused has a date of its own."""
    if not context.has_key_field:
        return set()
    lost = {row.pk for row, account in read if _is_lost(row, account)}
    return lost - taken_each_time(lost) if lost else lost


def _is_lost(row: Record, account: Account) -> bool:
    in_sync = row.is_linked and row.status == Record.Status.IN_SYNC
    carried = account.fields.get(KEY_FIELD)
    return in_sync and not account.is_deleted and carried != row.company_id


def taken_each_time(pks: Iterable[int]) -> set[int]:
    """Something takes it away whenever it is written: for an hour it has its way."""
    wrote: Counter[int] = Counter()
    rows = Outcome.objects.filter(
        record__in=list(pks), at__gt=timezone.now() - WITHIN, run__dry_run=False
    ).exclude(changes=[])
    for pk, changes in rows.values_list("record_id", "changes"):
        wrote[pk or 0] += any(
            (it["side"], it["field"]) == ("salesforce", KEY_FIELD) for it in changes
        )
    return {pk for pk, times in wrote.items() if times >= FLIPS}


def keys_back(context: Context, planned: Iterable[Planned]) -> dict[int, Change]:
    """By record row."""
    found = ((item.record.pk, key_back(context, item, plan)) for item, plan in planned)
    return {pk: change for pk, change in found if change}


def key_back(context: Context, item: Item, plan: Plan) -> Change | None:
    """What a sync writes of it: only into a link that stood before, and that stands."""
    account, company = item.account, item.company
    if not (context.has_key_field and account and company and _stands(item, plan)):
        return None
    carried = account.fields.get(KEY_FIELD)
    if carried == company.id:
        return None
    old = str(carried) if carried else None
    return Change(KEY_PROPERTY, KEY_FIELD, "salesforce", old, company.id, company.id)


def _stands(item: Item, plan: Plan) -> bool:
    """Neither merged, nor deleted, nor made just now."""
    row, company = item.record, item.company
    is_theirs = company is not None and company.id == row.company_id
    is_new = row.agreement is None or isinstance(item.match, Linked)
    return is_theirs and not is_new and isinstance(plan, Unchanged | Update)


def told_back() -> str:
    return said("The company’s id was written back to the account.")


def foretold_back() -> str:
    return said("It would write the company’s id back to the account.")
