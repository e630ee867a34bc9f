"""What each side of a pair holds, as far as it can be understood."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from integrations.rules.values import Unmappable, clean
from integrations.said import said

if TYPE_CHECKING:
    from integrations.records import Account, Company
    from integrations.rules.mapping import FieldMapping
    from integrations.rules.values import Canonical, Reading


def in_salesforce(mapping: FieldMapping, account: Account) -> Reading:
    """Raises Unmappable where the field was not read: that is not a blank."""
    try:
        raw = account.fields[mapping.field.name]
    except KeyError:
        raise _not_read("Salesforce", mapping.field.label) from None
    try:
        return mapping.convert.from_salesforce(raw)
    except Unmappable as problem:
        return problem


def in_hubspot(mapping: FieldMapping, company: Company) -> Reading:
    """Raises Unmappable where the property was not read.

    HubSpot leaves out a property that is gone (recorded): that is not a blank.
    """
    try:
        raw = company.properties[mapping.property.name]
    except KeyError:
        raise _not_read("HubSpot", mapping.property.label) from None
    try:
        return mapping.convert.from_hubspot(raw)
    except Unmappable as problem:
        problem.whole = clean(raw)
        return problem


def own_form(mapping: FieldMapping, company: Company) -> str | None:
    """HubSpot's own value where it is not the canonical one: an option, or an owner."""
    if not mapping.values:
        return None
    return company.properties.get(mapping.property.name)


def agreed_there(
    mapping: FieldMapping, company: Company | None, agreed: str
) -> str | None:
    """What HubSpot held when both agreed. None where that cannot be told any more: it
    holds something else by now, and several of its values mean the same."""
    try:
        if company and in_hubspot(mapping, company) == agreed:
            return own_form(mapping, company)
        meanings = Counter(theirs.strip() for theirs in mapping.values.values())
        if any(meanings[part] != 1 for part in agreed.split(";")):
            return None
        return mapping.convert.to_hubspot(agreed)
    except Unmappable:
        return None


def understood(reading: Reading) -> Canonical:
    if isinstance(reading, Unmappable):
        raise reading
    return reading


def _not_read(crm: str, label: str) -> Unmappable:
    return Unmappable(
        "not_read",
        said(
            "%(crm)s did not answer with %(label)s: check that it still exists there"
            " and that the connection may read it.",
            crm=crm,
            label=label,
        ),
    )
