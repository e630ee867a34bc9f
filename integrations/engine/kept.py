"""Owners that differ and that a sync leaves so, though nothing stands in its way: one
is blank, or nobody's in the other CRM (M8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.rules.apart import is_apart, is_given
from integrations.rules.plan import Create, Skip, Update
from integrations.rules.reading import in_hubspot, in_salesforce
from integrations.rules.values import Kind
from integrations.said import said

if TYPE_CHECKING:
    from integrations.engine.item import Item
    from integrations.rules.mapping import FieldMapping
    from integrations.rules.plan import Plan, Unchanged


def why_kept(mapping: FieldMapping, item: Item, planned: Plan) -> str:
    """Empty where the two sides mean the same, or something else is told of them. Of
    other values, such as a checkbox that is off and one that is blank, a sync leaves
    only those that mean the same."""
    account, company, name = item.account, item.company, mapping.property.name
    if mapping.kind is not Kind.OWNER or account is None or company is None:
        return ""
    if isinstance(planned, Skip) or name in _told(planned):
        return ""
    agreed = planned.agreement.get(name)
    if is_apart(agreed) and not is_given(agreed):
        return ""
    if in_salesforce(mapping, account) == in_hubspot(mapping, company):
        return ""
    return _chosen() if is_given(agreed) else _kept()


def _told(planned: Create | Update | Unchanged) -> set[str]:
    found = {it.property for it in planned.problems}
    if isinstance(planned, Create | Update):
        found |= {it.property for it in planned.changes}
    return found


def _chosen() -> str:
    return said(
        "Salesforce chose this owner when it created the account: HubSpot had none "
        "for it. It stays until somebody chooses another in either CRM."
    )


def _kept() -> str:
    return said(
        "An owner that is blank, or has no partner of the same e-mail address, changes "
        "nothing: each side keeps its own."
    )
