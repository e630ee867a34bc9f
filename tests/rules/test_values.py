"""What a value is called on either side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integrations.rules.rule import SyncRule
from integrations.rules.values import Kind
from tests.rules.builders import a_field, a_mapping, a_property
from tests.rules.pairs import PAIRS

if TYPE_CHECKING:
    from integrations.rules.values import Canonical


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
        ("domain", " https://WWW.Acme.com/about ", "acme.com"),
        ("domain", "shop.acme.com:8080", "shop.acme.com"),
        ("domain", "www.com", "www.com"),
        ("domain", "http://Straße.de/", "straße.de"),
        ("domain", "N/A", "N/A"),
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
        ("date", "1899-12-31", "1899-12-31"),
        ("date", "2101-01-01", "2101-01-01"),
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
        ("date", "4133980800000", "2101-01-01"),
        ("datetime", "-1", "1969-12-31T23:59:59Z"),
        ("datetime", "2150-12-31T23:59:59Z", "2150-12-31T23:59:59Z"),
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
