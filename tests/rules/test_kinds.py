"""Which property fits which field (M4)."""

from __future__ import annotations

import pytest

from integrations.rules.kinds import FITTING, Incompatible, kind_of
from integrations.rules.values import Kind
from tests.rules.builders import a_field, a_property

TEXT, LONG_TEXT, NUMBER = Kind.TEXT, Kind.LONG_TEXT, Kind.NUMBER

FITS = {
    ("string", "text"): {
        "string": TEXT,
        "encryptedstring": TEXT,
        "id": TEXT,
        "textarea": LONG_TEXT,
        "phone": Kind.PHONE,
        "email": Kind.EMAIL,
        "url": Kind.URL,
    },
    ("string", "textarea"): {"textarea": LONG_TEXT},
    ("number", "number"): {
        "int": NUMBER,
        "long": NUMBER,
        "double": NUMBER,
        "currency": NUMBER,
        "percent": NUMBER,
    },
    ("bool", "booleancheckbox"): {"boolean": Kind.BOOLEAN},
    ("enumeration", "booleancheckbox"): {"boolean": Kind.BOOLEAN},
    ("date", "date"): {"date": Kind.DATE, "datetime": Kind.DATE},
    ("datetime", "date"): {"datetime": Kind.DATETIME},
    ("enumeration", "select"): {
        "picklist": Kind.OPTION,
        "combobox": Kind.OPTION,
        "reference": Kind.OPTION,
    },
    ("enumeration", "radio"): {
        "picklist": Kind.OPTION,
        "combobox": Kind.OPTION,
        "reference": Kind.OPTION,
    },
    ("enumeration", "checkbox"): {"multipicklist": Kind.OPTIONS},
    ("string", "html"): {},
    ("string", "file"): {},
    ("json", "text"): {},
}
FIELD_TYPES = [*FITTING, "address", "location", "base64", "time", "anyType"]


@pytest.mark.parametrize(
    "shape", [pytest.param(shape, id="-".join(shape)) for shape in FITS]
)
def test_a_property_fits_these_fields_and_no_others(shape: tuple[str, str]) -> None:
    found = {}
    for type_ in FIELD_TYPES:
        try:
            found[type_] = kind_of(a_property("shade", *shape), a_field("F", type_))
        except Incompatible:
            continue
    assert found == FITS[shape]


def test_the_company_owner_fits_the_account_owner_only() -> None:
    owner = a_property(
        "hubspot_owner_id", "enumeration", "select", external_options=True
    )
    assert kind_of(owner, a_field("OwnerId", "reference")) is Kind.OWNER
    with pytest.raises(Incompatible):
        kind_of(owner, a_field("ParentId", "reference"))


def test_another_hubspot_user_property_cannot_be_mapped() -> None:
    person = a_property("manager", "enumeration", "select", external_options=True)
    with pytest.raises(Incompatible, match="cannot be mapped"):
        kind_of(person, a_field("OwnerId", "reference"))
