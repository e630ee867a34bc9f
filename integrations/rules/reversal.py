"""A written value on its way back, or why it must stay (R5)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from integrations.rules.reading import in_hubspot, in_salesforce, own_form
from integrations.rules.values import Kind, Unmappable, clean, shown
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
    """What a sync wrote into one field or property: from ``old`` to ``new``; ``stood``
    and ``wrote`` are the same in HubSpot's own form, where that is another."""

    property: str
    field: str
    side: Side
    old: Canonical
    new: Canonical
    stood: Canonical = None
    wrote: Canonical = None


@dataclass(frozen=True, slots=True)
class Reversal:
    """``value`` is the earlier one in the form its CRM takes, ``back`` what its side
    shows then, and ``stood`` what HubSpot holds in its own form; ``code`` and
    ``message`` tell why nothing is to be written."""

    wrote: Wrote
    now: Canonical = None
    value: object = None
    code: str = ""
    message: str = ""
    stood: Canonical = None
    back: Canonical = None

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
        reading = _read(wrote, mapping, account, company)
    except Unmappable as problem:
        return Reversal(wrote, code=problem.code, message=problem.message)
    if wrote.side == "salesforce" or company is None:
        return _weighed(wrote, reading, None, mapping)
    own = clean(company.properties.get(wrote.property))
    found = _weighed(wrote, reading, own, mapping)
    return replace(found, stood=own_form(mapping, company))


def _weighed(
    wrote: Wrote, reading: Reading, own: Canonical, mapping: FieldMapping
) -> Reversal:
    """``own``: what HubSpot holds, which Salesforce need not have a partner for."""
    now = shown(reading)
    if reading == wrote.old or (own and own == (wrote.stood or wrote.old)):
        message = said("%(name)s holds its earlier value already.", name=_name(wrote))
        return Reversal(wrote, now, code=RETURNED, message=message, back=now)
    if reading != wrote.new and (not own or own != (wrote.wrote or wrote.new)):
        message = said(
            "%(name)s in %(crm)s is not what the sync wrote any more: it was changed"
            " since, and stays.",
            name=_name(wrote),
            crm=CRMS[wrote.side],
        )
        return Reversal(wrote, now, code="not_ours", message=message)
    try:
        return _back(wrote, now, mapping)
    except Unmappable as problem:
        return Reversal(wrote, now, code=problem.code, message=problem.message)


def _back(wrote: Wrote, now: Canonical, mapping: FieldMapping) -> Reversal:
    if wrote.side == "salesforce":
        value = mapping.convert.to_salesforce(wrote.old)
        return Reversal(wrote, now, value, back=wrote.old)
    text = _in_hubspot_again(wrote, mapping)
    try:
        back = mapping.convert.from_hubspot(text)
    except Unmappable:
        back = clean(text)
    return Reversal(wrote, now, text, back=back)


def _in_hubspot_again(wrote: Wrote, mapping: FieldMapping) -> str:
    """As it stood there, though Salesforce may have no partner for it."""
    stood = wrote.stood
    if stood and _takes(mapping, stood):
        return stood
    try:
        return mapping.convert.to_hubspot(wrote.old)
    except Unmappable:
        if wrote.old and not stood and _takes(mapping, wrote.old):
            return wrote.old
        raise


def _takes(mapping: FieldMapping, text: str) -> bool:
    """Would HubSpot take this value of its own?"""
    found = mapping.property
    if found.calculated or found.read_only:
        return False
    if mapping.kind is Kind.OWNER:
        return text.isdecimal()
    choices = {option.value for option in found.options if option.active}
    return not choices or text in choices or choices.issuperset(text.split(";"))


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
