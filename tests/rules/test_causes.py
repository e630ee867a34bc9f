"""Errors that differ only in the record they are about have one cause (E3)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.rules.causes import blanked, cause, naming, pattern
from tests.rules.pairs import THOROUGHLY


@pytest.mark.parametrize(
    ("message", "template"),
    [
        (
            "'Apparel' has no value in HubSpot's Industry: add it.",
            "… has no value in HubSpot's Industry: add it.",
        ),
        ("'O'Brien' is too long.", "… is too long."),
        (
            "Salesforce's Names' list is full: 'a b' 'c'.",
            "Salesforce's Names' list is full: … ….",
        ),
        (
            "The text has 1,204 characters and Salesforce's City holds 40.",
            "The text has … characters and Salesforce's City holds ….",
        ),
        ('Property "first" does not exist', "Property … does not exist"),
        ("Use “Acme” or «Omega».", "Use … or …."),
        ("ada@acme.com is not unique", "… is not unique"),
        ("See https://acme.com/x?y=1, then go on.", "See …, then go on."),
        (
            "entity 001A000001LQx5zIAD and 001A000001LQx5z are gone",
            "entity … and … are gone",
        ),
        ("company 512 already has it", "company … already has it"),
        ("correlation 8cb95269-765b-42c6-9b76-012cae553d09.", "correlation …."),
        (
            "2024-01-31T10:00:00.000+0000 is before 1700-01-01",
            "… is before …",
        ),
        ("-12.50 is outside 0 to 9999", "… is outside … to …"),
        (
            "misunderstanding of internationalizations",
            "misunderstanding of internationalizations",
        ),
        ("Line\n  breaks\tdo not  count", "Line breaks do not count"),
        ("HubSpot_Company_Id__c is taken", "HubSpot_Company_Id__c is taken"),
        ("Industry2 is not mapped", "Industry2 is not mapped"),
    ],
)
def test_what_is_particular_to_a_record_is_left_out(
    message: str, template: str
) -> None:
    assert pattern(message) == template


@pytest.mark.parametrize(
    ("message", "value", "template"),
    [
        ("industry: Apparel is not one of its options.", "Apparel", "industry: … is"),
        ("bad value for restricted picklist field: A (b)", "A (b)", "field: …"),
        ("The category is wrong: cat", "cat", "The category is wrong: …"),
        ("Nothing is named here", "Apparel", "Nothing is named here"),
    ],
)
def test_the_refused_value_is_left_out_even_without_quotes(
    message: str, value: str, template: str
) -> None:
    assert template in pattern(message, value)


@pytest.mark.parametrize(
    ("message", "read"),
    [
        ("'O'Brien' is too long.", "'…' is too long."),
        ("Use “Acme” or «Omega».", "Use “…” or «…»."),
        ("The text has 1,204 characters.", "The text has … characters."),
        ("Acme is taken by 'Acme'.", "… is taken by '…'."),
    ],
)
def test_what_is_left_out_of_a_text_to_be_read_leaves_its_quotes(
    message: str, read: str
) -> None:
    assert blanked(message, "Acme") == read


@pytest.mark.parametrize(
    ("message", "read"),
    [
        ("'Acme' has no value in 'Other'.", "'Acme' has no value in '…'."),
        ("Acme is not one of 1,204 options.", "Acme is not one of … options."),
        ("'Acme of Rome' is not acme@acme.com.", "'…' is not …."),
        ("Nothing is named here.", "Nothing is named here."),
    ],
)
def test_the_value_that_all_hold_is_named_and_nothing_else(
    message: str, read: str
) -> None:
    assert naming(message, "Acme") == read


def test_errors_of_one_cause_share_their_key() -> None:
    one = cause("value", "too_long", "City", "'Rome' is 4 long.")
    assert one == cause("value", "too_long", "City", "'Athens' is 6 long.")
    assert len(one) <= 64


@pytest.mark.parametrize("part", range(4))
def test_another_category_code_field_or_text_is_another_cause(part: int) -> None:
    error = ["value", "too_long", "City", "It is too long."]
    other = [*error[:part], error[part] + "er", *error[part + 1 :]]
    assert cause(*error) != cause(*other)


def test_the_parts_of_a_cause_are_not_run_together() -> None:
    assert cause("a", "bc", "", "") != cause("ab", "c", "", "")


def test_a_key_is_the_same_tomorrow() -> None:
    key = cause("picklist", "no_option", "Industry", "'Apparel' has no value.")
    assert key == "db9c2814dee314f9c75a93f397d7dfa6"


@given(st.text(), st.text(max_size=5))
@THOROUGHLY
def test_any_message_has_a_pattern_that_stays_as_it_is(
    message: str, value: str
) -> None:
    template = pattern(message, value)
    assert pattern(template) == template or "'" in template
    assert cause("other", "", "", message, value) == cause(
        "other", "", "", message, value
    )
