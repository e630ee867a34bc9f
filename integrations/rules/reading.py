"""What each side of a pair holds, as far as it can be understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.rules.values import Unmappable
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
        return problem


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
