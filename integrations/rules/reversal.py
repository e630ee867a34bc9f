"""A written value on its way back, or why it must stay (R5)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from integrations.rules.reading import in_hubspot, in_salesforce, own_form
from integrations.rules.values import Unmappable
from integrations.said import said

if TYPE_CHECKING:
    from integrations.records import Account, Company
    from integrations.rules.mapping import FieldMapping
    from integrations.rules.rule import Side
    from integrations.rules.values import Canonical, Reading

CRMS = {"salesforce": "Salesforce", "hubspot": "HubSpot"}
RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Wrote:
    """What a sync wrote into one field or property: from ``old`` to ``new``."""

    property: str
    field: str
    side: Side
    old: Canonical
    new: Canonical


@dataclass(frozen=True, slots=True)
class Reversal:
    """``value`` is the earlier one in the form its CRM takes, ``stood`` what HubSpot
    holds in its own; ``code`` and ``message`` tell why nothing is to be written."""

    wrote: Wrote
    now: Canonical = None
    value: object = None
    code: str = ""
    message: str = ""
    stood: Canonical = None

    @property
    def is_possible(self) -> bool:
        return not self.code


def reverse(
    wrote: Wrote,
    mapping: FieldMapping | None,
    account: Account | None,
    company: Company | None,
) -> Reversal:
    """Back to the earlier value, only where the side still holds the written one."""
    crm, name = CRMS[wrote.side], _name(wrote)
    if mapping is None:
        message = said(
            "%(name)s is no field mapping any more, so it cannot be written.", name=name
        )
        return Reversal(wrote, code="unmapped", message=message)
    if (account if wrote.side == "salesforce" else company) is None:
        message = said(
            "%(crm)s no longer shows the record: it was deleted or unlinked.", crm=crm
        )
        return Reversal(wrote, code="record_gone", message=message)
    try:
        found = _weighed(wrote, _read(wrote, mapping, account, company), mapping)
    except Unmappable as problem:
        return Reversal(wrote, code=problem.code, message=problem.message)
    if wrote.side == "salesforce" or company is None:
        return found
    return replace(found, stood=own_form(mapping, company))


def _weighed(wrote: Wrote, reading: Reading, mapping: FieldMapping) -> Reversal:
    now = reading.value if isinstance(reading, Unmappable) else reading
    if reading == wrote.old:
        message = said("%(name)s holds its earlier value already.", name=_name(wrote))
        return Reversal(wrote, now, code=RETURNED, message=message)
    if reading != wrote.new:
        message = said(
            "%(name)s in %(crm)s is not what the sync wrote any more: it was changed"
            " since, and stays.",
            name=_name(wrote),
            crm=CRMS[wrote.side],
        )
        return Reversal(wrote, now, code="not_ours", message=message)
    convert = mapping.convert
    to_side = (
        convert.to_salesforce if wrote.side == "salesforce" else convert.to_hubspot
    )
    return Reversal(wrote, now, value=to_side(wrote.old))


def _read(
    wrote: Wrote,
    mapping: FieldMapping,
    account: Account | None,
    company: Company | None,
) -> Reading:
    if wrote.side == "salesforce" and account is not None:
        return in_salesforce(mapping, account)
    if company is not None:
        return in_hubspot(mapping, company)
    raise ValueError("Neither an account nor a company was given")


def _name(wrote: Wrote) -> str:
    return wrote.field if wrote.side == "salesforce" else wrote.property
