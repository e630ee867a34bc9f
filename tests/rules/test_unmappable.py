"""What does not cross, and what is said of it."""

from __future__ import annotations

import pytest

from integrations.rules.values import Unmappable
from tests.rules.builders import a_field, a_mapping, a_property
from tests.rules.pairs import PAIRS


@pytest.mark.parametrize(
    ("kind", "raw", "code"),
    [
        ("number", "twelve", "not_a_number"),
        ("number", "1,000", "not_a_number"),
        ("number", "1_000", "not_a_number"),
        ("number", "NaN", "not_a_number"),
        ("number", "-Infinity", "not_a_number"),
        ("number", "1e999999999", "number_too_large"),
        ("boolean", "yes", "not_a_boolean"),
        ("date", "25/04/2024", "not_a_date"),
        ("date", "9" * 30, "not_a_date"),
        ("datetime", "--5", "not_a_date"),
        ("option", "green", "no_option"),
        ("options", "red;green", "no_option"),
        ("owner", "79", "owner_unmatched"),
    ],
)
def test_a_hubspot_value_without_a_meaning_is_named(
    kind: str, raw: str, code: str
) -> None:
    with pytest.raises(Unmappable) as caught:
        PAIRS[kind].mapping().convert.from_hubspot(raw)
    assert caught.value.code == code


def test_a_salesforce_value_that_is_no_single_value_is_named() -> None:
    with pytest.raises(Unmappable) as caught:
        PAIRS["text"].mapping().convert.from_salesforce({"street": "1 Road"})
    assert caught.value.code == "not_a_value"


@pytest.mark.parametrize(
    ("kind", "canonical", "code"),
    [
        ("text", "x" * 256, "too_long"),
        ("email", "acme", "not_an_email"),
        ("email", "x" * 250 + "@acme.com", "too_long"),
        ("number", "12345", "number_too_large"),
        ("whole_number", "-1234567890123456789", "number_too_large"),
        ("date", "1066-10-14", "date_out_of_range"),
        ("datetime", "4001-01-01T00:00:00Z", "date_out_of_range"),
        ("restricted_option", "Gelb", "no_option"),
        ("restricted_option", "Lila", "retired_option"),
        ("options", "Blau;Lila", "retired_option"),
    ],
)
def test_salesforce_is_not_sent_what_it_would_refuse(
    kind: str, canonical: str, code: str
) -> None:
    with pytest.raises(Unmappable) as caught:
        PAIRS[kind].mapping().convert.to_salesforce(canonical)
    assert caught.value.code == code
    assert caught.value.value is not None


@pytest.mark.parametrize(
    ("kind", "canonical"),
    [
        ("text", "x" * 255),
        ("number", "9999.99"),
        ("employees", "-99999999"),
        ("date", "1700-01-01"),
        ("datetime", "4000-12-31T23:59:59Z"),
    ],
)
def test_the_last_value_that_fits_is_sent(kind: str, canonical: str) -> None:
    assert PAIRS[kind].mapping().convert.to_salesforce(canonical)


@pytest.mark.parametrize(
    ("kind", "canonical", "code"),
    [
        ("long_text", "x" * 65_537, "too_long_for_hubspot"),
        ("option", "Gelb", "no_option"),
        ("options", "Blau;Gelb", "no_option"),
        ("option", "Lila", "retired_option"),
        ("option", "Grau", "no_option"),
        ("owner", "0055500001QdQWbAAN", "owner_unmatched"),
    ],
)
def test_hubspot_is_not_sent_what_it_would_refuse(
    kind: str, canonical: str, code: str
) -> None:
    with pytest.raises(Unmappable) as caught:
        PAIRS[kind].mapping().convert.to_hubspot(canonical)
    assert caught.value.code == code


@pytest.mark.parametrize("raw", ["123456789012345678", "-12345678901234567.89"])
def test_a_number_with_too_many_digits_is_quoted_as_hubspot_holds_it(raw: str) -> None:
    convert = PAIRS["employees"].mapping().convert
    value = convert.from_hubspot(raw)
    with pytest.raises(Unmappable) as caught:
        convert.to_salesforce(value)
    assert caught.value.message.startswith(f"{raw} has more than the 8 digits")


def test_a_text_that_is_too_long_is_to_be_shortened_where_it_is() -> None:
    convert = PAIRS["long_text"].mapping().convert
    with pytest.raises(Unmappable, match="shorten HubSpot's Long_Text, or map"):
        convert.to_salesforce("x" * 100_001)
    with pytest.raises(Unmappable, match=r"shorten Salesforce's \w+\.$"):
        convert.to_hubspot("x" * 65_537)


def test_a_message_names_the_value_the_place_and_the_remedy() -> None:
    with pytest.raises(Unmappable) as caught:
        PAIRS["option"].mapping().convert.to_hubspot("Gelb")
    assert caught.value.message == (
        "'Gelb' has no value in HubSpot's Option: add it to the value map of this"
        " mapping, or add the option in HubSpot."
    )


@pytest.mark.parametrize("calculated", [True, False], ids=["formula", "read-only"])
def test_a_read_only_field_is_never_written(*, calculated: bool) -> None:
    field = a_field(writable=calculated, calculated=calculated)
    with pytest.raises(Unmappable) as caught:
        a_mapping(field=field).convert.to_salesforce("x")
    assert caught.value.code == "read_only"


@pytest.mark.parametrize("calculated", [True, False], ids=["formula", "read-only"])
def test_a_read_only_property_is_never_written(*, calculated: bool) -> None:
    property = a_property(read_only=not calculated, calculated=calculated)
    with pytest.raises(Unmappable) as caught:
        a_mapping(property=property).convert.to_hubspot("x")
    assert caught.value.code == "read_only"


def test_a_required_field_is_never_cleared() -> None:
    with pytest.raises(Unmappable) as caught:
        a_mapping(field=a_field("Name", required=True)).convert.to_salesforce(None)
    assert caught.value.code == "required_missing"
