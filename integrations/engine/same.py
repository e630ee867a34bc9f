"""Does one side alone still show what both sides agreed on?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.rules.apart import held
from integrations.rules.values import Canonical, Unmappable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from integrations.records import Account, Company
    from integrations.rules.apart import Agreed
    from integrations.rules.mapping import FieldMapping
    from integrations.rules.rule import Side


def agrees(
    mappings: Sequence[FieldMapping],
    agreement: Mapping[str, Agreed] | None,
    *,
    account: Account | None = None,
    company: Company | None = None,
) -> bool:
    """True when every mapped value equals the last agreement in meaning."""
    if agreement is None:
        return False
    side: Side = "salesforce" if account is not None else "hubspot"
    try:
        return all(
            mapping.property.name in agreement
            and _value(mapping, account, company)
            == held(agreement[mapping.property.name], side)
            for mapping in mappings
        )
    except Unmappable:
        return False


def _value(
    mapping: FieldMapping, account: Account | None, company: Company | None
) -> Canonical:
    if account is not None:
        raw = account.fields.get(mapping.field.name)
        return mapping.convert.from_salesforce(raw)
    if company is not None:
        text = company.properties.get(mapping.property.name)
        return mapping.convert.from_hubspot(text)
    raise ValueError("Neither an account nor a company was given")
