"""The calls that change the CRMs: one upsert and one update call per 100 companies,
one of each per 200 accounts. Each may be repeated without making anything twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from integrations.engine.attach import attach
from integrations.engine.claim import Lease, renew
from integrations.engine.lost_keys import keys_back
from integrations.errors import CrmError
from integrations.records import KEY_FIELD, KEY_PROPERTY, Written
from integrations.rules.departures import Parting
from integrations.rules.plan import Create, Plan, Skip, Update

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typing_extensions import TypeIs

    from integrations.engine.context import Context
    from integrations.engine.intend import Planned
    from integrations.engine.item import Item
    from integrations.engine.sync_errors import Problem
    from integrations.records import Account
    from integrations.rules.plan import Change

Result = Written | CrmError
Call = Callable[[Mapping[str, Mapping[str, object]]], Mapping[str, Result]]


@dataclass(slots=True)
class Results:
    """By record row, what HubSpot and Salesforce said of what was written.

    ``made``: the accounts that were created, as they look now; ``unattached``: those
    of them that their private contacts could not be given; ``keys``: the companies' ids
    that were sent to accounts which had lost them.
    """

    hubspot: dict[int, Result] = field(default_factory=dict)
    salesforce: dict[int, Result] = field(default_factory=dict)
    made: dict[int, Account] = field(default_factory=dict)
    keys: dict[int, Change] = field(default_factory=dict)
    unattached: dict[int, Problem] = field(default_factory=dict)


def write(context: Context, lease: Lease, planned: Sequence[Planned]) -> Results:
    """What is created first gives its id to the other side, as that one's key."""
    hubspot, salesforce = context.clients.hubspot, context.clients.salesforce
    results = Results()

    def upsert_accounts(rows: Mapping[str, Mapping[str, object]]) -> dict[str, Result]:
        renew(lease)
        return salesforce.upsert_accounts(KEY_FIELD, rows)

    def update_accounts(rows: Mapping[str, Mapping[str, object]]) -> dict[str, Result]:
        renew(lease)
        return salesforce.update_accounts(rows)

    def upsert_companies(rows: Mapping[str, Mapping[str, object]]) -> dict[str, Result]:
        renew(lease)
        return hubspot.upsert_companies(KEY_PROPERTY, as_texts(rows))

    def update_companies(rows: Mapping[str, Mapping[str, object]]) -> dict[str, Result]:
        renew(lease)
        return hubspot.update_companies(as_texts(rows))

    def archive_companies(
        rows: Mapping[str, Mapping[str, object]],
    ) -> dict[str, Result]:
        renew(lease)
        return hubspot.archive_companies(rows)

    _send(upsert_accounts, _new_accounts(planned), results.salesforce)
    _send(upsert_companies, _new_companies(planned), results.hubspot)
    _send(update_companies, _company_changes(planned, results), results.hubspot)
    _send(
        update_accounts, _account_changes(context, planned, results), results.salesforce
    )
    _send(archive_companies, _companies_to_archive(planned), results.hubspot)
    results.keys = keys_back(context, planned)
    results.made = _read_back(context, planned, results)
    results.unattached = attach(context, planned, results)
    return results


Rows = dict[int, tuple[str, Mapping[str, object]]]
"""By record row: the id or key to write by, and the values."""


def _send(call: Call, rows: Rows, results: dict[int, Result]) -> None:
    if not rows:
        return
    answers = call(dict(rows.values()))
    results.update({pk: answers[key] for pk, (key, _values) in rows.items()})


def _new_accounts(planned: Sequence[Planned]) -> Rows:
    """Nothing is sent that Salesforce would refuse: it is an error at once (A7)."""
    return {
        item.record.pk: (item.company_id or "", account_values(plan))
        for item, plan in planned
        if is_new(plan, "salesforce") and not plan.is_held_back
    }


