"""Each kind of value as people read it, with the API's own at hand."""

from __future__ import annotations

from dataclasses import asdict

import pytest
from django.utils import translation

from integrations.engine.shown import Shown
from integrations.models import Integration
from integrations.records import Field, Option, Person, Property
from tests.views.builders import connection

pytestmark = pytest.mark.django_db

TAGS = (Option("a", "A"), Option("b", "B"))
FIELDS = [
    Field("Industry", "Industry", "picklist", options=(Option("APPAREL", "Apparel"),)),
    Field(
        "Tags", "Tags", "multipicklist", options=(Option("a", "A"), Option("b", "B"))
    ),
    Field("Gone", "Gone", "boolean"),
    Field("Since", "Since", "date"),
    Field("Seen", "Seen", "datetime"),
    Field("Share", "Share", "percent"),
    Field("Number", "Number", "double", unique=True),
    Field("Name", "Name", "string"),
]
PROPERTIES = [
    Property("seen", "Seen", "datetime", "date"),
    Property("day", "Day", "date", "date"),
    Property("size", "Size", "number", "number"),
    Property("open", "Open", "enumeration", "booleancheckbox"),
]


@pytest.fixture
def shown() -> Shown:
    people = [asdict(Person("005A", "ann@acme.example", "Ann"))]
    fields = [asdict(it) for it in FIELDS]
    connection("salesforce", metadata={"fields": fields, "people": people})
    properties = [asdict(it) for it in PROPERTIES]
    connection("hubspot", metadata={"properties": properties})
    return Shown(Integration.current())


@pytest.mark.parametrize(
    ("field", "value", "text", "code"),
    [
        ("Industry", "APPAREL", "Apparel", "APPAREL"),
        ("Industry", "Unlisted", "Unlisted", ""),
        ("Tags", "a;b;c", "A; B; c", "a;b;c"),
        ("Gone", True, "Sì", "true"),
        ("Gone", "false", "No", "false"),
        ("Since", "2026-01-31", "31/01/2026", "2026-01-31"),
        ("Since", "soon", "soon", ""),
        (
            "Seen",
            "2026-01-31T23:30:00.000+0000",
            "31/01/2026 23:30 UTC",
            "2026-01-31T23:30:00.000+0000",
        ),
        ("Seen", "2026-01-31", "31/01/2026", "2026-01-31"),
        ("Share", 1234.5, "1.234,5", "1234.5"),
        ("Share", 12.0, "12", ""),
        ("Share", "a lot", "a lot", ""),
        ("Number", "12345", "12345", ""),
        ("Name", "005A", "Ann", "005A"),
        ("Name", "12345", "12345", ""),
        ("Name", None, "", ""),
        ("Unknown", "x", "x", ""),
    ],
)
def test_what_salesforce_holds(
    shown: Shown, field: str, value: object, text: str, code: str
) -> None:
    with translation.override("it"):
        assert shown.in_salesforce(field, value) == (text, code)


@pytest.mark.parametrize(
    ("property", "value", "text"),
    [
        ("seen", "1769902200000", "31/01/2026 23:30 UTC"),
        ("day", "1769817600000", "31/01/2026"),
        ("size", "616000", "616.000"),
        ("open", "true", "Sì"),
        ("size", "", ""),
    ],
)
def test_what_hubspot_holds(shown: Shown, property: str, value: str, text: str) -> None:
    with translation.override("it"):
        assert shown.in_hubspot(property, value).text == text


def test_a_property_is_called_by_its_label_while_it_exists(shown: Shown) -> None:
    assert (shown.label("size"), shown.label("gone")) == ("Size", "gone")
