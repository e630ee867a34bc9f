"""Which properties and fields a new mapping is offered (M4, M6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integrations.records import KEY_FIELD
from integrations.rules.check import check
from integrations.rules.kinds import (
    FITTING,
    OWNER_FIELD,
    OWNER_PROPERTY,
    fits,
    has_values,
    is_mappable,
)
from integrations.rules.rule import SyncRule
from tests.rules.builders import a_field, a_property

if TYPE_CHECKING:
    from integrations.records import Field, Property

TEXT, NUMBER = a_property(), a_property("size", "number", "number")
CHOICE = a_property("shade", "enumeration", "select", options=("red",))
CHOICES = a_property("shades", "enumeration", "checkbox", options=("red",))
PEOPLE = a_property("made_by", "enumeration", "select", external_options=True)
OWNER = a_property(OWNER_PROPERTY, "enumeration", "select", external_options=True)
RICH = a_property("file", "string", "file")


@pytest.mark.parametrize(
    ("property", "mappable"),
    [
        (TEXT, True),
        (NUMBER, True),
        (CHOICE, True),
        (CHOICES, True),
        (OWNER, True),
        (PEOPLE, False),
        (RICH, False),
    ],
    ids=lambda it: getattr(it, "name", str(it)),
)
def test_a_property_is_mappable_when_some_field_fits_it(
    property: Property, *, mappable: bool
) -> None:
    assert is_mappable(property) is mappable
    names = [OWNER_FIELD, "Other__c"]
    found = [fits(property, a_field(name, type)) for type in FITTING for name in names]
    assert any(found) is mappable


@pytest.mark.parametrize(
    ("property", "field", "expected"),
    [
        (CHOICE, a_field("Farbe__c", "picklist", options=("Rot",)), True),
        (CHOICE, a_field("Parent__c", "reference"), True),
        (CHOICES, a_field("Farben__c", "multipicklist", options=("Rot",)), True),
        (TEXT, a_field(), False),
        (OWNER, a_field(OWNER_FIELD, "reference"), False),
        (CHOICE, a_field("Size__c", "double"), False),
    ],
    ids=["picklist", "reference", "multi", "text", "owner", "no-fit"],
)
def test_only_choices_need_a_value_map(
    property: Property, field: Field, *, expected: bool
) -> None:
    assert has_values(property, field) is expected


def test_the_field_of_syncadmins_own_link_is_not_mapped() -> None:
    found = check(
        TEXT,
        a_field(KEY_FIELD),
        SyncRule.NONE,
        {},
        property_name=TEXT.name,
        field_name=KEY_FIELD,
    )
    assert [(problem.at, problem.code) for problem in found] == [
        ("field", "field_reserved")
    ]


def test_a_field_that_cannot_be_written_says_the_remedy() -> None:
    field = a_field(writable=False)
    [problem] = check(
        TEXT,
        field,
        SyncRule.TWO_WAY,
        {},
        property_name=TEXT.name,
        field_name=field.name,
    )
    assert problem.message == (
        "Salesforce's Colour is read-only for the integration user: let it edit the"
        " field if Salesforce allows that, or choose Always use Salesforce or Don't"
        " sync."
    )
