"""The calls that change the CRMs: one upsert and one update call per 100 companies,
one per 200 accounts. Every one may be repeated without making anything twice."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from integrations.engine.claim import Lease, renew
from integrations.errors import CrmError
from integrations.records import KEY_FIELD, KEY_PROPERTY, Written
from integrations.rules.plan import Create, Plan, Update

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from integrations.engine.context import Context
    from integrations.engine.gather import Item
    from integrations.engine.intend import Planned

Result = Written | CrmError


@dataclass(slots=True)
class Results:
    """By account id, what HubSpot and Salesforce said of each record written."""

    hubspot: dict[str, Result] = field(default_factory=dict)
    salesforce: dict[str, Result] = field(default_factory=dict)


def write(context: Context, lease: Lease, planned: Sequence[Planned]) -> Results:
    results = Results()
    _create_companies(context, planned, results)
    _update_companies(context, planned, results)
    accounts = _account_changes(context, planned, results)
    if accounts:
        renew(lease)
        results.salesforce = context.clients.salesforce.update_accounts(accounts)
    return results


def _create_companies(
    context: Context, planned: Sequence[Planned], results: Results
) -> None:
    wanted = {
        _account_id(item): company_values(plan)
        for item, plan in planned
        if isinstance(plan, Create)
    }
    if wanted:
        results.hubspot |= context.clients.hubspot.upsert_companies(
            KEY_PROPERTY, wanted
        )


def _update_companies(
    context: Context, planned: Sequence[Planned], results: Results
) -> None:
    wanted = {
        item.company_id: (_account_id(item), values)
        for item, plan in planned
        if isinstance(plan, Update)
        and item.company_id
        and (values := company_values(plan))
    }
    if wanted:
        answers = context.clients.hubspot.update_companies(
            {company_id: values for company_id, (_id, values) in wanted.items()}
        )
        for company_id, answer in answers.items():
            results.hubspot[wanted[company_id][0]] = answer


def _account_changes(
    context: Context, planned: Sequence[Planned], results: Results
) -> dict[str, dict[str, object]]:
    changes: dict[str, dict[str, object]] = {}
    for item, plan in planned:
        values = account_values(plan)
        values |= _key(context, item, results)
        if values:
            changes[_account_id(item)] = values
    return changes


def _key(context: Context, item: Item, results: Results) -> Mapping[str, object]:
    """The company's id, written back where the account does not carry it yet."""
    company_id = company_id_of(item, results)
    account = item.account
    if not (context.has_key_field and company_id and account) or account.is_deleted:
        return {}
    return (
        {} if account.fields.get(KEY_FIELD) == company_id else {KEY_FIELD: company_id}
    )


def company_id_of(item: Item, results: Results) -> str | None:
    written = results.hubspot.get(_account_id(item))
    if isinstance(written, Written):
        return written.id
    return item.company_id if item.company else None


def company_values(plan: Plan) -> dict[str, str | None]:
    """What to send to HubSpot, where every value is text."""
    if not isinstance(plan, Create | Update):
        return {}
    mine = [change for change in plan.changes if change.side == "hubspot"]
    return {c.property: None if c.value is None else str(c.value) for c in mine}


def account_values(plan: Plan) -> dict[str, object]:
    if not isinstance(plan, Create | Update):
        return {}
    mine = [change for change in plan.changes if change.side == "salesforce"]
    return {change.field: change.value for change in mine}


def _account_id(item: Item) -> str:
    return item.record.account_id or ""
