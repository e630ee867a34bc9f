"""What a sync does with one record: a pure function of both sides and the agreement."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from integrations.records import Account, Company
from integrations.rules.apart import base, is_as_left, last_agreed
from integrations.rules.mapping import required_missing
from integrations.rules.reading import (
    in_hubspot,
    in_salesforce,
    own_form,
    understood,
)
from integrations.rules.rule import DECIDE, SyncRule, writes_hubspot
from integrations.rules.values import Standing, Unmappable, shown
from integrations.said import said

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from integrations.rules.apart import Agreed
    from integrations.rules.mapping import FieldMapping
    from integrations.rules.rule import Side
    from integrations.rules.values import Canonical, Reading


@dataclass(slots=True)  # freezing what each field makes costs a third of a plan
class Change:
    """``value`` is in the form its CRM takes; HubSpot's "" clears. ``stood`` is what
    HubSpot held in its own form, where a value map or a table of owners leads there."""

    property: str
    field: str
    side: Side
    old: Canonical
    new: Canonical
    value: object
    stood: Canonical = None


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """Why one pair was left as it is; ``value`` is the one that could not cross."""

    property: str
    field: str
    code: str
    message: str
    value: str | None


@dataclass(frozen=True, slots=True)
class Create:
    """The partner on ``side`` is missing.

    An Always rule may also clear a value on the side that exists: see Change.side.
    """

    side: Side
    changes: Sequence[Change]
    agreement: Mapping[str, Agreed]
    problems: Sequence[FieldProblem]

    @property
    def is_held_back(self) -> bool:
        """An account is not even tried while one of its values cannot cross (A7)."""
        return self.side == "salesforce" and bool(self.problems)


@dataclass(frozen=True, slots=True)
class Update:
    """``agreement`` is what both sides share once every change is applied;
    ``contested`` names the properties that the later of two edits decided."""

    changes: Sequence[Change]
    agreement: Mapping[str, Agreed]
    problems: Sequence[FieldProblem]
    contested: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Unchanged:
    agreement: Mapping[str, Agreed]
    problems: Sequence[FieldProblem]


@dataclass(frozen=True, slots=True)
class Skip:
    reason: str
    message: str


Plan = Create | Update | Unchanged | Skip


def plan(
    account: Account | None,
    company: Company | None,
    agreement: Mapping[str, Agreed] | None,
    mappings: Sequence[FieldMapping],
) -> Plan:
    """``agreement`` holds the canonical values last agreed, by property name.

    None, or a property that is absent from it, was never agreed: the first link. What
    an undo set apart is left so until either side is edited.
    """
    if account is not None and account.is_deleted:
        return Skip("account_deleted", said("The account was deleted in Salesforce."))
    if company is not None and company.archived:
        return Skip("company_deleted", said("The company was deleted in HubSpot."))
    if account is None and company is None:
        return Skip("no_record", said("There is neither an account nor a company."))
    draft = _drafted(
        account or _NO_ACCOUNT,
        company or _NO_COMPANY,
        (agreement or {}) if account and company else {},
        mappings,
    )
    if company is None:
        return Create("hubspot", draft.changes, draft.agreement, draft.problems)
    if account is None:
        draft.problems += _missing(draft, mappings)
        return Create("salesforce", draft.changes, draft.agreement, draft.problems)
    if draft.changes:
        return Update(draft.changes, draft.agreement, draft.problems, draft.contested)
    return Unchanged(draft.agreement, draft.problems)


class _Blank(dict[str, None]):
    """A partner still to be made: every value is read, and blank."""

    def __missing__(self, name: str) -> None:
        return None


_EARLIEST = datetime.min.replace(tzinfo=UTC)
_NO_ACCOUNT = Account("", _Blank(), _EARLIEST)
_NO_COMPANY = Company("", _Blank(), _EARLIEST)


@dataclass(slots=True)
class _Draft:
    changes: list[Change] = field(default_factory=list)
    agreement: dict[str, Agreed] = field(default_factory=dict)
    problems: list[FieldProblem] = field(default_factory=list)
    contested: list[str] = field(default_factory=list)


def _drafted(
    account: Account,
    company: Company,
    before: Mapping[str, Agreed],
    mappings: Sequence[FieldMapping],
) -> _Draft:
    draft = _Draft()
    for mapping in mappings:
        name = mapping.property.name
        if name in before:
            draft.agreement[name] = before[name]
        if mapping.rule is not SyncRule.NONE:
            try:
                _settle(mapping, account, company, before, draft)
            except Unmappable as problem:
                draft.problems.append(_problem(mapping, problem))
    return draft


def _settle(
    mapping: FieldMapping,
    account: Account,
    company: Company,
    before: Mapping[str, Agreed],
    draft: _Draft,
) -> None:
    name = mapping.property.name
    there, here = in_salesforce(mapping, account), in_hubspot(mapping, company)
    if there == here:
        draft.agreement[name] = understood(there)
        return
    if is_as_left(before.get(name), there, here):
        return
    standing = Standing(
        there, here, base(before.get(name), there, here), name in before
    )
    if mapping.convert.meet is not None:
        if isinstance(standing.agreed, Unmappable):
            standing.agreed = last_agreed(before[name])
        standing = mapping.convert.meet(standing)
    if standing.salesforce == standing.hubspot:
        agreed = draft.agreement[name] = understood(standing.salesforce)
        draft.changes += _stood_for(mapping, company, agreed)
        return
    winner = DECIDE[mapping.rule](standing)
    if winner is None:
        winner = _later(mapping, account, company, standing)
        draft.contested.append(name)
    if winner == "hubspot":
        change = _to_salesforce(mapping, there, understood(standing.hubspot))
    else:
        change = _to_hubspot(mapping, here, understood(standing.salesforce))
        change.stood = own_form(mapping, company)
    draft.changes.append(change)
    draft.agreement[name] = change.new


def _stood_for(
    mapping: FieldMapping, company: Company, agreed: Canonical
) -> list[Change]:
    """A blank means as much, but HubSpot's lists go by what is there, and telling a
    new company costs nothing."""
    is_new = company is _NO_COMPANY
    if not is_new or agreed is None or not writes_hubspot(mapping.rule):
        return []
    return [_to_hubspot(mapping, None, agreed)]


def _later(
    mapping: FieldMapping,
    account: Account,
    company: Company,
    standing: Standing,
) -> Side:
    """Both were edited, in Salesforce to the second. While one edit cannot cross,
    neither is given up for it."""
    mapping.convert.to_hubspot(understood(standing.salesforce))
    mapping.convert.to_salesforce(understood(standing.hubspot))
    edited = company.edited_at.get(mapping.property.name, company.modified_at)
    is_later = edited.replace(microsecond=0) > account.modified_at
    return "hubspot" if is_later else "salesforce"


def _to_salesforce(mapping: FieldMapping, old: Reading, new: Canonical) -> Change:
    value = mapping.convert.to_salesforce(new)
    return _change(mapping, "salesforce", old, new, value)


def _to_hubspot(mapping: FieldMapping, old: Reading, new: Canonical) -> Change:
    return _change(mapping, "hubspot", old, new, mapping.convert.to_hubspot(new))


def _change(
    mapping: FieldMapping, side: Side, old: Reading, new: Canonical, value: object
) -> Change:
    was = shown(old)
    return Change(mapping.property.name, mapping.field.name, side, was, new, value)


def _problem(mapping: FieldMapping, problem: Unmappable) -> FieldProblem:
    return FieldProblem(
        mapping.property.name,
        mapping.field.name,
        problem.code,
        problem.message,
        problem.value,
    )


def _missing(draft: _Draft, mappings: Sequence[FieldMapping]) -> list[FieldProblem]:
    """The required fields for which the new account has no value."""
    settled = {change.field for change in draft.changes if change.side == "salesforce"}
    settled |= {problem.field for problem in draft.problems}
    return [
        _problem(mapping, required_missing(mapping.property, mapping.field))
        for mapping in mappings
        if mapping.field.required and mapping.field.name not in settled
    ]
