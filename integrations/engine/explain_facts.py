"""What Why? must know of one record: both sides as they are now, in eight calls or
less unless the company has hundreds of contacts. Nothing is written anywhere."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from integrations.engine import known
from integrations.engine.company_merges import follow
from integrations.engine.creation import decisions, verdict
from integrations.engine.foreseen import foreseen
from integrations.engine.item import Item
from integrations.engine.lost_keys import key_back, taken_each_time
from integrations.engine.partner_search import (
    find_accounts,
    find_companies,
    found_by_step,
)
from integrations.engine.wished import is_wished
from integrations.ids import normalise_id
from integrations.models import Record
from integrations.rules.matching import Candidate, Linked
from integrations.said import said
from integrations.salesforce import soql
from integrations.salesforce.answers import to_account

if TYPE_CHECKING:
    from integrations.engine.context import Context
    from integrations.models import Integration
    from integrations.records import Account, Company
    from integrations.rules.creation import Decision
    from integrations.rules.plan import Plan


class Unknown(Exception):
    """Neither Syncadmin nor the CRM has the record; ``message`` names it."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(slots=True)
class Facts:
    """``found`` is what each step of the search for a partner finds, of a record
    without one; ``plan`` what a sync would do now; ``merged_id`` the id by which
    a company was asked for that lives on under another; ``gives_key_back``: whether
    one would write the company's id to the account again."""

    context: Context
    item: Item
    decision: Decision | None = None
    found: dict[str, list[Candidate]] = field(default_factory=dict)
    plan: Plan | None = None
    gives_key_back: bool = False
    merged_id: str = ""

    @property
    def record(self) -> Record:
        return self.item.record

    @property
    def is_gone(self) -> bool:
        """Neither CRM has it any more, or the one that had it: it gets no partner."""
        account, company = self.item.account, self.item.company
        return account.is_deleted if account else company is None


def known_record(
    integration: Integration, company_id: str | None, account_id: str | None
) -> Record | None:
    side = {"company_id": company_id} if company_id else {"account_id": account_id}
    return integration.records.filter(**side).first()


def checked_ids(
    company_id: str | None, account_id: str | None
) -> tuple[str | None, str | None]:
    """Both as they are stored; raises Unknown for what cannot be an id."""
    if company_id and not (company_id.isascii() and company_id.isdecimal()):
        raise Unknown(
            said(
                "%(id)s is not the id of a HubSpot company: those are numbers.",
                id=company_id,
            )
        )
    try:
        return company_id, normalise_id(account_id) if account_id else None
    except ValueError as error:
        raise Unknown(str(error)) from error


def facts_of_company(context: Context, company_id: str) -> Facts:
    company = _company(context, company_id)
    record = known_record(context.integration, company_id, None)
    if record is None and company is not None:
        record = known_record(context.integration, company.id, None) or _new(
            context, company=company
        )
    if record is None:
        raise Unknown(
            said(
                "HubSpot has no company %(id)s, and Syncadmin knows none.",
                id=company_id,
            )
        )
    account = _account(context, record.account_id)
    return _decided(_of_both(context, Item(record, account, company), company_id))


def facts_of_account(context: Context, account_id: str) -> Facts:
    account = _account(context, account_id)
    record = known_record(context.integration, None, account_id)
    if record is None and account is not None:
        record = _new(context, account=account)
    if record is None:
        raise Unknown(
            said(
                "Salesforce has no account %(id)s, and Syncadmin knows none.",
                id=account_id,
            )
        )
    company = _company(context, record.company_id)
    item = Item(record, account, company)
    return _decided(_of_both(context, item, record.company_id))


def _of_both(context: Context, item: Item, company_id: str | None) -> Facts:
    """HubSpot answers for a merged company with the one it lives on as."""
    moved = item.company is not None and item.company.id != company_id
    return Facts(context, item, merged_id=(company_id or "") if moved else "")


def _new(
    context: Context, *, account: Account | None = None, company: Company | None = None
) -> Record:
    """A row as the next pass would make it; it is not saved."""
    record = Record(integration=context.integration)
    if account is not None:
        record.account_id = account.id
        known.describe_account(record, account)
    if company is not None:
        record.company_id = company.id
        known.describe_company(record, company)
    return record


def _company(context: Context, company_id: str | None) -> Company | None:
    if not company_id:
        return None
    hubspot = context.clients.hubspot
    return hubspot.read_companies([company_id], context.properties).get(company_id)


def _account(context: Context, account_id: str | None) -> Account | None:
    """A deleted one too: only a query shows that and into which it was merged."""
    if not account_id:
        return None
    asked = soql.select(context.fields, f"Id = {soql.quote(account_id)}")
    page = context.clients.salesforce.query(asked, include_deleted=True)
    return next((to_account(row) for row in page.rows), None)


def _decided(facts: Facts) -> Facts:
    context, item = facts.context, facts.item
    if item.company:
        asked = decisions(
            context.integration,
            context.clients,
            [item.company],
            manual=is_wished(item.record),
        )
        facts.decision = asked[item.company.id]
    if not (item.record.is_linked or facts.is_gone):
        item = _searched(facts)
    elif facts.merged_id:
        item = _followed(facts)
    facts.plan = foreseen(context, item)
    key = key_back(context, item, facts.plan)
    facts.gives_key_back = bool(key and not taken_each_time([item.record.pk]))
    return facts


def _followed(facts: Facts) -> Item:
    """Returns the record to plan: its company may be another account's by the merge."""
    item = replace(facts.item)
    follow(facts.context, [item])
    return item


def _searched(facts: Facts) -> Item:
    """Returns the record to plan: joined with the partner found, if it is the one."""
    context, item = facts.context, facts.item
    facts.found = found_by_step(context, item)
    if item.account is not None:
        find_companies(context, [item])
        item.company = _company(context, item.company_id)
        return item
    if facts.decision:
        item.verdict = verdict(facts.decision)
    if item.verdict and item.verdict.creates:
        find_accounts(context, [item])
    if not isinstance(item.match, Linked):
        return item
    row = context.integration.records.get(account_id=item.match.partner_id)
    account = _account(context, row.account_id)
    match = Linked(item.record.company_id or "", item.match.step)
    return Item(row, account, item.company, match)
