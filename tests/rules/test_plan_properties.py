"""What holds for every plan, whatever the values, the agreement and the rules (M3)."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from integrations.rules.plan import Create, Skip, Unchanged, Update, plan
from integrations.rules.reading import in_hubspot, in_salesforce
from integrations.rules.rule import SyncRule, writes_hubspot, writes_salesforce
from integrations.rules.values import Kind, Unmappable
from tests.rules.builders import MINUTE, NOON, a_company, an_account
from tests.rules.pairs import JUNK, PAIRS, THOROUGHLY

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from hypothesis.strategies import SearchStrategy

    from integrations.records import Account, Company
    from integrations.rules.apart import Agreed
    from integrations.rules.mapping import FieldMapping
    from integrations.rules.plan import Plan
    from integrations.rules.values import Canonical

MOMENTS = st.integers(-2, 2).map(lambda minutes: NOON + minutes * MINUTE)
MAPPINGS = {
    (name, rule): PAIRS[name].mapping(rule) for name in PAIRS for rule in SyncRule
}


@dataclass(frozen=True)
class Case:
    account: Account | None
    company: Company | None
    agreement: Mapping[str, Agreed] | None
    mappings: list[FieldMapping]

    def plan(self) -> Plan:
        return plan(self.account, self.company, self.agreement, self.mappings)


@st.composite
def cases(draw: st.DrawFn, *, linked: bool = False) -> Case:
    rules = draw(
        st.dictionaries(st.sampled_from(list(PAIRS)), st.sampled_from(SyncRule))
    )
    pairs = {name: PAIRS[name] for name in rules}
    fields = {it.field.name: draw(it.in_salesforce()) for it in pairs.values()}
    properties = {it.property.name: draw(it.in_hubspot()) for it in pairs.values()}
    account = an_account(fields, modified_at=draw(MOMENTS))
    company = a_company(
        properties,
        modified_at=draw(MOMENTS),
        edited_at=draw(_some_of(properties, MOMENTS)),
    )
    sides = st.sampled_from([(account, company), (account, None), (None, company)])
    there, here = (account, company) if linked else draw(sides)
    mappings = [MAPPINGS[name, rule] for name, rule in rules.items()]
    return Case(there, here, draw(_agreements(account, company, mappings)), mappings)


def _some_of(
    names: Mapping[str, object], values: SearchStrategy[datetime]
) -> SearchStrategy[dict[str, datetime]]:
    return (
        st.dictionaries(st.sampled_from(sorted(names)), values)
        if names
        else (st.just({}))
    )


@st.composite
def _agreements(
    draw: st.DrawFn, account: Account, company: Company, mappings: list[FieldMapping]
) -> dict[str, Canonical] | None:
    """What one side holds, a blank, anything else, or no agreement at all."""
    agreement: dict[str, Canonical] = {}
    for mapping in mappings:
        sides = in_salesforce(mapping, account), in_hubspot(mapping, company)
        held = [it for it in sides if not isinstance(it, Unmappable)]
        choice = st.sampled_from([*held, None]) | JUNK
        if draw(st.booleans()):
            agreement[mapping.property.name] = draw(choice)
    return agreement or draw(st.sampled_from([None, {}]))


def applied(case: Case, made: Plan, *, later: int = 0) -> Case:
    """Both CRMs once they have done what the plan says; a write moves their clock."""
    if isinstance(made, Skip | Unchanged):
        agreement = case.agreement if isinstance(made, Skip) else made.agreement
        return replace(case, agreement=agreement)
    fields = dict.fromkeys((it.field.name for it in case.mappings), None)
    account = case.account or an_account(fields)
    properties = dict.fromkeys((it.property.name for it in case.mappings), None)
    company = case.company or a_company(properties)
    sent = {it.field: it.value for it in made.changes if it.side == "salesforce"}
    if sent:
        moved = account.modified_at + later * MINUTE
        account = replace(account, fields={**account.fields, **sent}, modified_at=moved)
    told = {it.property: it.value for it in made.changes if it.side == "hubspot"}
    if told:
        kept = {name: str(value) or None for name, value in told.items()}
        moved = company.modified_at + later * MINUTE
        company = replace(
            company, properties={**company.properties, **kept}, modified_at=moved
        )
    return replace(case, account=account, company=company, agreement=made.agreement)


@given(cases(), st.integers(0, 9))
@THOROUGHLY
def test_planning_again_after_applying_changes_nothing(case: Case, later: int) -> None:
    after = applied(case, case.plan(), later=later)
    again = after.plan()
    assert isinstance(again, Unchanged)
    assert applied(after, again).plan() == again


@given(cases())
@THOROUGHLY
def test_both_sides_mean_the_same_after_applying(case: Case) -> None:
    made = case.plan()
    assert not isinstance(made, Skip)
    after = applied(case, made)
    assert after.account
    assert after.company
    left_out = {problem.property for problem in made.problems}
    for mapping in case.mappings:
        if mapping.rule is SyncRule.NONE or mapping.property.name in left_out:
            continue
        there = in_salesforce(mapping, after.account)
        here = in_hubspot(mapping, after.company)
        if mapping.kind is Kind.BOOLEAN:
            there, here = there or "false", here or "false"
        elif mapping.kind is Kind.OWNER and there != here:
            assert _is_stranger(mapping, after)
            continue
        assert there == here == _agreed(mapping, made)


def _agreed(mapping: FieldMapping, made: Create | Update | Unchanged) -> Agreed:
    agreed = made.agreement[mapping.property.name]
    return agreed or "false" if mapping.kind is Kind.BOOLEAN else agreed


def _is_stranger(mapping: FieldMapping, case: Case) -> bool:
    assert case.account
    assert case.company
    owner = case.company.properties["hubspot_owner_id"]
    there = in_salesforce(mapping, case.account)
    return owner not in mapping.values or there not in mapping.values.values()


@given(cases())
@THOROUGHLY
def test_only_mapped_pairs_are_written_on_the_sides_their_rule_writes(
    case: Case,
) -> None:
    made = case.plan()
    if isinstance(made, Skip | Unchanged):
        return
    mapped = {
        (mapping.property.name, mapping.field.name): mapping
        for mapping in case.mappings
    }
    for change in made.changes:
        rule = mapped[change.property, change.field].rule
        writes = writes_hubspot if change.side == "hubspot" else writes_salesforce
        assert writes(rule)


@given(cases())
@THOROUGHLY
def test_a_write_that_would_change_nothing_is_not_sent(case: Case) -> None:
    made = case.plan()
    if isinstance(made, Skip | Unchanged):
        return
    for change in made.changes:
        assert change.old != change.new
        if change.side == "hubspot" and case.company:
            assert (case.company.properties[change.property] or "") != change.value
        if change.side == "salesforce" and case.account:
            assert case.account.fields[change.field] != change.value


@given(cases(linked=True))
@THOROUGHLY
def test_a_pair_with_a_problem_is_left_as_it_is(case: Case) -> None:
    made = case.plan()
    assert not isinstance(made, Skip)
    before = case.agreement or {}
    changes = [] if isinstance(made, Unchanged) else made.changes
    changed = {change.property for change in changes}
    for problem in made.problems:
        assert problem.property not in changed
        assert made.agreement.get(problem.property) == before.get(problem.property)
        assert (problem.property in made.agreement) is (problem.property in before)


@given(cases())
@THOROUGHLY
def test_the_same_facts_make_the_same_plan_and_stay_as_they_were(case: Case) -> None:
    before = deepcopy((case.account, case.company, case.agreement))
    assert repr(case.plan()) == repr(case.plan())
    assert repr((case.account, case.company, case.agreement)) == repr(before)


@given(st.data(), st.sampled_from(sorted(PAIRS)))
@THOROUGHLY
def test_two_way_converges_over_any_history_of_edits(
    data: st.DataObject, name: str
) -> None:
    pair, mapping = PAIRS[name], PAIRS[name].mapping(SyncRule.TWO_WAY)
    case = Case(
        an_account({pair.field.name: None}),
        a_company({pair.property.name: None}),
        None,
        [mapping],
    )
    for _ in range(data.draw(st.integers(1, 5))):
        case = _edited(case, pair.field.name, pair.property.name, data)
        made = case.plan()
        case = applied(case, made, later=1)
        assert isinstance(case.plan(), Unchanged)
        assert not isinstance(made, Skip)
        if not made.problems and mapping.kind not in {Kind.OWNER, Kind.BOOLEAN}:
            assert case.account
            assert case.company
            there = in_salesforce(mapping, case.account)
            assert there == in_hubspot(mapping, case.company)


def _edited(case: Case, field: str, property: str, data: st.DataObject) -> Case:
    pair = next(it for it in PAIRS.values() if it.field.name == field)
    account, company = case.account, case.company
    assert account
    assert company
    if data.draw(st.booleans()):
        fields = {field: data.draw(pair.in_salesforce())}
        account = replace(account, fields=fields, modified_at=data.draw(MOMENTS))
    if data.draw(st.booleans()):
        texts = {property: data.draw(pair.in_hubspot())}
        company = replace(company, properties=texts, modified_at=data.draw(MOMENTS))
    return replace(case, account=account, company=company)
