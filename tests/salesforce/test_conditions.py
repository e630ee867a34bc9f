from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.records import Field
from integrations.salesforce import soql

FIELDS = {
    name: Field(name, name, type_, length=length)
    for name, type_, length in [
        ("Id", "id", 18),
        ("Name", "string", 255),
        ("Industry", "picklist", 255),
        ("OwnerId", "reference", 18),
        ("AnnualRevenue", "currency", 0),
        ("IsDeleted", "boolean", 0),
        ("LastActivityDate", "date", 0),
        ("CreatedDate", "datetime", 0),
        ("BillingStreet", "textarea", 255),
        ("Description", "textarea", 32_000),
        ("BillingAddress", "address", 0),
    ]
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Industry = Banking", "Industry = 'Banking'"),
        ("industry=Banking", "Industry = 'Banking'"),
        ("  Name  !=  'O''Hara'  ", "Name != 'O\\'\\'Hara'"),
        (r"Name = 'O\'Hara'", r"Name = 'O\'Hara'"),
        ('Name = "null"', "Name = 'null'"),
        ("Name = null", "Name = null"),
        ("Industry != NULL", "Industry != null"),
        ("Name like Acme%", "Name LIKE 'Acme%'"),
        ("Name = x' OR Name != '", r"Name = 'x\' OR Name != \''"),
        ("AnnualRevenue >= 1000.50", "AnnualRevenue >= 1000.50"),
        ("AnnualRevenue < -3", "AnnualRevenue < -3"),
        ("IsDeleted = FALSE", "IsDeleted = false"),
        ("LastActivityDate > 2026-01-31", "LastActivityDate > 2026-01-31"),
        ("CreatedDate > 2026-01-31", "CreatedDate > 2026-01-31T00:00:00Z"),
        ("CreatedDate > 2026-01-31T10:00+02:00", "CreatedDate > 2026-01-31T08:00:00Z"),
        ("Id = 0015500001QdQWa", "Id = '0015500001QdQWaAAN'"),
        (
            "Industry IN (Banking, 'Food, Drink')",
            "Industry IN ('Banking','Food, Drink')",
        ),
        ("Industry in Banking", "Industry IN ('Banking')"),
        ("AnnualRevenue IN 1, 2,3", "AnnualRevenue IN (1,2,3)"),
        ("BillingStreet = Main", "BillingStreet = 'Main'"),
    ],
)
def test_a_condition_means_what_was_typed(text: str, expected: str) -> None:
    assert soql.condition(text, FIELDS) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Industry", "not a condition"),
        ("Industry =", "not a condition"),
        ("= Banking", "not a condition"),
        ("Name LIKENESS x", "not a condition"),
        ("Industri = Banking", "no field Industri. Did you mean Industry?"),
        ("Qwerty = 1", "no field Qwerty.$"),
        ("Owner.Name = x", "not a condition"),
        (
            "AnnualRevenue > lots",
            "does not fit AnnualRevenue .Currency.: write a plain",
        ),
        ("AnnualRevenue > 1e9", "write a plain number"),
        ("AnnualRevenue > 1 OR Id != null", "write a plain number"),
        ("AnnualRevenue LIKE 1%", "LIKE is for text"),
        ("IsDeleted > true", "by = or != only"),
        ("IsDeleted = maybe", "write true or false"),
        ("LastActivityDate = soon", "does not fit LastActivityDate"),
        ("CreatedDate = 2026-13-01", "does not fit CreatedDate"),
        ("OwnerId = Bob", "not a Salesforce id"),
        ("Description = x", "cannot select by Description"),
        ("BillingAddress = x", "cannot select by BillingAddress"),
        ("Industry IN (Banking,,Other)", "not a list"),
        ("Industry < null", "by = or != only"),
    ],
)
def test_a_wrong_condition_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        soql.condition(text, FIELDS)


@given(st.text())
def test_whatever_is_typed_becomes_soql_or_a_reason(text: str) -> None:
    try:
        written = soql.condition(f"Name = {text}", FIELDS)
    except ValueError:
        return
    literal = written.removeprefix("Name = ")
    unescaped = literal[1:-1].replace("\\\\", "")
    assert literal == "null" or unescaped.count("'") == unescaped.count("\\'")
