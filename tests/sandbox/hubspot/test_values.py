"""Values as HubSpot takes and keeps them (reference, section 2.5)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.sandbox.hubspot import stamps
from integrations.sandbox.hubspot.definitions import Definition, Option
from integrations.sandbox.hubspot.values import Field, InvalidValueError, canonical

OPTIONS = tuple(Option(value, value.title()) for value in ("red", "green", "blue"))
CHECKBOX = Definition("p", "P", "enumeration", "checkbox", "g", options=OPTIONS)
SELECT = replace(CHECKBOX, field_type="select")


def _field(definition: Definition | str, held: str | None = None) -> Field:
    if isinstance(definition, str):
        definition = Definition("p", "P", definition, "", "g")
    return Field(definition, held, {"910901"}, "Portal 1, object type 0-2")


@pytest.mark.parametrize(
    ("kind", "sent", "kept"),
    [
        ("string", "  any text ", "  any text "),
        ("string", "x" * 65_536, "x" * 65_536),
        ("number", "250", "250"),
        ("number", "-0.50", "-0.50"),
        ("number", ".5", ".5"),
        ("bool", "true", "true"),
        ("date", "2024-02-29", "2024-02-29"),
        ("date", "1709164800000", "2024-02-29"),
        ("date", "-86400000", "1969-12-31"),
        ("datetime", "2024-02-29T10:00:00Z", "2024-02-29T10:00:00.000Z"),
        ("datetime", "2024-02-29T12:00:00.5+02:00", "2024-02-29T10:00:00.500Z"),
        ("datetime", "1572406217883", "2019-10-30T03:30:17.883Z"),
        (SELECT, "red", "red"),
        (CHECKBOX, "red;blue", "red;blue"),
        (CHECKBOX, "red;;red", "red"),
        ("number", "", ""),
        (SELECT, "", ""),
    ],
)
def test_a_good_value_is_kept(kind: Definition | str, sent: str, kept: str) -> None:
    assert canonical(_field(kind), sent) == kept


@pytest.mark.parametrize(
    ("kind", "sent", "code"),
    [
        ("string", "x" * 65_537, "MAX_LENGTH"),
        ("number", "1,000", "INVALID_INTEGER"),
        ("number", " 5", "INVALID_INTEGER"),
        ("number", "1e5", "INVALID_INTEGER"),
        ("number", "NaN", "INVALID_INTEGER"),
        ("bool", "True", "INVALID_OPTION"),
        ("bool", "yes", "INVALID_OPTION"),
        ("date", "29.02.2024", "INVALID_LONG"),
        ("date", "2023-02-29", "INVALID_LONG"),
        ("date", "1709164800001", "INVALID_DATE"),
        ("datetime", "2024-02-29", "INVALID_LONG"),
        ("datetime", "2024-02-29T10:00:00", "INVALID_LONG"),
        ("datetime", "9" * 30, "INVALID_LONG"),
        (SELECT, "Red", "INVALID_OPTION"),
        (SELECT, "red;blue", "INVALID_OPTION"),
        (CHECKBOX, "red;pink", "INVALID_OPTION"),
    ],
)
def test_a_bad_value_is_refused(kind: Definition | str, sent: str, code: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        canonical(_field(kind), sent)
    assert caught.value.code == code


def test_a_leading_semicolon_adds_to_the_choices() -> None:
    assert canonical(_field(CHECKBOX, "red"), ";blue") == "red;blue"
    assert canonical(_field(CHECKBOX, None), ";blue") == "blue"


@pytest.mark.parametrize("name", ["a@b.example", "a.b+c@d.co.uk", "ß@straße.example"])
def test_an_address_is_an_email(name: str) -> None:
    email = Definition("email", "Email", "string", "text", "g")
    assert canonical(_field(email), name) == name


@pytest.mark.parametrize("name", ["a", "a@b", "a@b.c", "a b@c.example", "@b.example"])
def test_this_is_no_email(name: str) -> None:
    email = Definition("email", "Email", "string", "text", "g")
    with pytest.raises(InvalidValueError, match="is invalid"):
        canonical(_field(email), name)


@given(st.integers(-62_135_596_800_000, 253_402_300_799_999))
def test_a_stamp_is_the_same_moment_after_writing_and_reading(millis: int) -> None:
    assert stamps.parse(stamps.iso(millis)) == millis


@given(st.text(max_size=30))
def test_what_is_kept_would_be_taken_again(text: str) -> None:
    for kind in ("string", "number", "date", "datetime", "bool"):
        try:
            kept = canonical(_field(kind), text)
        except InvalidValueError:
            continue
        assert canonical(_field(kind), kept) == kept
