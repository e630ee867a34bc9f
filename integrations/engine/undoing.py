"""What an undo does with each record: both sides as they are, weighed against what the
sync wrote. The same for the run and for its preview."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from integrations.engine import metadata
from integrations.engine.item import Item
from integrations.engine.undo_merged import leave_merged, of_merged
from integrations.models import Outcome, Record
from integrations.records import KEY_PROPERTY
from integrations.rules.apart import Apart, held, set_apart
from integrations.rules.kinds import Incompatible
from integrations.rules.mapping import FieldMapping, pair
from integrations.rules.plan import Change, FieldProblem, Plan, Skip, Unchanged, Update
from integrations.rules.reversal import RETURNED, Reversal, Wrote, reverse
from integrations.rules.rule import SyncRule
from integrations.said import said

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from integrations.engine.context import Context
    from integrations.engine.intend import Planned

Pairs = dict[tuple[str, str], FieldMapping]
MADE, LINK = "made", "link"


@dataclass(frozen=True, slots=True)
class Undoing:
    """One record: each written value with its way back; ``made`` names the side that
    the run created, or the link: no write of a value undoes that."""

    item: Item
    reversals: Sequence[Reversal]
    made: str = ""


def undone(context: Context, rows: Sequence[Mapping[str, Any]]) -> list[Planned]:
    outcomes = Outcome.objects.in_bulk([pk for row in rows for pk in row["undo"]])
    groups = [[outcomes[pk] for pk in row["undo"]] for row in rows]
    return [(it.item, _plan(it)) for it in undoings(context, groups)]


def undoings(context: Context, groups: Sequence[Sequence[Outcome]]) -> list[Undoing]:
    """``groups``: of each record its outcomes, newest first. Two calls for 100."""
    records = Record.objects.in_bulk([group[0].record_id for group in groups])
    items = [
        Item(records[group[0].record_id or 0], source=group[0].pk) for group in groups
    ]
    pairs = _pairs(context)
    _read(context, items, pairs)
    return [
        _undoing(item, group, pairs) for item, group in zip(items, groups, strict=True)
    ]


def _pairs(context: Context) -> Pairs:
    """Every mapping there is, also one that does not sync now: what it wrote earlier
    may have to go back for that very reason."""
    known, owners = metadata.to_pair(context.integration)
    found: Pairs = {}
    for row in context.all_mappings:
        here, there = known.properties.get(row.property), known.fields.get(row.field)
        if here and there:
            with suppress(Incompatible):
                made = pair(here, there, SyncRule.NONE, row.values, owners)
                found[row.property, row.field] = made
    return found


def _read(context: Context, items: Sequence[Item], pairs: Pairs) -> None:
    fields = dict.fromkeys([*context.fields, *(name for _property, name in pairs)])
    names = dict.fromkeys([*context.properties, *(name for name, _field in pairs)])
    account_ids = [it.record.account_id for it in items if it.record.account_id]
    company_ids = [it.record.company_id for it in items if it.record.company_id]
    clients = context.clients
    accounts = clients.salesforce.retrieve_accounts(account_ids, list(fields))
    companies = clients.hubspot.read_companies(company_ids, list(names))
    for item in items:
        item.account = accounts.get(item.record.account_id or "")
        item.company = companies.get(item.record.company_id or "")
    leave_merged(context, items)


def _undoing(item: Item, outcomes: Sequence[Outcome], pairs: Pairs) -> Undoing:
    """A side counts only while the record is still linked to what was written."""
    row, last = item.record, outcomes[0]
    account = item.account if last.account_id == (row.account_id or "") else None
    company = item.company if last.company_id == (row.company_id or "") else None
    wrote, made = _wrote(outcomes)
    if skip := of_merged(item):
        stay = [Reversal(it, code=skip.reason, message=skip.message) for it in wrote]
        return Undoing(item, stay, made)
    return Undoing(
        item,
        [
            reverse(it, pairs.get((it.property, it.field)), account, company)
            for it in wrote
        ],
        made,
    )


def _wrote(outcomes: Sequence[Outcome]) -> tuple[list[Wrote], str]:
    """Written twice is put back to before the first time. What filled a record that the
    run made is part of making it, and a key is part of the link."""
    found: dict[tuple[str, str, str], Wrote] = {}
    made = ""
    for outcome in outcomes:
        for change in outcome.changes:
            if by := made_by(outcome, change):
                made = (made or LINK) if by == LINK else by
                continue
            key = change["property"], change["field"], change["side"]
            wrote = _as_wrote(change)
            later = found.get(key) or wrote
            found[key] = replace(later, old=wrote.old, stood=wrote.stood)
    return list(found.values()), made


def made_by(outcome: Outcome, change: Mapping[str, Any]) -> str:
    """The side that this change is part of making, or the link; empty for a value."""
    if change["property"] == KEY_PROPERTY:
        return LINK
    is_part = outcome.kind == Outcome.Kind.CREATED and change["old"] is None
    return str(change["side"]) if is_part else ""


def _as_wrote(change: Mapping[str, Any]) -> Wrote:
    return Wrote(
        change["property"],
        change["field"],
        change["side"],
        change["old"],
        change["new"],
        change.get("stood"),
        change.get("wrote"),
    )


def _plan(undoing: Undoing) -> Plan:
    possible = [it for it in undoing.reversals if it.is_possible]
    back = [it for it in undoing.reversals if _is_our_return(it, undoing.item.record)]
    agreement = {
        it.wrote.property: _apart(undoing.item.record, it) for it in (*possible, *back)
    }
    stay = [it for it in undoing.reversals if it.code not in {"", RETURNED}]
    if possible:
        problems = [_problem(it) for it in stay]
        return Update([_change(it) for it in possible], agreement, problems)
    if stay or undoing.made:
        messages = dict.fromkeys([*(it.message for it in stay), *notes(undoing)])
        return Skip(stay[0].code if stay else MADE, " ".join(messages))
    return Unchanged(agreement, [])


def goes_back(undoing: Undoing) -> bool:
    """Is there a value to write, or one that went back and was not kept as such?"""
    row = undoing.item.record
    return any(it.is_possible or _is_our_return(it, row) for it in undoing.reversals)


def _apart(row: Record, reversal: Reversal) -> Apart:
    wrote = reversal.wrote
    agreed = (row.agreement or {}).get(wrote.property, wrote.new)
    return set_apart(agreed, wrote.side, reversal.back)


def _is_our_return(reversal: Reversal, row: Record) -> bool:
    """An attempt that was cut off put it back, but could not keep that it did."""
    wrote = reversal.wrote
    agreed = (row.agreement or {}).get(wrote.property)
    return reversal.code == RETURNED and held(agreed, wrote.side) == wrote.new


def notes(undoing: Undoing) -> list[str]:
    """What no write undoes."""
    if undoing.made == "hubspot":
        message = said(
            "The company was made by this sync, and no write undoes that: unlink it, "
            "or delete it in HubSpot."
        )
        return [message]
    if undoing.made == "salesforce":
        message = said(
            "The account was made by this sync, and no write undoes that: unlink it, "
            "or delete it in Salesforce."
        )
        return [message]
    if undoing.made == LINK:
        return [
            said("The link stays as this sync left it: Unlink on the record ends one.")
        ]
    return []


def _change(reversal: Reversal) -> Change:
    wrote = reversal.wrote
    return Change(
        wrote.property,
        wrote.field,
        wrote.side,
        old=wrote.new,
        new=reversal.back,
        value=reversal.value,
        stood=reversal.stood,
    )


def _problem(reversal: Reversal) -> FieldProblem:
    wrote = reversal.wrote
    return FieldProblem(
        wrote.property, wrote.field, reversal.code, reversal.message, reversal.now
    )
