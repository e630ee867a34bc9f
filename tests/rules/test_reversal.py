"""Each way a written value goes back, or stays."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from integrations.records import Option
from integrations.rules.reversal import Wrote, reverse
from tests.rules.builders import a_company, an_account
from tests.rules.pairs import PAIRS, USERS

if TYPE_CHECKING:
    from integrations.rules.rule import Side

PHONE = PAIRS["phone"]


def wrote(side: Side, old: str | None, new: str | None, name: str = "phone") -> Wrote:
    pair = PAIRS[name]
    return Wrote(pair.property.name, pair.field.name, side, old, new)


@pytest.mark.parametrize(
    ("side", "old", "value"),
    [
        ("salesforce", "1", "1"),
        ("salesforce", None, None),
        ("hubspot", "1", "1"),
        ("hubspot", None, ""),
    ],
)
def test_the_earlier_value_goes_back_in_the_form_its_crm_takes(
    side: Side, old: str | None, value: object
) -> None:
    account, company = an_account({"Phone__c": "2"}), a_company({"phone": "2"})
    found = reverse(wrote(side, old, "2"), PHONE.mapping(), account, company)
    assert (found.is_possible, found.now, found.value) == (True, "2", value)


@pytest.mark.parametrize(
    ("now", "code"), [("3", "not_ours"), (None, "not_ours"), ("1", "returned")]
)
def test_a_value_that_is_not_ours_any_more_stays(now: str | None, code: str) -> None:
    company = a_company({"phone": now})
    found = reverse(wrote("hubspot", "1", "2"), PHONE.mapping(), None, company)
    assert (found.is_possible, found.code, found.now) == (False, code, now)


def test_equal_in_meaning_is_ours() -> None:
    number = PAIRS["number"]
    account = an_account({number.field.name: 2.0})
    told = Wrote(number.property.name, number.field.name, "salesforce", "1", "2")
    assert reverse(told, number.mapping(), account, None).is_possible


@pytest.mark.parametrize("side", ["salesforce", "hubspot"])
def test_a_side_that_is_gone_takes_nothing(side: Side) -> None:
    found = reverse(wrote(side, "1", "2"), PHONE.mapping(), None, None)
    assert found.code == "record_gone"


def test_without_its_mapping_nothing_is_written() -> None:
    found = reverse(wrote("hubspot", "1", "2"), None, None, a_company({"phone": "2"}))
    assert (found.code, found.value) == ("unmapped", None)


def test_an_earlier_value_that_its_crm_no_longer_takes_is_named() -> None:
    account = an_account({"Phone__c": "2"})
    found = reverse(wrote("salesforce", "12345", "2"), PHONE.mapping(), account, None)
    assert (found.is_possible, found.code) == (False, "too_long")


def test_a_property_that_was_not_read_is_not_taken_for_blank() -> None:
    found = reverse(wrote("hubspot", "1", "2"), PHONE.mapping(), None, a_company({}))
    assert found.code == "not_read"


@pytest.mark.parametrize(
    ("name", "old", "stood", "back"),
    [
        ("option", "Rot", "crimson", "Rot"),
        ("options", "old;teal", "red;teal", "red;teal"),
        ("options", "teal", None, "teal"),
        ("owner", "79", None, "79"),
    ],
)
def test_hubspot_gets_back_what_stood_there_in_its_own_form(
    name: str, old: str, stood: str | None, back: str
) -> None:
    pair = PAIRS[name]
    teal = Option("teal", "Teal", active=True)
    shades = replace(pair.property, options=(*pair.property.options, teal))
    known = shades if pair.property.options else pair.property
    mapping = replace(pair, property=known).mapping()
    now = {"owner": next(iter(USERS))}.get(name, "blue")
    new = USERS.get(now, "Blau")
    told = Wrote(known.name, pair.field.name, "hubspot", old, new, stood, now)
    found = reverse(told, mapping, None, a_company({known.name: now}))
    assert (found.is_possible, found.value, found.back) == (True, stood or old, back)


def test_hubspot_is_not_asked_to_take_an_option_it_has_no_more() -> None:
    pair = PAIRS["option"]
    told = Wrote("option", pair.field.name, "hubspot", "mauve", "Blau", None, "blue")
    found = reverse(told, pair.mapping(), None, a_company({"option": "blue"}))
    assert (found.code, found.now) == ("no_option", "Blau")