def _new_companies(planned: Sequence[Planned]) -> Rows:
    return {
        item.record.pk: (item.record.account_id or "", company_values(plan))
        for item, plan in planned
        if is_new(plan, "hubspot")
    }


def _company_changes(planned: Sequence[Planned], results: Results) -> Rows:
    changes: Rows = {}
    for item, plan in planned:
        if is_new(plan, "hubspot") or not item.company:
            continue
        values: dict[str, object] = dict(company_values(plan))
        if is_new(plan, "salesforce"):
            created = results.salesforce.get(item.record.pk)
            if not isinstance(created, Written):
                continue
            values[KEY_PROPERTY] = created.id
        if values:
            changes[item.record.pk] = (item.company.id, values)
    return changes


def _companies_to_archive(planned: Sequence[Planned]) -> Rows:
    return {
        item.record.pk: (item.company.id, {})
        for item, plan in planned
        if isinstance(plan, Parting) and plan.deletes and item.company
    }


def _account_changes(
    context: Context, planned: Sequence[Planned], results: Results
) -> Rows:
    changes: Rows = {}
    for item, plan in planned:
        if item.account is None:
            continue
        values = account_values(plan)
        if not isinstance(plan, Skip):
            values |= _key(context, item, results)
        if values:
            changes[item.record.pk] = (item.account.id, values)
    return changes


def _read_back(
    context: Context, planned: Sequence[Planned], results: Results
) -> dict[int, Account]:
    """By record row; one call for all the accounts this batch made."""
    ids = {
        item.record.pk: answer.id
        for item, plan in planned
        if is_new(plan, "salesforce")
        and isinstance(answer := results.salesforce.get(item.record.pk), Written)
    }
    if not ids:
        return {}
    wanted = list(ids.values())
    found = context.clients.salesforce.retrieve_accounts(wanted, context.fields)
    return {pk: found[id_] for pk, id_ in ids.items() if id_ in found}


def _key(context: Context, item: Item, results: Results) -> dict[str, object]:
    """The company's id, written back where the account does not carry it yet."""
    company_id, account = company_id_of(item, results), item.account
    if not (context.has_key_field and company_id and account) or account.is_deleted:
        return {}
    return (
        {} if account.fields.get(KEY_FIELD) == company_id else {KEY_FIELD: company_id}
    )


def is_new(plan: Plan, side: str) -> TypeIs[Create]:
    """Does the plan make a record on this side?"""
    return isinstance(plan, Create) and plan.side == side


def company_id_of(item: Item, results: Results) -> str | None:
    written = results.hubspot.get(item.record.pk)
    if isinstance(written, Written):
        return written.id
    return item.company.id if item.company else None


def account_id_of(item: Item, results: Results) -> str | None:
    written = results.salesforce.get(item.record.pk)
    return written.id if isinstance(written, Written) else item.record.account_id


def company_values(plan: Plan) -> dict[str, object]:
    return _values(plan, "hubspot")


def account_values(plan: Plan) -> dict[str, object]:
    return _values(plan, "salesforce")


def _values(plan: Plan, side: str) -> dict[str, object]:
    if isinstance(plan, Parting):
        return _cleared(plan, side)
    if not isinstance(plan, Create | Update):
        return {}
    mine = [change for change in plan.changes if change.side == side]
    if side == "hubspot":
        return {change.property: change.value for change in mine}
    return {change.field: change.value for change in mine}


def _cleared(plan: Parting, side: str) -> dict[str, object]:
    """The key of a partner that is gone, so that nothing links the two again."""
    if plan.clears != side:
        return {}
    return {KEY_PROPERTY if side == "hubspot" else KEY_FIELD: None}


def as_texts(
    rows: Mapping[str, Mapping[str, object]],
) -> dict[str, dict[str, str | None]]:
    """HubSpot takes every value as text."""
    return {
        key: {
            name: None if value is None else str(value)
            for name, value in values.items()
        }
        for key, values in rows.items()
    }
