"""Which companies create an account (A1 to A3): every combination of facts."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations_with_replacement, product
from typing import TYPE_CHECKING, Literal, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.rules.creation import Contact, Decision, Facts, SyncsWith, decide
from tests.rules.pairs import THOROUGHLY

if TYPE_CHECKING:
    from collections.abc import Iterator

CODES = (
    "auto_created_default_contact",
    "private_contact",
    "inclusion_list",
    "no_contact",
    "all_leads",
    "none_included",
)
NAMES = ("Ada", "Bob", "Cleo", "Dan", "Eve")


class Chosen(NamedTuple):
    """An inclusion list as Facts describes it."""

    list_id: str | None = None
    list_name: str | None = None
    list_problem: str = ""


NO_LIST = Chosen()
GOOD_LIST = Chosen("7", "Customers")
BAD_LIST = Chosen("7", "Customers", "It was deleted in HubSpot.")


def contact(
    kind: SyncsWith = SyncsWith.CONTACT, *, included: bool = True, name: str = "Ada"
) -> Contact:
    return Contact(name, name, f"{name.lower()}@acme.com", kind, None, included)


def facts(
    *contacts: Contact,
    chosen: Chosen = GOOD_LIST,
    auto_created: bool = False,
    default_object: Literal["Contact", "Lead"] = "Contact",
    unread: int = 0,
) -> Facts:
    total = len(contacts) + unread
    return Facts(auto_created, contacts, total, default_object, *chosen)


def every_combination() -> Iterator[Facts]:
    kinds = [contact(k, included=i) for k, i in product(SyncsWith, (False, True))]
    groups = [
        tuple(replace(it, name=name) for it, name in zip(group, NAMES, strict=False))
        for count in range(4)
        for group in combinations_with_replacement(kinds, count)
    ]
    objects: tuple[Literal["Contact", "Lead"], ...] = ("Contact", "Lead")
    lists = (NO_LIST, GOOD_LIST, BAD_LIST)
    settings = product((False, True), objects, lists, groups, (0, 2))
    for auto_created, default_object, chosen, group, unread in settings:
        total = len(group) + unread
        yield Facts(auto_created, group, total, default_object, *chosen)


def expected(facts: Facts) -> dict[str, bool]:
    """The spec's table, stated once more."""
    kinds = {it.syncs_with for it in facts.contacts}
    usable = facts.list_problem == ""
    on_list = {it.included for it in facts.contacts}
    included = usable and (True in on_list or (facts.list_id is None and bool(on_list)))
    made_for_a_contact = (facts.auto_created, facts.default_object) == (True, "Contact")
    return {
        "auto_created_default_contact": made_for_a_contact,
        "private_contact": SyncsWith.PRIVATE_CONTACT in kinds,
        "inclusion_list": included,
        "no_contact": facts.contacts_total == 0,
        "all_leads": kinds == {SyncsWith.LEAD},
        "none_included": facts.contacts_total > 0 and not included,
    }


def holding(decision: Decision) -> set[str]:
    return {it.code for it in decision.criteria if it.holds}


def evidence(decision: Decision, code: str) -> str:
    return next(it.evidence for it in decision.criteria if it.code == code)


def test_every_combination_of_facts_is_decided_as_the_table_says() -> None:
    for case in every_combination():
        decision, says = decide(case), expected(case)
        assert {it.code: it.holds for it in decision.criteria} == says, case
        creates = any(says[code] for code in CODES[:3])
        blocked = any(says[code] for code in CODES[3:])
        assert decision.creates_account is (creates and not blocked), case
        assert decision.overridden == ()


def test_every_criterion_is_answered_in_order_with_its_effect_and_evidence() -> None:
    for case in every_combination():
        criteria = decide(case).criteria
        assert tuple(it.code for it in criteria) == CODES
        assert [it.effect for it in criteria] == ["creates"] * 3 + ["blocks"] * 3
        assert all(it.evidence.endswith(".") for it in criteria)


def test_a_manual_resync_always_creates_and_names_what_it_overrode() -> None:
    for case in every_combination():
        rules, manual = decide(case), decide(case, manual=True)
        assert manual.creates_account
        assert manual.criteria == rules.criteria
        assert set(manual.overridden) == holding(rules) & set(CODES[3:])


def test_a_company_that_no_rule_creates_is_always_blocked_by_one() -> None:
    for case in every_combination():
        decision = decide(case)
        assert decision.creates_account is not bool(holding(decision) & set(CODES[3:]))


