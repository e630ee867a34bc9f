"""What a value is called on either side, and what does not cross."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integrations.rules.rule import SyncRule
from integrations.rules.values import Kind, Unmappable
from tests.rules.builders import a_field, a_mapping, a_property
from tests.rules.pairs import PAIRS

if TYPE_CHECKING:
    from integrations.rules.values import Canonical

RED_BLUE = {"red": "Rot", "crimson": "Rot", "blue": "Blau"}


@pytest.mark.parametrize(
    ("kind", "raw", "canonical"),
    [
        ("text", None, None),
        ("text", "", None),
        ("text", "  Acme\r\nLtd ", "Acme\nLtd"),
        ("text", 12, "12"),
        ("long_text", "one\rtwo", "one\ntwo"),
        ("phone", " +39 02 1234 ", "+39 02 1234"),
        ("email", "Info@ACME.com", "info@acme.com"),
        ("url", "https://acme.com ", "https://acme.com"),
        ("number", 0, "0"),
        ("number", -0.0, "0"),
        ("number", 1000000.0, "1000000"),
        ("number", 12.50, "12.5"),
        ("number", 1.005, "1.01"),
        ("number", "12.50", "12.5"),
        ("whole_number", 2.5, "3"),
        ("whole_number", -2.5, "-3"),
        ("whole_number", 1e17, "100000000000000000"),
        ("boolean", True, "true"),
        ("boolean", False, "false"),
        ("date", "2024-04-25", "2024-04-25"),
        ("datetime", "2024-04-25T15:50:37.000+0000", "2024-04-25T15:50:37Z"),
        ("datetime", "2024-04-25T17:50:37.999+0200", "2024-04-25T15:50:37Z"),
        ("day_of_datetime", "2024-04-25T23:30:00.000-0200", "2024-04-26"),
        ("option", "Rot", "Rot"),
        ("option", "Gelb", "Gelb"),
        ("options", "Rot; Blau;;Rot", "Blau;Rot"),
        ("owner", "0055500001QdQWa", "0055500001QdQWaAAN"),
    ],
)
def test_salesforce_values_have_one_canonical_form(
    kind: str, raw: object, canonical: Canonical
) -> None:
    assert PAIRS[kind].mapping().convert.from_salesforce(raw) == canonical


@pytest.mark.parametrize(
    ("kind", "raw", "canonical"),
    [
        ("text", None, None),
        ("text", " \n ", None),
        ("text", "Acme ", "Acme"),
        ("email", "Info@acme.COM", "info@acme.com"),
        ("number", "0", "0"),
        ("number", "0.0", "0"),
        ("number", "-0.001", "0"),
        ("number", "1E3", "1000"),
        ("number", "007", "7"),
        ("number", "12.505", "12.51"),
        ("whole_number", "0.5", "1"),
        ("whole_number", "123456789012345678", "123456789012345680"),
        ("boolean", "true", "true"),
        ("boolean", "FALSE", "false"),
        ("boolean", "", None),
        ("date", "2024-04-25", "2024-04-25"),
        ("date", "1714003200000", "2024-04-25"),
        ("date", "-86400000", "1969-12-31"),
        ("datetime", "1714060237123", "2024-04-25T15:50:37Z"),
        ("datetime", "2024-04-25T15:50:37.123Z", "2024-04-25T15:50:37Z"),
        ("datetime", "2024-04-25", "2024-04-25T00:00:00Z"),
        ("day_of_datetime", "2024-04-25", "2024-04-25"),
        ("option", "red", "Rot"),
        ("option", "crimson", "Rot"),
        ("options", "red;blue", "Blau;Rot"),
        ("options", ";blue;crimson;red", "Blau;Rot"),
        ("owner", "77", "0055500001QdQWaAAN"),
    ],
)
def test_hubspot_values_have_one_canonical_form(
    kind: str, raw: str | None, canonical: Canonical
) -> None:
    assert PAIRS[kind].mapping().convert.from_hubspot(raw) == canonical


@pytest.mark.parametrize(
    ("kind", "canonical", "sent"),
    [
        ("text", None, None),
        ("text", "Acme", "Acme"),
        ("number", "12.5", 12.5),
        ("number", "12", 12),
        ("boolean", "true", True),
        ("boolean", "false", False),
        ("boolean", None, False),
        ("date", "2024-04-25", "2024-04-25"),
        ("datetime", "2024-04-25T15:50:37Z", "2024-04-25T15:50:37Z"),
        ("day_of_datetime", "2024-04-25", "2024-04-25T00:00:00Z"),
        ("option", "Rot", "Rot"),
        ("option", None, None),
        ("options", "Blau;Rot", "Blau;Rot"),
        ("options", None, None),
        ("owner", "0055500001QdQWaAAN", "0055500001QdQWaAAN"),
    ],
)
def test_salesforce_gets_values_in_its_own_form(
    kind: str, canonical: Canonical, sent: object
) -> None:
    value = PAIRS[kind].mapping().convert.to_salesforce(canonical)
    assert value == sent
    assert type(value) is type(sent)


@pytest.mark.parametrize(
    ("kind", "canonical", "sent"),
    [
        ("text", "Acme", "Acme"),
        ("text", None, ""),
        ("number", "12.5", "12.5"),
        ("boolean", "false", "false"),
        ("date", "2024-04-25", "2024-04-25"),
        ("datetime", "2024-04-25T15:50:37Z", "2024-04-25T15:50:37Z"),
        ("day_of_datetime", "2024-04-25", "2024-04-25"),
        ("option", "Rot", "red"),
        ("options", "Blau;Rot", "blue;red"),
        ("options", None, ""),
        ("owner", "0055500001QdQWaAAN", "77"),
    ],
)
def test_hubspot_gets_text_and_an_empty_one_clears(
    kind: str, canonical: Canonical, sent: str
) -> None:
    assert PAIRS[kind].mapping().convert.to_hubspot(canonical) == sent


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
        ("long_text", "x" * 65_537, "too_long"),
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


def test_an_unrestricted_picklist_takes_a_value_it_does_not_list() -> None:
    assert PAIRS["option"].mapping().convert.to_salesforce("Gelb") == "Gelb"


def test_of_several_hubspot_values_the_first_in_use_is_written() -> None:
    mapping = a_mapping(
        property=a_property(
            "shade", "enumeration", "select", options=("red",), retired=("crimson",)
        ),
        field=a_field("Shade__c", "picklist", options=("Rot",)),
        values={"crimson": "Rot", "red": "Rot"},
    )
    assert mapping.convert.to_hubspot("Rot") == "red"


def test_a_hubspot_value_with_outer_blanks_is_read_and_written_as_it_is_spelt() -> None:
    mapping = a_mapping(
        property=a_property("shade", "enumeration", "select", options=("red ",)),
        field=a_field("Shade__c", "picklist", options=("Rot",)),
        values={"red ": "Rot"},
    )
    assert mapping.convert.from_hubspot("red ") == "Rot"
    assert mapping.convert.to_hubspot("Rot") == "red "


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


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        (SyncRule.PREFER_SALESFORCE, SyncRule.TWO_WAY),
        (SyncRule.ALWAYS_HUBSPOT, SyncRule.TWO_WAY),
        (SyncRule.TWO_WAY, SyncRule.TWO_WAY),
        (SyncRule.NONE, SyncRule.NONE),
    ],
)
def test_owners_sync_two_way_or_not_at_all(asked: SyncRule, kept: SyncRule) -> None:
    mapping = PAIRS["owner"].mapping(asked)
    assert mapping.kind is Kind.OWNER
    assert mapping.rule is kept
