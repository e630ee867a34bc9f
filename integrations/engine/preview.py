"""Both sides of one record as they are now, and what a sync would do."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from integrations.engine.clients import NotConnected, open_clients
from integrations.engine.context import context_of
from integrations.engine.foreseen import foreseen, next_pass
from integrations.engine.gather import gather
from integrations.engine.item import Item
from integrations.engine.kept import why_kept
from integrations.engine.lost_keys import foretold_back, key_back
from integrations.engine.pauses import paused_properties
from integrations.engine.shown import Shown, Told
from integrations.errors import CrmError
from integrations.models import Mapping, Record
from integrations.rules.apart import is_apart, last_agreed
from integrations.rules.departures import beforehand
from integrations.rules.matching import Linked
from integrations.rules.plan import Change, Create, Plan, Skip, Update
from integrations.rules.reading import agreed_there
from integrations.rules.values import Kind
from integrations.said import said

if TYPE_CHECKING:
    from integrations.engine.context import Context
    from integrations.models import Integration
    from integrations.records import Company
    from integrations.rules.mapping import FieldMapping
    from integrations.rules.values import Canonical

CHOSEN = {Kind.OPTION, Kind.OPTIONS}


@dataclass(frozen=True, slots=True)
class SideBySide:
    """One mapping of the record; ``status`` is same, will_change, waits (for an account
    that cannot be created yet), kept (different, and to stay so), apart or problem;
    empty where nothing syncs. ``agreed_value`` is Salesforce's, ``agreed_in_hubspot``
    what that was in HubSpot, where it is written otherwise there and that is known."""

    property: str
    property_label: str
    field: str
    field_label: str
    rule: str
    account_value: Told
    company_value: Told
    agreed_value: Told
    agreed_in_hubspot: Told
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
    shown, rules = Shown(record.integration), _rules(record.integration)
    rows = [_row(mapping, item, planned, shown) for mapping in context.mappings]
    return Sides(
        rows=[replace(row, rule=rules.get(row.property, row.rule)) for row in rows],
        note=_note(item, planned) or _of_key(context, item, planned),
        syncs=not isinstance(planned, Skip),
    )


def _rules(integration: Integration) -> dict[str, str]:
    """As people chose them: of owners a mapping only keeps what its rule does."""
    rows = integration.mappings.all()
    return {row.property: str(row.get_rule_display()) for row in rows}


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


def _of_key(context: Context, item: Item, planned: Plan) -> str:
    return foretold_back() if key_back(context, item, planned) else ""


def _row(mapping: FieldMapping, item: Item, planned: Plan, shown: Shown) -> SideBySide:
    name = mapping.property.name
    record, account, company = item.record, item.account, item.company
    status, note = _status(planned, name, shown)
    if kept := why_kept(mapping, item, planned):
        status, note = "kept", kept
    in_salesforce = account.fields.get(mapping.field.name) if account else None
    in_hubspot = company.properties.get(name) if company else None
    agreed = last_agreed((record.agreement or {}).get(name))
    return SideBySide(
        property=name,
        property_label=mapping.property.label,
        field=mapping.field.name,
        field_label=mapping.field.label,
        rule=str(Mapping.Rule(mapping.rule).label),
        account_value=shown.in_salesforce(mapping.field.name, in_salesforce),
        company_value=shown.in_hubspot(name, in_hubspot),
        agreed_value=shown.in_salesforce(mapping.field.name, agreed),
        agreed_in_hubspot=_agreed_in_hubspot(mapping, company, agreed, shown),
        status=status,
        note=note,
        is_paused=name in paused_properties(record),
    )


def _agreed_in_hubspot(
    mapping: FieldMapping, company: Company | None, agreed: Canonical, shown: Shown
) -> Told:
    if agreed is None or mapping.kind not in CHOSEN:
        return Told("")
    name = mapping.property.name
    told = shown.in_hubspot(name, agreed_there(mapping, company, agreed))
    same = told.text == shown.in_salesforce(mapping.field.name, agreed).text
    return Told("") if same else told


def _status(planned: Plan, name: str, shown: Shown) -> tuple[str, str]:
    if isinstance(planned, Skip):
        return "", ""
    for problem in planned.problems:
        if problem.property == name:
            return "problem", problem.message
    changes = planned.changes if isinstance(planned, Create | Update) else ()
    for change in changes:
        if change.property == name:
            return _of_change(planned, change, shown)
    if is_apart(planned.agreement.get(name)):
        return "apart", _("Undone: left apart until either side is edited.")
    return "same", ""


def _of_change(planned: Plan, change: Change, shown: Shown) -> tuple[str, str]:
    if isinstance(planned, Create) and planned.is_held_back:
        return "waits", ""
    return "will_change", sentence(change, shown)


def held_back() -> str:
    """Of an account with a value that Salesforce would refuse (A7)."""
    return said(
        "A sync does not create the account, as Salesforce would refuse it. It does so "
        "once what is named here is set right."
    )


def sentence(change: Change, shown: Shown) -> str:
    crm = "HubSpot" if change.side == "hubspot" else "Salesforce"
    if change.new is None:
        return _("A sync will clear it in %(crm)s.") % {"crm": crm}
    return _("A sync will set it in %(crm)s to %(new)s.") % {
        "crm": crm,
        "new": shown.to_be(change).text,
    }
