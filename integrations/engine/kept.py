"""Values that differ and that a sync leaves so, though nothing stands in its way: the
owner is blank, or nobody's, in one CRM (M8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.rules.apart import is_apart, is_given
from integrations.rules.plan import Skip
from integrations.rules.reading import in_hubspot, in_salesforce
from integrations.said import said

if TYPE_CHECKING:
    from integrations.engine.item import Item
    from integrations.rules.mapping import FieldMapping
    from integrations.rules.plan import Plan


def why_kept(mapping: FieldMapping, item: Item, planned: Plan) -> str:
    """Empty where the two sides mean the same, or something else is told of them."""
    account, company, name = item.account, item.company, mapping.property.name
    if isinstance(planned, Skip) or account is None or company is None:
        return ""
    told = {it.property for it in planned.problems}
    told |= {it.property for it in getattr(planned, "changes", ())}
    agreed = planned.agreement.get(name)
    if name in told or (is_apart(agreed) and not is_given(agreed)):
        return ""
    if in_salesforce(mapping, account) == in_hubspot(mapping, company):
        return ""
    return _chosen() if is_given(agreed) else _kept()


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