@pytest.mark.parametrize(
    ("case", "code", "said"),
    [
        pytest.param(
            facts(),
            "no_contact",
            "No contact is associated with the company.",
            id="no contact",
        ),
        pytest.param(
            facts(contact(SyncsWith.PRIVATE_CONTACT)),
            "private_contact",
            "Ada (ada@acme.com) syncs with a private contact.",
            id="a private contact",
        ),
        pytest.param(
            facts(contact(SyncsWith.LEAD), contact(SyncsWith.NOTHING, name="Bob")),
            "private_contact",
            "No contact is private: Ada (ada@acme.com) syncs with a lead;"
            " Bob (bob@acme.com) is not in Salesforce yet.",
            id="no private contact",
        ),
        pytest.param(
            facts(*(contact(SyncsWith.LEAD, name=name) for name in NAMES)),
            "all_leads",
            "Every contact is a lead: Ada (ada@acme.com), Bob (bob@acme.com),"
            " Cleo (cleo@acme.com) and 2 more sync with leads.",
            id="only leads",
        ),
        pytest.param(
            facts(contact(SyncsWith.LEAD), contact(name="Bob")),
            "all_leads",
            "Not every contact is a lead: Bob (bob@acme.com) syncs with a contact of an"
            " account.",
            id="not only leads",
        ),
        pytest.param(
            facts(contact(), contact(included=False, name="Bob")),
            "inclusion_list",
            "Ada (ada@acme.com) is in the inclusion list 'Customers'.",
            id="in the list",
        ),
        pytest.param(
            facts(contact(included=False), contact(included=False, name="Bob")),
            "none_included",
            "Ada (ada@acme.com) and Bob (bob@acme.com) are not in the inclusion list"
            " 'Customers'.",
            id="outside the list",
        ),
        pytest.param(
            facts(contact(included=False), chosen=NO_LIST),
            "inclusion_list",
            "Ada (ada@acme.com) qualifies: no inclusion list is chosen.",
            id="no list",
        ),
        pytest.param(
            facts(contact(), chosen=BAD_LIST),
            "none_included",
            "No contact qualifies for the inclusion list 'Customers'. It was deleted in"
            " HubSpot.",
            id="a deleted list",
        ),
        pytest.param(
            facts(contact(), unread=4_000),
            "no_contact",
            "The company has 4,001 contacts: Ada (ada@acme.com). 4,000 more could not"
            " be read.",
            id="unread contacts",
        ),
        pytest.param(
            facts(unread=1),
            "none_included",
            "The company has 1 contact: none could be read.",
            id="no contact read",
        ),
        pytest.param(
            facts(auto_created=True, default_object="Lead"),
            "auto_created_default_contact",
            "The company was made by HubSpot's setting Create and associate companies"
            " with contacts, but the default object created in Salesforce is Lead.",
            id="made for a lead",
        ),
    ],
)
def test_the_evidence_names_who_and_what(case: Facts, code: str, said: str) -> None:
    assert evidence(decide(case), code) == said


def test_a_company_with_5000_contacts_names_three_of_them() -> None:
    crowd = tuple(contact(SyncsWith.LEAD, name=f"N{n}") for n in range(5_000))
    decision = decide(facts(*crowd, contact(name="Zoe")))
    assert decision.creates_account
    assert "N0 (n0@acme.com)" in evidence(decision, "no_contact")
    assert "and 4,998 more" in evidence(decision, "no_contact")
    assert evidence(decision, "all_leads").count("Zoe") == 1


CONTACTS = st.builds(
    Contact,
    id=st.text(),
    name=st.text(),
    email=st.none() | st.text(),
    syncs_with=st.sampled_from(SyncsWith),
    salesforce_id=st.none() | st.text(),
    included=st.booleans(),
)
FACTS = st.builds(
    Facts,
    auto_created=st.booleans(),
    contacts=st.lists(CONTACTS, max_size=6).map(tuple),
    contacts_total=st.integers(0, 8),
    default_object=st.sampled_from(["Contact", "Lead"]),
    list_id=st.none() | st.text(min_size=1),
    list_name=st.none() | st.text(),
    list_problem=st.text(),
)


@given(facts=FACTS, manual=st.booleans())
@THOROUGHLY
def test_any_facts_are_decided_with_evidence_for_each_criterion(
    facts: Facts, *, manual: bool
) -> None:
    decision = decide(facts, manual=manual)
    assert all(len(it.evidence) > len("It is so.") for it in decision.criteria)
    assert decision.creates_account or holding(decision) & set(CODES[3:])
