"""Both sides of one record as they are now, and what a sync would do."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from integrations.engine import metadata
from integrations.engine.clients import NotConnected, open_clients
from integrations.engine.context import context_of
from integrations.engine.foreseen import foreseen, next_pass
from integrations.engine.gather import gather
from integrations.engine.item import Item
from integrations.engine.kept import why_kept
from integrations.engine.pauses import paused_properties
from integrations.errors import CrmError
from integrations.models import Mapping, Record
from integrations.rules.apart import is_apart, last_agreed
from integrations.rules.departures import beforehand
from integrations.rules.matching import Linked
from integrations.rules.plan import Change, Create, Plan, Skip, Update
from integrations.said import said

if TYPE_CHECKING:
    from integrations.rules.mapping import FieldMapping


@dataclass(frozen=True, slots=True)
class SideBySide:
    """One mapping of the record; ``status`` is same, will_change, waits (for an account
    that cannot be created yet), kept (different, and to stay so), apart or problem;
    empty where nothing syncs."""

    property: str
    property_label: str
    field: str
    field_label: str
    rule: str
    account_value: str
    company_value: str
    agreed_value: str
    status: str
    note: str = ""
    is_paused: bool = False


@dataclass(slots=True)
class Sides:
    """``note`` says why it does not sync, or that a sync makes an account."""

    rows: list[SideBySide] = field(default_factory=list)
    problem: str = ""
    note: str = ""
    syncs: bool = False


def sides(record: Record) -> Sides:
    """``problem`` says why nothing can be shown."""
    try:
        clients = open_clients(record.integration)
        context = context_of(next_pass(record.integration), clients)
        items = gather(context, [{"record": record.pk, "account": None}])
        item = items[0] if items else Item(record)
        planned = foreseen(context, item)
    except (NotConnected, CrmError) as error:
        return Sides(problem=error.message)
    account, company = item.account, item.company
    if account is None and company is None:
        return Sides(problem=_("Neither CRM shows this record any more."))
    names = metadata.people_names(record.integration)
    return Sides(
        rows=[_row(mapping, item, planned, names) for mapping in context.mappings],
        note=_note(item, planned),
        syncs=not isinstance(planned, Skip),
    )


def _note(item: Item, planned: Plan) -> str:
    if isinstance(planned, Skip):
        return beforehand(planned)
    if isinstance(item.match, Linked):
        return said(
            "A sync links account %(account)s and company %(company)s.",
            account=item.record.account_id,
            company=item.company_id,
        )
    if isinstance(planned, Create) and planned.is_held_back:
        return held_back()
    if isinstance(planned, Create) and item.verdict:
        told = said("A sync creates its account.")
        return f"{told} {item.verdict.message}"
    return ""


def _row(
    mapping: FieldMapping, item: Item, planned: Plan, names: dict[str, str]
) -> SideBySide:
    name = mapping.property.name
    record, account, company = item.record, item.account, item.company
    status, note = _status(planned, name, names)
    if kept := why_kept(mapping, item, planned):
        status, note = "kept", kept
    in_salesforce = account.fields.get(mapping.field.name) if account else None
    in_hubspot = company.properties.get(name) if company else None
    return SideBySide(
        property=name,
        property_label=mapping.property.label,
        field=mapping.field.name,
        field_label=mapping.field.label,
        rule=str(Mapping.Rule(mapping.rule).label),
        account_value=_shown(in_salesforce, names),
        company_value=_shown(in_hubspot, names),
        agreed_value=_shown(last_agreed((record.agreement or {}).get(name)), names),
        status=status,
        note=note,
        is_paused=name in paused_properties(record),
    )


def _status(planned: Plan, name: str, names: dict[str, str]) -> tuple[str, str]:
    if isinstance(planned, Skip):
        return "", ""
    for problem in planned.problems:
        if problem.property == name:
            return "problem", problem.message
    changes = planned.changes if isinstance(planned, Create | Update) else ()
    for change in changes:
        if change.property == name:
            return _of_change(planned, change, names)
    if is_apart(planned.agreement.get(name)):
        return "apart", _("Undone: left apart until either side is edited.")
    return "same", ""


def _of_change(planned: Plan, change: Change, names: dict[str, str]) -> tuple[str, str]:
    if isinstance(planned, Create) and planned.is_held_back:
        return "waits", ""
    return "will_change", sentence(change, names)


def held_back() -> str:
    """Of an account with a value that Salesforce would refuse (A7)."""
    return said(
        "A sync does not create the account, as Salesforce would refuse it. It does so "
        "once what is named here is set right."
    )


def sentence(change: Change, names: dict[str, str]) -> str:
    crm = "HubSpot" if change.side == "hubspot" else "Salesforce"
    if change.new is None:
        return _("A sync will clear it in %(crm)s.") % {"crm": crm}
    return _("A sync will set it in %(crm)s to %(new)s.") % {
        "crm": crm,
        "new": _shown(change.new, names),
    }


def _shown(value: object, names: dict[str, str]) -> str:
    """As a person reads it: people by name, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return names.get(str(value), str(value))
