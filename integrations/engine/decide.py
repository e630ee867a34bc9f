"""What should happen with each record of a batch: the rules, applied to the facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from integrations.engine import account_merges, company_merges, gone
from integrations.engine.partner_search import is_left_alone
from integrations.engine.pauses import unpaused, with_pauses
from integrations.engine.reasons import ASKING, COMPANY_DELETED, LEFT, LEFT_ASKED
from integrations.engine.unlink import UNLINKED
from integrations.models import Record
from integrations.rules.apart import together
from integrations.rules.matching import Ask
from integrations.rules.plan import Plan, Skip, plan

if TYPE_CHECKING:
    from integrations.engine.context import Context
    from integrations.engine.item import Item


def decide(context: Context, item: Item) -> Plan:
    skip = _gone(context, item) or _undecided(context, item)
    if skip is not None:
        return skip
    agreement = item.record.agreement
    if context.compares_whole:
        agreement = together(agreement)
    mappings = unpaused(context, item)
    planned = plan(item.account, item.company, agreement, mappings)
    return with_pauses(context, item, planned)


def _gone(context: Context, item: Item) -> Skip | None:
    """One of the two is not there any more (K5, K6)."""
    if item.account is None and item.record.account_id:
        return Skip("account_missing", _account_missing(item))
    if item.account and item.account.is_deleted:
        if account_merges.is_lost(item):
            return account_merges.of_account(item)
        if item.absorbed:
            return company_merges.of_deleted_account(item)
        return gone.of_account(context, item)
    if item.rival:
        return company_merges.of_company(item)
    if item.company_id and item.company is None:
        return gone.of_company(context, item)
    return None


def _undecided(context: Context, item: Item) -> Skip | None:
    """A person or the rules say that it has no partner, or which is not clear (K4)."""
    row = item.record
    if item.merged:  # what was left open is settled by the merge
        return None
    if is_left_over(row):
        return Skip(row.reason, row.message)
    if is_left_alone(context, row):
        return _left_alone(row)
    if item.verdict and not item.verdict.creates:
        return Skip(item.verdict.code, item.verdict.message)
    if isinstance(item.match, Ask):
        return Skip("duplicate", _duplicate(item, item.match))
    return None


def is_left_over(row: Record) -> bool:
    """Of a merge: only a person says what becomes of it."""
    create_new = row.decision == Record.Decision.CREATE_NEW
    return row.reason in ASKING and not row.is_linked and not create_new


def _account_missing(item: Item) -> str:
    return _(
        "Salesforce no longer shows account %(id)s to the connected user: it was "
        "deleted, or the user may not see it. Nothing was changed."
    ) % {"id": item.record.account_id}


def _left_alone(row: Record) -> Skip:
    if row.reason in {UNLINKED, COMPANY_DELETED, LEFT_ASKED}:
        return Skip(row.reason, row.message)
    return Skip(
        LEFT,
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
