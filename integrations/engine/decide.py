"""What should happen with each record of a batch: the rules, applied to the facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from integrations.engine.partner_search import is_left_alone
from integrations.engine.unlink import UNLINKED
from integrations.rules.matching import Ask
from integrations.rules.plan import Plan, Skip, plan

if TYPE_CHECKING:
    from integrations.engine.context import Context
    from integrations.engine.gather import Item
    from integrations.models import Record


def decide(context: Context, item: Item) -> Plan:
    row = item.record
    if item.account is None and row.account_id:
        return Skip("account_missing", _account_missing(item))
    if item.company_id and item.company is None:
        return Skip("company_deleted", _company_deleted(item))
    if is_left_alone(context, row):
        return _left_alone(row)
    if item.verdict and not item.verdict.creates:
        return Skip(item.verdict.code, item.verdict.message)
    if isinstance(item.match, Ask) and not (item.account and item.account.is_deleted):
        return Skip("duplicate", _duplicate(item, item.match))
    return plan(item.account, item.company, row.agreement, context.mappings)


def _account_missing(item: Item) -> str:
    return _(
        "Salesforce no longer shows account %(id)s to the connected user: it was "
        "deleted, or the user may not see it. Nothing was changed."
    ) % {"id": item.record.account_id}


def _company_deleted(item: Item) -> str:
    return _(
        "Company %(id)s was deleted in HubSpot. Nothing was changed; restore it from "
        "HubSpot's recycle bin to sync it again."
    ) % {"id": item.company_id}


def _left_alone(row: Record) -> Skip:
    if row.reason == UNLINKED:
        return Skip(row.reason, row.message)
    return Skip(
        "left",
        _("It is left alone, as somebody decided, until somebody chooses Resync."),
    )


def _duplicate(item: Item, match: Ask) -> str:
    """In words that fit either side; the page lets a person choose."""
    ids = ", ".join(candidate.id for candidate in match.candidates)
    if item.account is None:
        return _(
            "Several accounts may be this company: %(ids)s. Nothing was created. "
            "Choose the right one, or Create new, under Possible duplicates."
        ) % {"ids": ids}
    return _(
        "Several companies may be this account: %(ids)s. Nothing was created. "
        "Choose the right one, or Create new, under Possible duplicates."
    ) % {"ids": ids}
